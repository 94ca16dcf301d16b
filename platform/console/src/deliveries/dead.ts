import { useQuery } from '@tanstack/react-query';
import { deadQuery } from '../api/queries';

/** Messages that were given up and wait for a person. */
export interface Dead {
  /** Null where it is not known. */
  count: number | null;
  /** There are more than were counted. */
  more: boolean;
}

/** How many were given up, at one destination or everywhere; asked as often as the page asks for its list. */
export function useDead(destination: string, every = 15_000): Dead {
  const found = useQuery({ ...deadQuery(destination), refetchInterval: every });
  if (found.isPending) return { count: 0, more: false };
  if (found.isError) return { count: null, more: false };
  return {
    count: found.data.items.filter((each) => each.state === 'dead').length,
    more: found.data.nextCursor !== null,
  };
}
