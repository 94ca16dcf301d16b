import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { goingOn, type Incident, incidentsQuery, incidentStates, isOver, priorities } from '../api/incident';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { count } from '../design/format';
import { rememberList } from '../design/last-list';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { Badge, StatusWord } from '../design/status';
import { IncidentPages } from '../design/sub-pages';
import { When } from '../design/when';
import { useSearchChoice } from '../design/search-choice';
import { pollEvery, useLiveness } from '../live/live';
import { ResponseClock } from './clock';
import { incidentLooks, levelWords, numberOf, postMortemLooks, priorityLooks } from './looks';
import { OpenByHand } from './open-by-hand';
import '../design/table.css';
import '../backups/run-page.css';
import '../alerts/alerts.css';

/** What people handle together, and what they did. */
export function IncidentsPage() {
  const liveness = useLiveness();
  const { search, setSearch, choose } = useSearchChoice();
  rememberList('/incidents', search);
  // Whoever chooses nothing wants to know what goes on.
  const state = search.get('state') ?? goingOn;
  const filter = { state: state === 'all' ? '' : state, priority: search.get('priority') ?? '' };
  const found = useInfiniteQuery({
    ...incidentsQuery(filter),
    refetchInterval: pollEvery(liveness, true),
    placeholderData: (before) => before,
  });
  const items = found.data?.pages.flatMap((each) => each.items) ?? [];
  const narrowed = filter.priority || state !== goingOn;
  return (
    <div className="stack run-page">
      <title>Incidents · Mooring</title>
      <IncidentPages />
      <header className="run-head">
        <h1>Incidents</h1>
        <OpenByHand />
      </header>
      <Card
        title={state === goingOn ? 'Going on, newest first' : 'Newest first'}
        flush
        aside={
          <div className="filters">
            <select
              className="select"
              aria-label="Show incidents in state"
              data-shortcut="filter"
              value={state}
              onChange={(event) => choose('state', event.target.value === goingOn ? '' : event.target.value)}
            >
              <option value={goingOn}>Going on</option>
              {incidentStates.map((each) => (
                <option key={each} value={each}>
                  {incidentLooks[each].words}
                </option>
              ))}
              <option value="all">All states</option>
            </select>
            <select
              className="select"
              aria-label="Show incidents of priority"
              value={filter.priority}
              onChange={(event) => choose('priority', event.target.value)}
            >
              <option value="">All priorities</option>
              {priorities.map((each) => (
                <option key={each} value={each}>
                  {priorityLooks[each].words}
                </option>
              ))}
            </select>
          </div>
        }
      >
        {found.isPending && <Loading what="the incidents" lines={5} />}
        {found.error && (
          <ProblemNotice
            what={found.data ? 'The list below may be out of date' : 'Which incidents there are is not known'}
            error={found.error}
            retry={() => void found.refetch()}
          />
        )}
        {found.data && items.length === 0 && (
          <Empty
            title={
              found.error
                ? 'Nothing was in this list when it was last answered'
                : narrowed
                  ? 'No incident matches the filter'
                  : 'No incident goes on'
            }
          >
            {narrowed ? (
              <Button size="small" onClick={() => setSearch({}, { replace: true })}>
                Show what goes on
              </Button>
            ) : (
              !found.error && <p>Grave alerts open one by themselves. What was stands under “All states”.</p>
            )}
          </Empty>
        )}
        <ul aria-label="Incidents">
          {items.map((each) => (
            <IncidentRow key={each.id} incident={each} />
          ))}
        </ul>
        {items.length > 0 && (
          <div className="table-foot">
            <span className="quiet" role="status">
              {count(items.length, 'incident')} shown{found.hasNextPage ? '' : ', that is all'}
            </span>
            {found.hasNextPage && (
              <Button size="small" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                Show older incidents
              </Button>
            )}
          </div>
        )}
      </Card>
    </div>
  );
}

function IncidentRow({ incident }: { incident: Incident }) {
  const over = isOver(incident);
  const owed = incident.postMortem.state === 'due' || incident.postMortem.state === 'overdue';
  return (
    <li className={over ? 'alert-row alert-over' : 'alert-row'}>
      <Badge
        look={
          over ? { ...priorityLooks[incident.priority], tone: 'neutral' } : priorityLooks[incident.priority]
        }
      />
      <div className="alert-words">
        <Link href={`/incidents/${incident.id}`} className="alert-link">
          {numberOf(incident)}: {incident.title}
        </Link>
        <p className="alert-facts">
          <StatusWord look={incidentLooks[incident.state]} />
          {incident.responder && <span>{incident.responder} responds</span>}
          <span>
            opened <When at={incident.openedAt} otherwise="at an unknown time" />
          </span>
          <ResponseClock incident={incident} />
          {!over && incident.escalation?.level && incident.state === 'open' && (
            <span>called: {levelWords(incident.escalation.level)}</span>
          )}
          {over && owed && (
            <StatusWord look={postMortemLooks[incident.postMortem.state]}>
              Post-mortem {incident.postMortem.state === 'overdue' ? 'overdue' : 'to be written'}
            </StatusWord>
          )}
        </p>
      </div>
    </li>
  );
}
