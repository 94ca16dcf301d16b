import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { alertQuery } from '../api/alert';
import { useAsked } from '../api/asked';
import { type Incident, incidentQuery, isOver, timelineQuery } from '../api/incident';
import { isRefusal } from '../api/refusal';
import { alertLooks } from '../alerts/looks';
import { Button } from '../design/button';
import { Card, Fact, Facts } from '../design/card';
import { capital } from '../design/format';
import { Icon } from '../design/icon';
import { Loading, Notice, ProblemLine, ProblemNotice } from '../design/notice';
import { Badge, StatusWord } from '../design/status';
import { When } from '../design/when';
import { pollEvery, useLiveness } from '../live/live';
import { ResponseClock } from './clock';
import { CustomerNotice } from './customer-notice';
import { Comment, GiveRole, IncidentActs, type OfIncident } from './incident-acts';
import { incidentLooks, levelWords, numberOf, priorityLooks, whatWords } from './looks';
import { PostMortemCard } from './post-mortem';
import '../backups/run-page.css';
import '../alerts/alerts.css';
import './incidents.css';

/** One incident: who has it, who is called next, what happened, what customers know, what was learned. */
export function IncidentPage({ incidentId }: { incidentId: string }) {
  const liveness = useLiveness();
  const found = useAsked({
    ...incidentQuery(incidentId),
    retry: (failures, error) => !isRefusal(error) && failures < 2,
    refetchInterval: pollEvery(liveness, true),
  });
  const incident = found.data;
  return (
    <div className="stack run-page">
      <title>{incident ? `${numberOf(incident)} · Mooring` : 'Incident · Mooring'}</title>
      <Link href="/incidents" className="back">
        <Icon name="back" /> Incidents
      </Link>
      {found.pending && <Loading what="the incident" lines={6} />}
      {found.error && (
        <ProblemNotice
          what={incident ? 'What is shown may be out of date' : 'This incident cannot be shown'}
          error={found.error}
          {...(!isRefusal(found.error) && { retry: () => void found.ask() })}
        />
      )}
      {incident && <IncidentDetail incident={incident} />}
    </div>
  );
}

function IncidentDetail({ incident }: OfIncident) {
  return (
    <>
      <header className="run-head">
        <div className="row alert-title">
          <h1>
            {numberOf(incident)}: {incident.title}
          </h1>
          <Badge look={priorityLooks[incident.priority]} />
          <Badge look={incidentLooks[incident.state]} />
        </div>
        <IncidentActs incident={incident} />
      </header>
      <WhoIsNext incident={incident} />
      <div className="run-columns">
        <div className="stack incident-column">
          <Standing incident={incident} />
          <CustomerNotice incident={incident} />
          <PostMortemCard incident={incident} />
        </div>
        <TimelineCard incident={incident} />
      </div>
    </>
  );
}

/** While nobody responds: whom Mooring calls, and when it goes on to the next. */
function WhoIsNext({ incident }: OfIncident) {
  const { escalation } = incident;
  if (incident.state !== 'open') return null;
  return (
    <Notice
      tone={escalation === null ? 'unknown' : 'bad'}
      title={
        escalation === null
          ? 'Whether anybody is called is not known'
          : escalation.exhausted
            ? 'Everybody was called, and nobody responds'
            : escalation.level === null
              ? 'Nobody responds yet; nobody is called yet'
              : `Nobody responds yet; called: ${levelWords(escalation.level)}`
      }
    >
      <p>
        <ResponseClock incident={incident} />
      </p>
      {escalation?.nextAt && (
        <p>
          The next level is called <When at={escalation.nextAt} withClock />.
        </p>
      )}
    </Notice>
  );
}

function Standing({ incident }: { incident: Incident }) {
  const roles = ['commander', 'communications', 'scribe', ...incident.roles.map((each) => each.role)];
  const personOf = (role: string) => incident.roles.find((each) => each.role === role)?.person ?? null;
  return (
    <Card title="How it stands">
      <div className="stack">
        {incident.summary && <p className="alert-text">{incident.summary}</p>}
        <Facts>
          <Fact name="Opened">
            <When at={incident.openedAt} withClock />{' '}
            {incident.openedBy ? `by ${incident.openedBy}` : 'by an alert'}
          </Fact>
          <Fact name="Responds">
            {incident.responder ?? (incident.respondedAt ? 'unknown' : 'nobody yet')}
            {incident.respondedAt && (
              <>
                , <When at={incident.respondedAt} />
              </>
            )}
          </Fact>
          {incident.respondedAt && (
            <Fact name="Response">
              <ResponseClock incident={incident} />
            </Fact>
          )}
          {!isOver(incident) && (
            <Fact name="Next status is due">
              <When at={incident.nextUpdateDueAt} otherwise="not yet" withClock />
            </Fact>
          )}
          {incident.resolvedAt && (
            <Fact name="Resolved">
              <When at={incident.resolvedAt} withClock />
            </Fact>
          )}
        </Facts>
        <h3>Roles</h3>
        <ul className="roles">
          {[...new Set(roles)].map((role) => (
            <li key={role}>
              <span className="quiet">{capital(role)}</span>
              <span>{personOf(role) ?? 'nobody'}</span>
              {!isOver(incident) && <GiveRole incident={incident} role={role} person={personOf(role)} />}
            </li>
          ))}
        </ul>
        <h3>Alerts</h3>
        {incident.alerts.length === 0 && <p className="soft">No alert belongs to it.</p>}
        <ul>
          {incident.alerts.slice(0, 20).map((each) => (
            <AlertLine key={each} alertId={each} />
          ))}
        </ul>
        {incident.alerts.length > 20 && <p className="soft">and {incident.alerts.length - 20} more</p>}
      </div>
    </Card>
  );
}

function AlertLine({ alertId }: { alertId: string }) {
  const found = useQuery(alertQuery(alertId));
  return (
    <li className="row">
      <Link href={`/alerts/${alertId}`}>{found.data?.title ?? alertId}</Link>
      {found.data && <StatusWord look={alertLooks[found.data.state]} />}
      {found.error && <span className="soft">its state is not known</span>}
    </li>
  );
}

function TimelineCard({ incident }: OfIncident) {
  const liveness = useLiveness();
  const found = useInfiniteQuery({
    ...timelineQuery(incident.id),
    refetchInterval: pollEvery(liveness, true) * 2,
  });
  const entries = found.data?.pages.flatMap((each) => each.items) ?? [];
  return (
    <Card title="Timeline" aside={<Comment incident={incident} />}>
      {found.isPending && <Loading what="the timeline" lines={5} />}
      {found.error && <ProblemLine what="What happened is not known" error={found.error} />}
      <ol className="timeline" aria-label="Timeline">
        {entries.map((each, index) => (
          <li key={index} className="timeline-entry">
            <strong>{whatWords(each.what)}</strong>
            <span className="quiet">
              {each.by && `${each.by}, `}
              <When at={each.at} withClock />
            </span>
            {each.words && <p>{each.words}</p>}
          </li>
        ))}
      </ol>
      {found.hasNextPage && (
        <Button size="small" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          Show more of it
        </Button>
      )}
    </Card>
  );
}
