import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { runQuery, runsPath } from '../api/queries';
import { get } from '../api/http';
import { page } from '../api/narrow';
import { run as parseRun } from '../api/parse';
import { planRestore } from '../api/restore';
import { retentionQuery } from '../api/retention';
import { hasBackup, type Plan } from '../api/types';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { Loading, Notice, ProblemNotice } from '../design/notice';
import { useBlockedByRole } from '../session/session';
import { DryRunResult } from './dry-run-result';
import { type Draft, firstDraft, incomplete, orderOf } from './order';
import { WhereTo } from './where-to';
import { WhichBackup } from './which-backup';

/** A backup that can be restored. */
export interface Candidate {
  runId: string;
  takenAt: string | null;
  verified: boolean | null;
  complete: boolean;
}

const restorableRuns = (planId: string) => ({
  queryKey: ['runs', 'restorable', planId],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    get(runsPath({ planId }, 200, null), page(parseRun), signal),
});

/** Backups as the runs tell them; retention adds which are proven, and takes away those that are gone. */
function useCandidates(plan: Plan, wantedRun: string | null) {
  const runs = useQuery(restorableRuns(plan.id));
  const kept = useQuery(retentionQuery(plan.id));
  // The one a person came from may be further back than the list goes.
  const wanted = useQuery({ ...runQuery(wantedRun ?? ''), enabled: wantedRun !== null, retry: false });
  const told = kept.data ? new Map(kept.data.items.map((each) => [each.runId, each])) : null;
  const listed = runs.data?.items ?? [];
  const further = wanted.data && !listed.some((run) => run.id === wantedRun) ? [wanted.data] : [];
  const items: Candidate[] = [...listed, ...further]
    .filter((run) => run.planId === plan.id && hasBackup(run))
    .filter((run) => told?.has(run.id) ?? true)
    .map((run) => ({
      runId: run.id,
      takenAt: run.startedAt ?? run.queuedAt,
      verified: told?.get(run.id)?.verified ?? null,
      complete: run.state === 'completed',
    }));
  const pending = runs.isPending || kept.isPending || (wantedRun !== null && wanted.isPending);
  return { error: runs.error, items, pending };
}

/** Waits until the backups are known, so that no answer that comes late changes what a person has typed. */
export function RequestForm({ plan, wantedRun }: { plan: Plan; wantedRun: string | null }) {
  const { error, items, pending } = useCandidates(plan, wantedRun);
  if (pending) return <Loading what="the backups" lines={6} />;
  return <FormOfKnown plan={plan} wantedRun={wantedRun} items={items} error={error} />;
}

interface FormOfKnownProps {
  plan: Plan;
  wantedRun: string | null;
  items: Candidate[];
  error: Error | null;
}

function FormOfKnown({ plan, wantedRun, items, error }: FormOfKnownProps) {
  const blocked = useBlockedByRole();
  const [draft, setDraft] = useState<Draft>(() => {
    // Another backup than the one asked for is never chosen in its place.
    const first = items.find((each) => wantedRun === null || each.runId === wantedRun);
    return firstDraft(plan, first?.runId ?? null, first?.takenAt ?? null);
  });
  const check = useMutation({ mutationFn: planRestore });
  const change = (next: Draft) => {
    setDraft(next);
    // What was found out about another order says nothing about this one.
    check.reset();
  };
  const missing = incomplete(draft);
  return (
    <>
      <Card title="1. Which backup">
        <WhichBackup
          plan={plan}
          candidates={items}
          error={error}
          lost={wantedRun !== null && !items.some((each) => each.runId === wantedRun)}
          draft={draft}
          onChange={change}
        />
      </Card>
      <Card title="2. Where to">
        <WhereTo plan={plan} draft={draft} onChange={change} />
      </Card>
      <Card title="3. What would happen">
        <div className="stack">
          {check.data ? (
            <DryRunResult dryRun={check.data} order={orderOf(draft)} plan={plan} />
          ) : (
            <>
              <p className="soft">
                Looks whether every object is there, the key fits and the target is free. Nothing is changed.
              </p>
              <div className="row">
                <Button
                  look="primary"
                  icon="check"
                  busy={check.isPending}
                  blocked={blocked ?? missing}
                  onClick={() => check.mutate(orderOf(draft))}
                >
                  Look what would happen
                </Button>
              </div>
            </>
          )}
          {check.error && (
            <ProblemNotice
              what="What would happen is not known, so it cannot be started from here"
              error={check.error}
            />
          )}
          {check.isPending && (
            <Notice tone="run" title="Looking: every object is asked for at its location." />
          )}
        </div>
      </Card>
    </>
  );
}
