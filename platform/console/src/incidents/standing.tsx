import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { alertQuery } from '../api/alert';
import { type Incident, isOver } from '../api/incident';
import { alertLooks, severityLooks } from '../alerts/looks';
import { Card, Fact, Facts } from '../design/card';
import { capital, duration, secondsBetween } from '../design/format';
import { LongWords } from '../design/long-words';
import { Notice } from '../design/notice';
import { StatusWord } from '../design/status';
import { useClock, When } from '../design/when';
import { ResponseClock, responseWords } from './clock';
import { GiveRole, type OfIncident } from './incident-acts';
import { LinkAlert } from './link-alert';

/** How long a part of it took, or takes so far, in words. */
function HowLong({ incident, until }: OfIncident & { until: string | null }) {
  const words = useClock((now) => {
    const seconds = secondsBetween(incident.openedAt, until ?? now);
    if (seconds === null) return 'unknown';
    return until ? duration(seconds) : `not yet, for ${duration(Math.floor(seconds / 60) * 60)}`;
  });
  return <>{words}</>;
}

/** To the first response; how the clock stands that runs now is told above, and of a later response here. */
function TimeToRespond({ incident }: OfIncident) {
  const { respondedAt, firstRespondedAt } = incident;
  const first = firstRespondedAt ?? respondedAt;
  return (
    <>
      <HowLong incident={incident} until={first} />
      {first && first !== respondedAt && ' the first time'}
      {respondedAt && responseWords(incident, 0) && (
        <>
          {first === respondedAt ? ', ' : ', then '}
          <ResponseClock incident={incident} />
        </>
      )}
    </>
  );
}

const responderWords = ({ state, respondedAt, firstRespondedAt }: Incident) => {
  if (respondedAt) return 'unknown';
  return state === 'open' && firstRespondedAt
    ? 'nobody any more'
    : isOver({ state })
      ? 'nobody'
      : 'nobody yet';
};

/** What ended it, above everything else once it is over. */
export function WhatEndedIt({ incident }: OfIncident) {
  if (!isOver(incident)) return null;
  const took = secondsBetween(incident.openedAt, incident.resolvedAt);
  return (
    <Notice
      tone="ok"
      title={`Resolved ${incident.resolvedBy ? `by ${incident.resolvedBy}` : 'by itself'}${took === null ? '' : ` after ${duration(took)}`}`}
    >
      <p className="alert-text">
        {incident.resolution ? (
          <LongWords>{incident.resolution}</LongWords>
        ) : (
          'What ended it was not written down.'
        )}
      </p>
      <p className="soft">
        <When at={incident.resolvedAt} withClock />
      </p>
    </Notice>
  );
}

/** What is known, how long it took people, who does what, which alerts belong to it. */
export function Standing({ incident }: OfIncident) {
  return (
    <Card title="How it stands">
      <div className="stack">
        {incident.summary && (
          <p className="alert-text">
            <LongWords>{incident.summary}</LongWords>
          </p>
        )}
        <Facts>
          <Fact name="Opened">
            <When at={incident.openedAt} withClock />{' '}
            {incident.openedBy ? `by ${incident.openedBy}` : 'by an alert'}
          </Fact>
          <Fact name="Responds">{incident.responder ?? responderWords(incident)}</Fact>
          <Fact name="Time to respond">
            <TimeToRespond incident={incident} />
          </Fact>
          <Fact name="Time to resolve">
            <HowLong incident={incident} until={incident.resolvedAt} />
          </Fact>
          {!isOver(incident) && (
            <Fact name="Next status is due">
              <When at={incident.nextUpdateDueAt} otherwise="at no set time" withClock />
            </Fact>
          )}
        </Facts>
        <Roles incident={incident} />
        <Alerts incident={incident} />
      </div>
    </Card>
  );
}

function Roles({ incident }: OfIncident) {
  const roles = ['commander', 'communications', 'scribe', ...incident.roles.map((each) => each.role)];
  const personOf = (role: string) => incident.roles.find((each) => each.role === role)?.person ?? null;
  return (
    <>
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
    </>
  );
}

function Alerts({ incident }: { incident: Incident }) {
  return (
    <>
      <div className="row incident-alerts">
        <h3 className="grow">Alerts</h3>
        {incident.state !== 'closed' && <LinkAlert incident={incident} />}
      </div>
      {incident.alerts.length === 0 && <p className="soft">No alert belongs to it.</p>}
      <ul aria-label="Alerts of this incident">
        {incident.alerts.slice(0, 20).map((each) => (
          <AlertLine key={each} alertId={each} />
        ))}
      </ul>
      {incident.alerts.length > 20 && <p className="soft">and {incident.alerts.length - 20} more</p>}
    </>
  );
}

function AlertLine({ alertId }: { alertId: string }) {
  const found = useQuery({ ...alertQuery(alertId), refetchInterval: 30_000 });
  return (
    <li className="row">
      <Link href={`/alerts/${alertId}`}>{found.data?.title ?? alertId}</Link>
      {found.data && (
        <>
          <StatusWord look={severityLooks[found.data.severity]} />
          <StatusWord look={alertLooks[found.data.state]} />
        </>
      )}
      {found.error && <span className="soft">its state is not known</span>}
    </li>
  );
}
