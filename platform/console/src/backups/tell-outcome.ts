import { useEffect, useRef } from 'react';
import type { Run } from '../api/types';
import { useToast } from '../design/toast';
import { isActive } from '../live/live';

type Outcome = { tone: 'ok' | 'warn' | 'bad' | 'neutral'; words: string };

const outcomes: Partial<Record<Run['state'], Outcome>> = {
  completed: { tone: 'ok', words: 'completed' },
  partial: { tone: 'warn', words: 'is missing a copy' },
  failed: { tone: 'bad', words: 'failed' },
  cancelled: { tone: 'neutral', words: 'was cancelled' },
};

/** What toasts on one run are about. */
export const toastAbout = (run: Pick<Run, 'id'>) => `run ${run.id}`;

/** Says how a run ended that was seen running on this page; takes the place of "started" and "cancelling". */
export function useToldOutcome(run: Run | null | undefined): void {
  const toast = useToast();
  const seenRunning = useRef<string | null>(null);
  useEffect(() => {
    if (!run) return;
    if (isActive(run)) {
      seenRunning.current = run.id;
      return;
    }
    const outcome = outcomes[run.state];
    if (seenRunning.current !== run.id || !outcome) return;
    seenRunning.current = null;
    toast({
      tone: outcome.tone,
      words: `Backup of ${run.planName ?? 'the plan'} ${outcome.words}.`,
      about: toastAbout(run),
    });
  }, [run, toast]);
}
