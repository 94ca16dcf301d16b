import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { recoveryQuery } from '../api/recovery';
import { type Decision, retentionQuery } from '../api/retention';
import type { Plan } from '../api/types';
import { verificationsOfPlanQuery } from '../api/verification';
import { Fact } from '../design/card';
import { count } from '../design/format';
import { StatusWord } from '../design/status';
import { useClock } from '../design/when';
import { isActive, pollEvery, useLiveness } from '../live/live';
import { rpoLook } from '../recovery/rpo';
import { proofOf } from '../verify/proof';
import { missingCopies, missingWords, partialRunsQuery } from './missing-copies';

/** What a plan's card tells beyond its runs: proven or not, what would be lost now, missing copies, holds. */
export function ProtectionFacts({ plan }: { plan: Plan }) {
  const liveness = useLiveness();
  const retention = useQuery({ ...retentionQuery(plan.id), refetchInterval: pollEvery(liveness, false) });
  const decisions = retention.isError ? null : (retention.data?.items ?? null);
  return (
    <>
      <VerifiedFact plan={plan} decisions={decisions} />
      {plan.source.kind === 'cluster' && <RpoFact plan={plan} />}
      <MissingFact plan={plan} decisions={decisions} />
      {decisions?.some((each) => each.hold) && (
        <Fact name="Legal hold">
          <Link href={`/plans/${plan.id}`}>
            {count(decisions.filter((each) => each.hold).length, 'backup')} held
          </Link>
        </Fact>
      )}
    </>
  );
}

function VerifiedFact({ plan, decisions }: { plan: Plan; decisions: Decision[] | null }) {
  const liveness = useLiveness();
  const found = useQuery({
    ...verificationsOfPlanQuery(plan.id),
    refetchInterval: pollEvery(liveness, isActive(plan.lastRun)),
  });
  useClock((now) => Math.floor(now / 30_000));
  if (found.isPending) return <Fact name="Verified">…</Fact>;
  if (found.isError || !found.data)
    return (
      <Fact name="Verified">
        <StatusWord look={{ tone: 'unknown', icon: 'unknown', words: 'Not known' }} />
        <p className="quiet">{found.error?.message}</p>
      </Fact>
    );
  const { look, more, runId } = proofOf(found.data.items, decisions, Date.now());
  return (
    <Fact name="Verified">
      <StatusWord look={look} />
      {runId === null ? (
        <p className="quiet">{more}</p>
      ) : (
        <p>
          <Link href={`/runs/${runId}`}>What was found</Link>
        </p>
      )}
    </Fact>
  );
}

function RpoFact({ plan }: { plan: Plan }) {
  const found = useQuery({ ...recoveryQuery(plan.id), refetchInterval: 5_000 });
  if (found.isPending) return <Fact name="Would be lost now">…</Fact>;
  if (found.data === null)
    return <Fact name="Would be lost now">All since the last backup: its WAL is not received</Fact>;
  const look = rpoLook(found.isError ? null : (found.data ?? null));
  return (
    <Fact name="Would be lost now">
      <StatusWord look={look} />
      <p className="quiet">{found.isError ? found.error.message : found.data?.reason}</p>
    </Fact>
  );
}

function MissingFact({ plan, decisions }: { plan: Plan; decisions: Decision[] | null }) {
  const found = useQuery({ ...partialRunsQuery, refetchInterval: 60_000 });
  if (!found.data || found.isError) return null;
  const there = decisions && new Set(decisions.map((each) => each.runId));
  const missing = missingCopies(
    found.data.items.filter((run) => run.planId === plan.id),
    () => there,
  );
  if (missing.length === 0) return null;
  return (
    <Fact name="Missing">
      <StatusWord look={{ tone: 'warn', icon: 'warn', words: missingWords(missing) }} />
      <p className="quiet">Made up by itself as soon as the location takes it.</p>
    </Fact>
  );
}
