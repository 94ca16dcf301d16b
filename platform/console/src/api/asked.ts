import { type QueryKey, useQuery, type UseQueryOptions } from '@tanstack/react-query';

/**
 * The state of one thing for the page that is about it. Asks when the page opens, however fresh the last answer is, and
 * tells nothing before: what was told last may be long over. Where asking fails the last answer comes with the error.
 */
export function useAsked<T, K extends QueryKey>(options: UseQueryOptions<T, Error, T, K>) {
  const found = useQuery({ ...options, refetchOnMount: 'always' });
  const data = found.isFetchedAfterMount ? found.data : undefined;
  return {
    data,
    error: found.error,
    pending: data === undefined && found.error === null,
    ask: found.refetch,
  };
}
