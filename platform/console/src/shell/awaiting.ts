import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { alertSummaryQuery, total } from '../api/alert';
import { type Drill, drillsQuery } from '../api/drill';
import { incidentsQuery } from '../api/incident';
import { purgesQuery } from '../api/purge';
import { restoresQuery } from '../api/restore';
import { useDead } from '../deliveries/dead';
import { pollEvery, useLiveness } from '../live/live';
import type { Tone } from '../design/status';

/** How often to ask: who is to decide may sit on another page, and no event tells of a request. */
const every = 15_000;

const awaitsPerson = (drill: Drill) =>
  drill.state === 'awaiting-approval' || drill.state === 'awaiting-person';

/** How much waits for a person on a page; null where that is not known and must not look like nothing. */
export interface Awaits {
  count: number | null;
  what: string;
  tone: Tone;
}

const toDecide = (count: number): Awaits => ({ count, what: 'to be decided', tone: 'warn' });

/** What waits for a person, by page. Decisions count 0 also while they are not known, since the pages themselves say so. */
export function useAwaiting(): Record<string, Awaits> {
  const restores = useInfiniteQuery({ ...restoresQuery('awaiting-approval', ''), refetchInterval: every });
  const drills = useInfiniteQuery({ ...drillsQuery, refetchInterval: every });
  const purges = useInfiniteQuery({ ...purgesQuery({ state: 'awaiting-approval' }), refetchInterval: every });
  const count = <T>(pages: { items: T[] }[] | undefined, waits: (item: T) => boolean) =>
    pages?.flatMap((each) => each.items).filter(waits).length ?? 0;
  return {
    '/': toDecide(count(purges.data?.pages, (each) => each.state === 'awaiting-approval')),
    '/restores': toDecide(count(restores.data?.pages, (each) => each.state === 'awaiting-approval')),
    '/recovery': toDecide(count(drills.data?.pages, awaitsPerson)),
    '/alerts': useUnacknowledged(),
    '/incidents': useUnanswered(),
    '/deliveries': useGivenUp(),
  };
}

/** How many alerts nobody has taken on. A notifier that is silent is not one without alerts. */
function useUnacknowledged(): Awaits {
  const liveness = useLiveness();
  const alerts = useQuery({ ...alertSummaryQuery, refetchInterval: pollEvery(liveness, true) });
  if (alerts.isPending) return { count: 0, what: '', tone: 'neutral' };
  if (alerts.isError) return { count: null, what: 'alerts: not known', tone: 'unknown' };
  const { firing } = alerts.data;
  const grave = (firing.emergency ?? 0) + (firing.critical ?? 0) > 0;
  return { count: total(firing), what: 'not acknowledged', tone: grave ? 'bad' : 'warn' };
}

/** Messages that reached nobody and wait for a decision. */
function useGivenUp(): Awaits {
  const { count } = useDead('');
  if (count === null) return { count, what: 'messages given up: not known', tone: 'unknown' };
  return { count, what: count === 1 ? 'message given up' : 'messages given up', tone: 'bad' };
}

/** Incidents that nobody responds to. */
function useUnanswered(): Awaits {
  const liveness = useLiveness();
  const open = useInfiniteQuery({
    ...incidentsQuery({ state: 'open' }),
    refetchInterval: pollEvery(liveness, true) * 2,
  });
  if (open.isPending) return { count: 0, what: '', tone: 'neutral' };
  if (open.isError) return { count: null, what: 'incidents: not known', tone: 'unknown' };
  const count = open.data.pages.flatMap((each) => each.items).filter((each) => each.state === 'open').length;
  return { count, what: 'without a responder', tone: 'bad' };
}
