import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Recovery, recoveryQuery } from '../api/recovery';
import { lastGoodQuery, plansQuery, recentRunsQuery } from '../api/queries';
import { useClock } from '../design/when';
import { verificationsOfPlanQuery } from '../api/verification';
import { proofOf } from '../verify/proof';
import { isActive, pollEvery, useLiveness } from '../live/live';
import type { Plan } from '../api/types';
import { assess, type Judged, type LastGood, type Wal } from './assess';

/** Every plan with a verdict on it, kept up to date. */
export function useJudgedPlans() {
  const liveness = useLiveness();
  const plans = useQuery({
    ...plansQuery,
    refetchInterval: (query) =>
      pollEvery(liveness, query.state.data?.items.some((plan) => isActive(plan.lastRun)) ?? false),
  });
  const goods = useQueries({
    queries: (plans.data?.items ?? []).map((plan) => ({
      ...lastGoodQuery(plan.id),
      refetchInterval: pollEvery(liveness, false),
    })),
  });
  const recents = useQueries({
    queries: (plans.data?.items ?? []).map((plan) => recentRunsQuery(plan.id)),
  });
  const checks = useQueries({
    queries: (plans.data?.items ?? []).map((plan) => ({
      ...verificationsOfPlanQuery(plan.id),
      refetchInterval: pollEvery(liveness, false),
    })),
  });
  const wals = useQueries({
    queries: (plans.data?.items ?? []).map((plan) => ({
      ...recoveryQuery(plan.id),
      enabled: plan.source.kind === 'cluster',
      refetchInterval: 10_000,
    })),
  });
  const tenSeconds = useClock((now) => Math.floor(now / 10_000));
  const askedAt = plans.dataUpdatedAt;
  const judged = useMemo<Judged[]>(
    () =>
      (plans.data?.items ?? []).map((plan, index) => {
        const good = goods[index];
        const recent = recents[index];
        // While a run is under way it takes both answers to know how things stand.
        const asked = isActive(plan.lastRun) ? [good, recent] : [good];
        const lastGood: LastGood =
          good?.data !== undefined && asked.every((each) => each?.data !== undefined && !each.isError)
            ? { known: 'yes', run: good.data }
            : asked.some((each) => each?.isError)
              ? { known: 'no', told: good?.data }
              : { known: 'asking' };
        const ended = recent?.data?.items.find((run) => !isActive(run)) ?? null;
        const found = checks[index]?.data;
        const proof = found ? proofOf(found.items, null, Date.now()) : null;
        const wal = walOf(plan, wals[index]);
        return { plan, verdict: assess(plan, lastGood, askedAt, Date.now(), ended, proof, wal) };
      }),
    [plans.data, goods, recents, checks, wals, askedAt, tenSeconds],
  );
  return { plans, judged };
}

/** Undefined for a plan whose backups alone count: no cluster, or one whose WAL nobody receives. */
function walOf(plan: Plan, asked: UseQueryResult<Recovery | null> | undefined): Wal | undefined {
  if (plan.source.kind !== 'cluster' || !asked || asked.data === null) return undefined;
  return { told: asked.isError ? null : (asked.data ?? null) };
}
