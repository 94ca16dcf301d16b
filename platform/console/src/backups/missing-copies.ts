import { queryOptions } from '@tanstack/react-query';
import { get } from '../api/http';
import { page } from '../api/narrow';
import { run as parseRun } from '../api/parse';
import type { Run } from '../api/types';
import { count } from '../design/format';

export interface MissingCopy {
  run: Run;
  locationId: string;
  problem: string | null;
}

/** Backups that a location does not have, as far as one page goes. */
export const partialRunsQuery = queryOptions({
  queryKey: ['runs', 'partial'],
  queryFn: ({ signal }) => get('/api/v1/runs?state=partial&limit=200', page(parseRun), signal),
});

/**
 * The copies that are missing and still wanted: of a backup that was let go nobody needs another copy.
 *
 * @param existing the backups there are, by run id; null for a plan whose backups are not known: then it counts
 */
export const missingCopies = (
  partial: Run[],
  existing: (planId: string | null) => ReadonlySet<string> | null,
): MissingCopy[] =>
  partial
    .filter(
      (run) => run.state === 'partial' && run.letGo === null && (existing(run.planId)?.has(run.id) ?? true),
    )
    .flatMap((run) =>
      run.copies
        .filter((copy) => copy.state === 'failed')
        .map((copy) => ({ run, locationId: copy.locationId, problem: copy.problem })),
    );

/** "2 copies in nas-cellar, 1 copy in s3". */
export function missingWords(missing: MissingCopy[]): string {
  const perLocation = new Map<string, number>();
  for (const { locationId } of missing) perLocation.set(locationId, (perLocation.get(locationId) ?? 0) + 1);
  return [...perLocation].map(([id, amount]) => `${count(amount, 'copy', 'copies')} in ${id}`).join(', ');
}
