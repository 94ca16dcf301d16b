import { useInfiniteQuery } from '@tanstack/react-query';
import { type Drill, drillsQuery } from '../api/drill';
import { purgesQuery } from '../api/purge';
import { restoresQuery } from '../api/restore';

/** How often to ask: who is to decide may sit on another page, and no event tells of a request. */
const every = 15_000;

const awaitsPerson = (drill: Drill) =>
  drill.state === 'awaiting-approval' || drill.state === 'awaiting-person';

/** How many decisions wait for a person, by page; 0 also while that is not known, since the pages themselves say so. */
export function useAwaiting(): Record<string, number> {
  const restores = useInfiniteQuery({ ...restoresQuery('awaiting-approval', ''), refetchInterval: every });
  const drills = useInfiniteQuery({ ...drillsQuery, refetchInterval: every });
  const purges = useInfiniteQuery({ ...purgesQuery({ state: 'awaiting-approval' }), refetchInterval: every });
  const count = <T>(pages: { items: T[] }[] | undefined, waits: (item: T) => boolean) =>
    pages?.flatMap((each) => each.items).filter(waits).length ?? 0;
  return {
    '/': count(purges.data?.pages, (each) => each.state === 'awaiting-approval'),
    '/restores': count(restores.data?.pages, (each) => each.state === 'awaiting-approval'),
    '/recovery': count(drills.data?.pages, awaitsPerson),
  };
}
