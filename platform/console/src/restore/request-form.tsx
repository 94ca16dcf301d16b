import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { runQuery, runsPath } from '../api/queries';
import { get } from '../api/http';
import { page } from '../api/narrow';
import { run as parseRun } from '../api/parse';
import { planRestore, restoreFoldersQuery } from '../api/restore';
import { retentionQuery } from '../api/retention';
import { hasBackup, type Plan } from '../api/types';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { Loading, Notice, ProblemNotice } from '../design/notice';
import { useBlockedByRole } from '../session/session';
import { DryRunResult } from './dry-run-result';
import { addressOf, draftFrom } from './address';
import { type Candidate, type Draft, firstDraft, incomplete, orderOf, targetsOf } from './order';
import { WhereTo } from './where-to';
import { WhichBackup } from './which-backup';

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
      endedAt: run.finishedAt,
      copies: run.copies.filter((copy) => copy.state === 'stored').map((copy) => copy.locationId),
      verified: told?.get(run.id)?.verified ?? null,
      complete: run.state === 'completed',
    }));
  const pending = runs.isPending || kept.isPending || (wantedRun !== null && wanted.isPending);
  return { error: runs.error, items, pending };
}

/** Waits until the backups are known, so that no answer that comes late changes what a person has typed. */
export function RequestForm({ plan }: { plan: Plan }) {
  const [search] = useSearchParams();
  // What the page was opened with: the address follows the form from then on.
  const [wantedRun] = useState(() => search.get('run'));
  const { error, items, pending } = useCandidates(plan, wantedRun);
  const folders = useRestoreFolders(plan);
  if (pending || folders.pending) return <Loading what="the backups" lines={6} />;
  return <FormOfKnown plan={plan} wantedRun={wantedRun} items={items} error={error} roots={folders.told} />;
}

/** Asked only where they are needed; null where they are not, and where nobody tells. */
function useRestoreFolders(plan: Plan): { pending: boolean; told: string[] | null } {
  const enabled = targetsOf(plan.source.kind).some((kind) => kind === 'folder' || kind === 'new-cluster');
  const found = useQuery({ ...restoreFoldersQuery, enabled });
  return { pending: enabled && found.isPending, told: found.data ?? null };
}

interface FormOfKnownProps {
  plan: Plan;
  wantedRun: string | null;
  items: Candidate[];
  error: Error | null;
  /** Folders below which it may be restored; null where that is not known. */
  roots: string[] | null;
}

function FormOfKnown({ plan, wantedRun, items, error, roots }: FormOfKnownProps) {
  const blocked = useBlockedByRole();
  const [search, setSearch] = useSearchParams();
  const root = roots?.[0] ?? null;
  const firstOf = (runId: string | null) => {
    const found = items.find((each) => each.runId === runId);
    return firstDraft(plan, found?.runId ?? null, found?.takenAt ?? null, root);
  };
  // Another backup than the one asked for is never chosen in its place.
  const [draft, setDraft] = useState<Draft>(() =>
    draftFrom(search, plan, firstOf(wantedRun ?? items[0]?.runId ?? null)),
  );
  const check = useMutation({ mutationFn: planRestore });
  const change = (next: Draft) => {
    setDraft(next);
    setSearch(addressOf(next, plan, firstOf(next.runId)), { replace: true });
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
          root={root}
          draft={draft}
          onChange={change}
        />
      </Card>
      {items.length > 0 && (
        <>
          <Card title="2. Where to">
            <WhereTo plan={plan} roots={roots} draft={draft} onChange={change} />
          </Card>
          <Card title="3. What would happen">
            <div className="stack">
              {check.data ? (
                <DryRunResult dryRun={check.data} order={orderOf(draft)} plan={plan} />
              ) : (
                <>
                  <p className="soft">
                    Looks whether every object is there, the key fits and the target is free. Nothing is
                    changed.
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
      )}
    </>
  );
}
