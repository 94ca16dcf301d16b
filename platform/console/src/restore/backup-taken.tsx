import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { runQuery } from '../api/queries';
import { When } from '../design/when';

/** When the backup was taken: what was written since is not in it, which is what an approver has to weigh. */
export function BackupTaken({ runId }: { runId: string }) {
  const run = useQuery({ ...runQuery(runId), retry: false, staleTime: Infinity });
  const at = run.data ? (run.data.startedAt ?? run.data.queuedAt) : null;
  return (
    <Link href={`/runs/${runId}`}>
      {run.isPending ? (
        'a backup'
      ) : at ? (
        <>
          taken <When at={at} withClock />
        </>
      ) : (
        'taken at an unknown time'
      )}
    </Link>
  );
}
