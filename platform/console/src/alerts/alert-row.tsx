import { Link } from 'wouter';
import type { Alert } from '../api/alert';
import { count } from '../design/format';
import { Badge, StatusWord } from '../design/status';
import { When } from '../design/when';
import { Acknowledge } from './alert-acts';
import { HeldWords } from './held';
import { alertLooks, endingOf, severityLooks } from './looks';

interface Props {
  alert: Alert;
  /** It is not of this list any more, and stands here only until nobody points at it. */
  gone?: boolean;
  /** Null where it cannot be chosen, though others can; left out where nobody chooses. */
  choice?: { chosen: boolean; toggle: () => void } | null;
}

/** One line of the list: how grave, what, since when, whose it is, and whether anybody is told of it. */
export function AlertRow({ alert, gone = false, choice }: Props) {
  const over = alert.state === 'resolved' || gone;
  return (
    <li className={over ? 'alert-row alert-over' : 'alert-row'}>
      <span className="alert-mark">
        {choice === null && <span className="alert-no-choice" />}
        {choice && (
          <input
            type="checkbox"
            aria-label={`Choose ${alert.title}`}
            checked={choice.chosen}
            onChange={choice.toggle}
          />
        )}
        <Badge
          look={over ? { ...severityLooks[alert.severity], tone: 'neutral' } : severityLooks[alert.severity]}
        />
      </span>
      <div className="alert-words">
        <Link href={`/alerts/${alert.id}`} className="alert-link">
          {alert.title}
        </Link>
        <p className="alert-facts">
          {gone && (
            <StatusWord look={{ tone: 'neutral', icon: 'cancelled', words: 'Not in this list any more' }} />
          )}
          {alert.state !== 'firing' && <StatusWord look={alertLooks[alert.state]} />}
          {alert.acknowledgement && !over && (
            <span>
              by {alert.acknowledgement.by ?? 'somebody'} <When at={alert.acknowledgement.at} />
            </span>
          )}
          {alert.held && alert.state !== 'resolved' && <HeldWords held={alert.held} />}
          {alert.flapping && <StatusWord look={{ tone: 'warn', icon: 'flap', words: 'Flapping' }} />}
          <span>
            since <When at={alert.raisedAt} otherwise="an unknown time" />
          </span>
          {alert.state === 'resolved' && <span>{endingOf(alert)}</span>}
          <span className="quiet">
            {alert.source ?? 'unknown source'}
            {alert.reports !== null && alert.reports > 1 && `, ${count(alert.reports, 'report')}`}
          </span>
        </p>
      </div>
      {!gone && <Acknowledge alert={alert} size="small" />}
    </li>
  );
}
