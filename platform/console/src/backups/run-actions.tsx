import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, newIdempotencyKey } from '../api/http';
import { cancelRun, plansQuery, rememberRun, startRun } from '../api/queries';
import type { Plan, Run } from '../api/types';
import { Button } from '../design/button';
import { Dialog } from '../design/dialog';
import { count } from '../design/format';
import { ProblemNotice } from '../design/notice';
import { useToast } from '../design/toast';
import { isActive } from '../live/live';
import { useBlockedByRole } from '../session/session';
import { readsWords } from './source-words';
import { toastAbout } from './tell-outcome';

/** "Back up now": asks first. One key per opened dialog, so that trying again after a lost answer cannot start two runs. */
export function BackUpNow({ plan }: { plan: Plan }) {
  const blockedByRole = useBlockedByRole();
  const [key, setKey] = useState<string | null>(null);
  const blocked = blockedByRole ?? (isActive(plan.lastRun) ? 'A run of this plan is under way' : null);
  return (
    <>
      <Button
        look="primary"
        icon="play"
        data-shortcut="back-up"
        blocked={blocked}
        onClick={() => setKey(newIdempotencyKey())}
      >
        Back up now
      </Button>
      {key && <StartDialog plan={plan} idempotencyKey={key} onClose={() => setKey(null)} />}
    </>
  );
}

function StartDialog({
  plan,
  idempotencyKey,
  onClose,
}: {
  plan: Plan;
  idempotencyKey: string;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const toast = useToast();
  const start = useMutation({
    mutationFn: () => startRun(plan.id, idempotencyKey),
    onSuccess: (run) => {
      rememberRun(client, run);
      void client.invalidateQueries({ queryKey: ['runs'] });
      toast({ tone: 'run', words: `Backup of ${plan.name} started.`, about: toastAbout(run) });
      onClose();
    },
    onError: (error) => {
      if (error instanceof ApiError && error.status === 409)
        void client.invalidateQueries({ queryKey: plansQuery.queryKey });
    },
  });
  const { source } = plan;
  return (
    <Dialog
      title={`Back up ${plan.name} now?`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" icon="play" busy={start.isPending} onClick={() => start.mutate()} data-first>
            {start.isError ? 'Try again' : 'Start backup'}
          </Button>
        </>
      }
    >
      <p>
        {readsWords(source)} while it stays in use, and writes{' '}
        {count(plan.locations.length, 'encrypted copy', 'encrypted copies')}:{' '}
        {plan.locations.map((each) => each.id).join(', ') || 'no location is known'}.
      </p>
      <p className="soft">
        The schedule is not changed. You can cancel at any time; a cancelled run leaves nothing behind.
      </p>
      {start.error && <ProblemNotice what="The backup did not start" error={start.error} />}
    </Dialog>
  );
}

export function CancelRun({ run }: { run: Run }) {
  const blockedByRole = useBlockedByRole();
  const blocked = blockedByRole ?? (run.cancelRequested ? 'It is being cancelled' : null);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button icon="stop" blocked={blocked} onClick={() => setAsking(true)}>
        Cancel run
      </Button>
      {asking && <CancelDialog run={run} onClose={() => setAsking(false)} />}
    </>
  );
}

function CancelDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const client = useQueryClient();
  const toast = useToast();
  const cancel = useMutation({
    mutationFn: () => cancelRun(run.id),
    onSuccess: () => {
      for (const key of ['plans', 'runs', 'run']) void client.invalidateQueries({ queryKey: [key] });
      toast({ tone: 'warn', words: 'Cancelling the run.', about: toastAbout(run) });
      onClose();
    },
  });
  return (
    <Dialog
      title="Cancel this run?"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose} data-first>
            Keep running
          </Button>
          <Button look="danger" icon="stop" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel run
          </Button>
        </>
      }
    >
      <p>
        What this run of <strong>{run.planName ?? 'the plan'}</strong> has written so far is removed. Earlier
        backups are not touched.
      </p>
      {cancel.error && <ProblemNotice what="The run was not cancelled" error={cancel.error} />}
    </Dialog>
  );
}
