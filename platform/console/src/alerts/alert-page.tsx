import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { type Alert, alertHistoryQuery, alertQuery } from '../api/alert';
import { useAsked } from '../api/asked';
import { isOver } from '../api/incident';
import { isRefusal } from '../api/refusal';
import { Card, Fact, Facts } from '../design/card';
import { CopyButton } from '../design/copy-button';
import { count } from '../design/format';
import { Icon } from '../design/icon';
import { lastList } from '../design/last-list';
import { LongWords } from '../design/long-words';
import { Loading, Notice, ProblemLine, ProblemNotice } from '../design/notice';
import { Badge, StatusWord } from '../design/status';
import { When } from '../design/when';
import { pollEvery, useLiveness } from '../live/live';
import { incidentLooks, numberOf, priorityLooks } from '../incidents/looks';
import { OpenByHand } from '../incidents/open-by-hand';
import { SilenceIt } from '../silences/silence-form';
import { Acknowledge, GiveBack, Resolve } from './alert-acts';
import { alertLooks, changeLook, endingOf, severityLooks, viaWords } from './looks';
import { WhoWasTold } from './who-was-told';
import '../backups/run-page.css';
import './alerts.css';

/** One alert from its first report to its end, who was told of it, and why. */
export function AlertPage({ alertId }: { alertId: string }) {
  const liveness = useLiveness();
  const found = useAsked({
    ...alertQuery(alertId),
    retry: (failures, error) => !isRefusal(error) && failures < 2,
    refetchInterval: pollEvery(liveness, true),
  });
  const alert = found.data;
  return (
    <div className="stack run-page alert-page">
      <title>{alert ? `${alert.title} · Mooring` : 'Alert · Mooring'}</title>
      <Link href={lastList('/alerts')} className="back">
        <Icon name="back" /> Alerts
      </Link>
      {found.pending && <Loading what="the alert" lines={6} />}
      {found.error && (
        <ProblemNotice
          what={alert ? 'What is shown may be out of date' : 'This alert cannot be shown'}
          error={found.error}
          {...(!isRefusal(found.error) && { retry: () => void found.ask() })}
        />
      )}
      {alert && <AlertDetail alert={alert} />}
    </div>
  );
}

function AlertDetail({ alert }: { alert: Alert }) {
  const over = alert.state === 'resolved';
  return (
    <>
      <header className="run-head">
        <div className="row alert-title">
          <h1>{alert.title}</h1>
          <Badge look={severityLooks[alert.severity]} />
          <Badge look={alertLooks[alert.state]} />
        </div>
        <div className="row">
          <Acknowledge alert={alert} />
          <GiveBack alert={alert} />
          <Resolve alert={alert} />
          {!over && (
            <>
              <SilenceIt labels={alert.labels} alertKey={alert.key} />
              <OpenByHand words="Incident…" alert={alert} />
            </>
          )}
        </div>
      </header>
      <Whose alert={alert} />
      <ItsIncidents alert={alert} />
      <div className="run-columns">
        <Card title="What is wrong">
          <div className="stack">
            {alert.text ? (
              <p className="alert-text">{<LongWords>{alert.text}</LongWords>}</p>
            ) : (
              <p className="soft">Its source said no more than the title.</p>
            )}
            <Facts>
              {alert.facts.map((each) => (
                <Fact key={each.name} name={each.name}>
                  {each.value}
                </Fact>
              ))}
              <Fact name="Raised">
                <When at={alert.raisedAt} withClock />
              </Fact>
              <Fact name="Last heard">
                <When at={alert.heardAt} withClock />
              </Fact>
              <Fact name="Heard">{alert.reports === null ? 'unknown' : count(alert.reports, 'time')}</Fact>
              {alert.endsAt && !over && (
                <Fact name="Ends by itself, unheard of">
                  <When at={alert.endsAt} withClock />
                </Fact>
              )}
              <Fact name="Reported by">{alert.source ?? 'unknown'}</Fact>
            </Facts>
            {alert.labels.length > 0 && (
              <ul className="labels" aria-label="Labels">
                {alert.labels.map((each) => (
                  <li key={each.name}>
                    <Link href={`/alerts?label=${encodeURIComponent(`${each.name}=${each.value}`)}`}>
                      <code>
                        {each.name}={each.value}
                      </code>
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </div>
        </Card>
        <AlertHistory alertId={alert.id} />
      </div>
      <WhoWasTold alert={alert} />
      <Card title="For searching logs, traces and the audit trail">
        <Facts wide>
          {[
            ['Alert', alert.id, 'alert id'],
            ['Key', alert.key, 'key'],
            ['Event', alert.eventType, 'event type'],
            ['Correlation id', alert.correlationId, 'correlation id'],
          ].map(
            ([name, value, what]) =>
              value && (
                <Fact key={name} name={name!}>
                  <span className="with-copy">
                    <code>{value}</code> <CopyButton text={value} what={what!} />
                  </span>
                </Fact>
              ),
          )}
        </Facts>
      </Card>
    </>
  );
}

/** Where people handle it together: there stands who is called, and who responds. */
function ItsIncidents({ alert }: { alert: Alert }) {
  if (!alert.incidents?.length) return null;
  return (
    <Card title={alert.incidents.length === 1 ? 'Belongs to an incident' : 'Belongs to incidents'} flush>
      <ul aria-label="Incidents of this alert">
        {alert.incidents.map((each) => (
          <li key={each.id} className={`alert-row alert-row-short${isOver(each) ? ' alert-over' : ''}`}>
            <Badge look={priorityLooks[each.priority]} />
            <div className="alert-words">
              <Link href={`/incidents/${each.id}`} className="alert-link">
                {numberOf(each)}: {each.title}
              </Link>
              <p className="alert-facts">
                <StatusWord look={incidentLooks[each.state]} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Who has it, that it comes and goes, or how it ended. */
function Whose({ alert }: { alert: Alert }) {
  const { acknowledgement, ending } = alert;
  return (
    <>
      {acknowledgement && !ending && (
        <Notice
          tone="run"
          title={`${acknowledgement.by ?? 'Somebody'} has it${acknowledgement.via ? `, acknowledged ${viaWords(acknowledgement.via)}` : ''}`}
        >
          <p>
            <When at={acknowledgement.at} withClock />
          </p>
          {acknowledgement.note && <p>“{acknowledgement.note}”</p>}
        </Notice>
      )}
      {ending && (
        <Notice tone="ok" title={endingOf(alert)}>
          <p>
            <When at={ending.at} withClock />
          </p>
          {ending.note && <p>“{ending.note}”</p>}
        </Notice>
      )}
      {alert.flapping && !ending && (
        <Notice tone="warn" title="It comes and goes">
          <p>It ended so often in so short a time that its end is not told before it has stayed away.</p>
        </Notice>
      )}
    </>
  );
}

function AlertHistory({ alertId }: { alertId: string }) {
  const found = useQuery(alertHistoryQuery(alertId));
  return (
    <Card title="How it went">
      {found.isPending && <Loading what="its history" />}
      {found.error && <ProblemLine what="How it went is not known" error={found.error} />}
      {found.data?.items.length === 0 && <p className="soft">The server did not tell.</p>}
      <ol className="timeline">
        {found.data?.items.map((each, index) => (
          <li key={index}>
            <StatusWord look={changeLook(each.what)} />
            <span className="quiet">
              {each.by && `${each.by}, `}
              <When at={each.at} withClock />
            </span>
            {each.words && <p>{each.words}</p>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
