import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { reportPath, type Verification, verificationHistoryQuery } from '../api/verification';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { count, duration, firstWords } from '../design/format';
import { Icon } from '../design/icon';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { StatusWord } from '../design/status';
import { When } from '../design/when';
import { pollEvery, useLiveness } from '../live/live';
import { verificationLooks } from '../verify/looks';
import { failedReason } from '../verify/proof';
import '../design/table.css';

/** Every restore test of every plan, newest first, with its report. */
export function RestoreTests() {
  const liveness = useLiveness();
  const found = useInfiniteQuery({
    ...verificationHistoryQuery('restore-test'),
    refetchInterval: pollEvery(liveness, false),
  });
  const items = found.data?.pages.flatMap((each) => each.items) ?? [];
  return (
    <Card title="Restore tests" flush>
      {found.isPending && <Loading what="the restore tests" lines={4} />}
      {found.error && (
        <ProblemNotice
          what={
            found.data ? 'Newer restore tests are not known' : 'Which restore tests there were is not known'
          }
          error={found.error}
          retry={() => void found.refetch()}
        />
      )}
      {found.data && items.length === 0 && (
        <Empty title="No backup has been restored as a test yet">
          <p>Open a backup and choose “Verify now”, or set a timetable in the settings.</p>
        </Empty>
      )}
      {items.length > 0 && <TestTable tests={items} />}
      {found.hasNextPage && (
        <div className="table-foot">
          <span className="quiet">{count(items.length, 'restore test')} shown</span>
          <Button size="small" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            Show older restore tests
          </Button>
        </div>
      )}
    </Card>
  );
}

function TestTable({ tests }: { tests: Verification[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <caption className="only-read-aloud">Restore tests, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Backup of</th>
            <th scope="col">Tested</th>
            <th scope="col">Restored in</th>
            <th scope="col">Would have been lost</th>
            <th scope="col">Report</th>
          </tr>
        </thead>
        <tbody>
          {tests.map((each) => (
            <tr key={each.id}>
              <td>
                <StatusWord look={verificationLooks[each.state]} />
                {each.state !== 'passed' && (
                  <p className="quiet">{firstWords(failedReason(each) ?? '', 120)}</p>
                )}
              </td>
              <td data-name="Backup of">
                {each.planName ?? each.planId ?? 'an unknown plan'},{' '}
                {each.runId === null ? (
                  'unknown'
                ) : (
                  <Link href={`/runs/${each.runId}`}>
                    taken <When at={each.takenAt} />
                  </Link>
                )}
              </td>
              <td data-name="Tested" className="wide">
                <When at={each.finishedAt ?? each.queuedAt} withClock />
              </td>
              <td data-name="Restored in">
                {each.restoreMillis === null ? '–' : duration(each.restoreMillis / 1000)}
                {each.restoreMillis !== null && each.objectiveMillis !== null && (
                  <span className="quiet"> of {duration(each.objectiveMillis / 1000)}</span>
                )}
              </td>
              <td data-name="Would have been lost">
                {each.replayed?.lostMillis == null ? '–' : duration(each.replayed.lostMillis / 1000)}
              </td>
              <td>
                {each.finishedAt === null ? (
                  '–'
                ) : (
                  <a
                    className="button button-small"
                    href={reportPath(each.id)}
                    target="_blank"
                    rel="noopener"
                  >
                    <Icon name="page" /> Report
                    <span className="only-read-aloud"> of this restore test, in a new tab</span>
                  </a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
