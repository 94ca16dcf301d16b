import { type QueryClient, queryOptions, infiniteQueryOptions } from '@tanstack/react-query';
import { get, post } from './http';
import * as parse from './parse';
import type { Page, Plan, Run } from './types';

/** Every address the console reads or posts to. */
const json = (value: unknown) => value;
const id = encodeURIComponent;

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => get('/api/v1/me', parse.me, signal),
});

export const plansQuery = queryOptions({
  queryKey: ['plans'],
  queryFn: ({ signal }) => get('/api/v1/plans', parse.page(parse.plan), signal),
});

export const locationsQuery = queryOptions({
  queryKey: ['locations'],
  queryFn: ({ signal }) => get('/api/v1/locations', parse.page(parse.location), signal),
});

export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => get('/api/v1/system', parse.page(parse.serviceHealth), signal),
});

export interface RunFilter {
  planId?: string | undefined;
  state?: string | undefined;
}

export const runsPath = (filter: RunFilter, limit: number, cursor: string | null) => {
  const query = new URLSearchParams({ limit: String(limit) });
  if (filter.planId) query.set('planId', filter.planId);
  if (filter.state) query.set('state', filter.state);
  if (cursor) query.set('cursor', cursor);
  return `/api/v1/runs?${query}`;
};

export const historyQuery = (filter: RunFilter, limit = 15) =>
  infiniteQueryOptions({
    queryKey: ['runs', 'history', filter.planId ?? '', filter.state ?? ''],
    queryFn: ({ pageParam, signal }) =>
      get(runsPath(filter, limit, pageParam), parse.page(parse.run), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<Run>) => last.nextCursor,
  });

/** The newest runs of one plan, newest first, for its picture. */
export const recentRunsQuery = (planId: string) =>
  queryOptions({
    queryKey: ['runs', 'recent', planId],
    queryFn: ({ signal }) => get(runsPath({ planId }, 30, null), parse.page(parse.run), signal),
  });

/** The newest run of a plan that left every copy whole; asked for by itself, since failures may fill the first page. */
export const lastGoodQuery = (planId: string) =>
  queryOptions({
    queryKey: ['runs', 'last-good', planId],
    queryFn: async ({ signal }) => {
      const found = await get(
        runsPath({ planId, state: 'completed' }, 1, null),
        parse.page(parse.run),
        signal,
      );
      // Not trusting the filter: a server that ignores it must not turn a failed run into a good backup.
      return found.items.find((run) => run.state === 'completed') ?? null;
    },
  });

export const runQuery = (runId: string) =>
  queryOptions({
    queryKey: ['run', runId],
    queryFn: ({ signal }) => get(`/api/v1/runs/${id(runId)}`, parse.run, signal),
  });

export const manifestPath = (runId: string) => `/api/v1/runs/${id(runId)}/manifest`;

export const manifestQuery = (runId: string) =>
  queryOptions({
    queryKey: ['manifest', runId],
    queryFn: ({ signal }) => get(manifestPath(runId), json, signal),
    // A manifest is written once and never changes.
    staleTime: Infinity,
  });

export const startRun = (planId: string, idempotencyKey: string) =>
  post(`/api/v1/plans/${id(planId)}/runs`, parse.run, { idempotencyKey });

export const cancelRun = (runId: string) => post(`/api/v1/runs/${id(runId)}/cancel`, json);

export interface DeliveryFilter {
  state?: string;
  destination?: string;
  conversation?: string;
}

export const deliveriesQuery = (filter: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', 'list', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: '30' });
      for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
      if (pageParam) query.set('cursor', pageParam);
      return get(`/api/v1/deliveries?${query}`, parse.page(parse.delivery), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });

/** Given up, as many as one answer holds. */
export const deadQuery = (destination: string) =>
  queryOptions({
    queryKey: ['deliveries', 'dead', destination],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ state: 'dead', limit: '200', ...(destination && { destination }) });
      return get(`/api/v1/deliveries?${query}`, parse.page(parse.delivery), signal);
    },
  });

export const deliveryQuery = (deliveryId: string) =>
  queryOptions({
    queryKey: ['deliveries', 'one', deliveryId],
    queryFn: ({ signal }) => get(`/api/v1/deliveries/${id(deliveryId)}`, parse.delivery, signal),
  });

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: ({ signal }) => get('/api/v1/channels', parse.page(parse.channel), signal),
});

/** Tells why it is not sent again; null where it is. */
export const retryDelivery = (deliveryId: string) =>
  post(`/api/v1/deliveries/${id(deliveryId)}/retry`, (value): string | null => {
    const now = (value ?? {}) as Record<string, unknown>;
    if (now['state'] !== 'superseded') return null;
    return parse.text(now['why']) ?? 'It is not sent again: there are newer words';
  });

/** How many are sent again, and how many are not; null where the server did not tell. */
export interface RetriedAll {
  sent: number | null;
  overtaken: number | null;
  nothingLeft: number | null;
}

/** All that were given up, at one destination or everywhere. */
export const retryAllDeliveries = (destination: string) =>
  post(
    '/api/v1/deliveries/retry',
    (value): RetriedAll => {
      const told = (value ?? {}) as Record<string, unknown>;
      return {
        sent: parse.amount(told['retried']),
        overtaken: parse.amount(told['overtaken']),
        nothingLeft: parse.amount(told['nothingLeft']),
      };
    },
    { body: { destination: destination || null } },
  );
export const dropDelivery = (deliveryId: string) => post(`/api/v1/deliveries/${id(deliveryId)}/drop`, json);

/** Puts a newer picture of one run everywhere it is shown, without asking the server again. */
export function rememberRun(client: QueryClient, run: Run): void {
  client.setQueryData(runQuery(run.id).queryKey, run);
  client.setQueryData(
    plansQuery.queryKey,
    (plans) => plans && { ...plans, items: plans.items.map((plan) => withRun(plan, run)) },
  );
  client.setQueriesData<{ pages: Page<Run>[]; pageParams: unknown[] }>(
    { queryKey: ['runs', 'history'] },
    (history) =>
      history && {
        ...history,
        pages: history.pages.map((page) => ({
          ...page,
          items: page.items.map((each) => (each.id === run.id ? run : each)),
        })),
      },
  );
}

function withRun(plan: Plan, run: Run): Plan {
  if (plan.id !== run.planId) return plan;
  const newer =
    plan.lastRun === null ||
    plan.lastRun.id === run.id ||
    (run.queuedAt ?? '') > (plan.lastRun.queuedAt ?? '');
  return newer ? { ...plan, lastRun: run } : plan;
}
