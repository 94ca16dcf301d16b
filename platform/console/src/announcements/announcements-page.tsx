import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import {
  type Announcement,
  announcementsQuery,
  type AnnouncementState,
  announcementStates,
} from '../api/announcement';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { capital, count } from '../design/format';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { Badge, type StatusLook } from '../design/status';
import { MessagePages } from '../design/sub-pages';
import { When } from '../design/when';
import '../design/table.css';
import '../backups/run-page.css';
import '../silences/silences.css';

const looks: Record<AnnouncementState, StatusLook> = {
  planned: { tone: 'neutral', icon: 'queued', words: 'Planned' },
  sent: { tone: 'ok', icon: 'ok', words: 'Sent' },
  dropped: { tone: 'neutral', icon: 'cancelled', words: 'Dropped' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Unknown' },
};

/** What people are told of maintenance, before it, at it and after it. */
export function AnnouncementsPage() {
  const [search, setSearch] = useSearchParams();
  const state = search.get('state') ?? '';
  const found = useInfiniteQuery({
    ...announcementsQuery(state),
    refetchInterval: 30_000,
    placeholderData: (before) => before,
  });
  const items = found.data?.pages.flatMap((each) => each.items) ?? [];
  return (
    <div className="stack run-page">
      <title>Announcements · Mooring</title>
      <MessagePages />
      <h1>Announcements</h1>
      <Card
        title="Of maintenance"
        flush
        aside={
          <select
            className="select"
            aria-label="Show announcements in state"
            data-shortcut="filter"
            value={state}
            onChange={(event) =>
              setSearch(event.target.value ? { state: event.target.value } : {}, { replace: true })
            }
          >
            <option value="">All states</option>
            {announcementStates.map((each) => (
              <option key={each} value={each}>
                {looks[each].words}
              </option>
            ))}
          </select>
        }
      >
        {found.isPending && <Loading what="the announcements" lines={4} />}
        {found.error && (
          <ProblemNotice
            what={found.data ? 'The list below may be out of date' : 'What is announced is not known'}
            error={found.error}
            retry={() => void found.refetch()}
          />
        )}
        {found.data && items.length === 0 && (
          <Empty title={state ? 'No announcement is in this state' : 'Nothing is announced'}>
            <p>
              A maintenance window is announced a day and an hour before, when it starts and when it is done.
            </p>
          </Empty>
        )}
        <ul aria-label="Announcements">
          {items.map((each) => (
            <AnnouncementRow key={each.id} announcement={each} />
          ))}
        </ul>
        {items.length > 0 && (
          <div className="table-foot">
            <span className="quiet" role="status">
              {count(items.length, 'announcement')} shown{found.hasNextPage ? '' : ', that is all'}
            </span>
            {found.hasNextPage && (
              <Button size="small" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                Show more announcements
              </Button>
            )}
          </div>
        )}
      </Card>
    </div>
  );
}

function AnnouncementRow({ announcement }: { announcement: Announcement }) {
  return (
    <li className="silence">
      <Badge look={looks[announcement.state]} />
      <div className="silence-words">
        <p>
          <strong>{announcement.subject}</strong>
        </p>
        {announcement.text && <p>{announcement.text}</p>}
        <p className="silence-facts">
          <span>{announcement.kind ? capital(announcement.kind.replaceAll('-', ' ')) : 'unknown kind'}</span>
          <span>
            {announcement.state === 'dropped' ? 'was due' : 'due'}{' '}
            <When at={announcement.dueAt} otherwise="at an unknown time" withClock />
          </span>
          {announcement.state !== 'planned' && (
            <span>{announcement.destinations.join(', ') || 'to nobody'}</span>
          )}
          {announcement.why && <span>{announcement.why}</span>}
        </p>
      </div>
    </li>
  );
}
