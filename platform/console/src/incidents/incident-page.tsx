import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useAsked } from '../api/asked';
import { incidentQuery, timelineQuery } from '../api/incident';
import { isRefusal } from '../api/refusal';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { Icon } from '../design/icon';
import { lastList } from '../design/last-list';
import { Loading, Notice, ProblemLine, ProblemNotice } from '../design/notice';
import { Badge } from '../design/status';
import { When } from '../design/when';
import { pollEvery, useLiveness } from '../live/live';
import { ResponseClock } from './clock';
import { CustomerNotice } from './customer-notice';
import { Comment, IncidentActs, type OfIncident } from './incident-acts';
import { Ladder } from './ladder';
import { incidentLooks, levelWords, numberOf, priorityLooks, whatWords } from './looks';
import { PostMortemCard } from './post-mortem';
import { Standing, WhatEndedIt } from './standing';
import '../backups/run-page.css';
import '../alerts/alerts.css';
import '../silences/silences.css';
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
      <Link href={lastList('/incidents')} className="back">
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
      <WhatEndedIt incident={incident} />
      <Ladder incident={incident} />
      <div className="run-columns">
        <div className="stack incident-column">
          <Standing incident={incident} />
          <CustomerNotice incident={incident} />
        </div>
        <div className="stack incident-column">
          <TimelineCard incident={incident} />
          <PostMortemCard incident={incident} />
        </div>
      </div>
    </>
  );
}

/** While nobody responds: whom Mooring calls, and when it goes on to the next. */
function WhoIsNext({ incident }: OfIncident) {
  const { escalation } = incident;
  if (incident.state !== 'open') return null;
  const nobody = incident.firstRespondedAt ? 'Nobody responds any more' : 'Nobody responds yet';
  return (
    <Notice
      tone={escalation === null ? 'unknown' : 'bad'}
      title={
        escalation === null
          ? 'Whether anybody is called is not known'
          : escalation.exhausted
            ? 'Everybody was called, and nobody responds'
            : escalation.level === null
              ? `${nobody}; nobody is called yet`
              : `${nobody}; called: ${levelWords(escalation.level)}`
      }
    >
      <p>
        <ResponseClock incident={incident} />
      </p>
      {incident.firstRespondedAt && (
        <p className="soft">
          Somebody responded first <When at={incident.firstRespondedAt} withClock />.
        </p>
      )}
      {escalation?.nextAt && (
        <p>
          {escalation.exhausted ? 'Everybody is called again' : 'The next level is called'}{' '}
          <When at={escalation.nextAt} withClock />.
        </p>
      )}
    </Notice>
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
