import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { lastGoodQuery, plansQuery, recentRunsQuery } from '../api/queries';
import { useClock } from '../design/when';
import { isActive, pollEvery, useLiveness } from '../live/live';
import { assess, type Judged, type LastGood } from './assess';

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
  const tenSeconds = useClock((now) => Math.floor(now / 10_000));
  const askedAt = plans.dataUpdatedAt;
  const judged = useMemo<Judged[]>(
    () =>
      (plans.data?.items ?? []).map((plan, index) => {
        const good = goods[index];
        const lastGood: LastGood =
          good?.data !== undefined && !good.isError
            ? { known: 'yes', run: good.data }
            : { known: good?.isError ? 'no' : 'asking' };
        const ended = recents[index]?.data?.items.find((run) => !isActive(run)) ?? null;
        return { plan, verdict: assess(plan, lastGood, askedAt, Date.now(), ended) };
      }),
    [plans.data, goods, recents, askedAt, tenSeconds],
  );
  return { plans, judged };
}
