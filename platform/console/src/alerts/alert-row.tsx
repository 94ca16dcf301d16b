import { Link } from 'wouter';
import type { Alert } from '../api/alert';
import { count } from '../design/format';
import { Badge, StatusWord } from '../design/status';
import { When } from '../design/when';
import { Acknowledge } from './alert-acts';
import { alertLooks, endingOf, heldTitle, severityLooks } from './looks';

/** One line of the list: how grave, what, since when, whose it is, and whether anybody is told of it. */
export function AlertRow({ alert }: { alert: Alert }) {
  const over = alert.state === 'resolved';
  return (
    <li className={over ? 'alert-row alert-over' : 'alert-row'}>
      <Badge
        look={over ? { ...severityLooks[alert.severity], tone: 'neutral' } : severityLooks[alert.severity]}
      />
      <div className="alert-words">
        <Link href={`/alerts/${alert.id}`} className="alert-link">
          {alert.title}
        </Link>
        <p className="alert-facts">
          {alert.state !== 'firing' && <StatusWord look={alertLooks[alert.state]} />}
          {alert.acknowledgement && !over && (
            <span>
              by {alert.acknowledgement.by ?? 'somebody'} <When at={alert.acknowledgement.at} />
            </span>
          )}
          {alert.held && (
            <StatusWord look={{ tone: 'neutral', icon: 'muted', words: heldTitle(alert.held) }} />
          )}
          {alert.flapping && <StatusWord look={{ tone: 'warn', icon: 'flap', words: 'Flapping' }} />}
          <span>
            since <When at={alert.raisedAt} otherwise="an unknown time" />
          </span>
          {over && <span>{endingOf(alert)}</span>}
          <span className="quiet">
            {alert.source ?? 'unknown source'}
            {alert.reports !== null && alert.reports > 1 && `, ${count(alert.reports, 'report')}`}
          </span>
        </p>
      </div>
      <Acknowledge alert={alert} size="small" />
    </li>
  );
}
