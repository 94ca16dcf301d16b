import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { deliveryQuery, dropDelivery, retryDelivery } from '../api/queries';
import type { Delivery } from '../api/types';
import { Act } from '../design/act';
import { count } from '../design/format';
import { Badge, StatusWord } from '../design/status';
import { useAskAgain, useTold } from '../design/told';
import { When } from '../design/when';
import { useBlockedByRole } from '../session/session';
import { Attempts } from './attempts';
import { WhenDue } from './when-due';
import { channelName, deliveryLooks, severityTone, severityWords } from './looks';

/** One message to one place: whether it arrived, every attempt, and what a person can do about it. */
export function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const stuck = delivery.state === 'dead' || delivery.state === 'failed' || delivery.state === 'unknown';
  const tone = severityTone(delivery.severity);
  const digest = /^news-digest\/(.+)/.exec(delivery.subject ?? '')?.[1];
  return (
    <li className="delivery">
      <Badge look={deliveryLooks[delivery.state]} />
      <div className="delivery-words">
        <p>
          <strong>{delivery.title}</strong>
        </p>
        <p className="quiet delivery-facts">
          <span className={tone ? `delivery-urgent tone-${tone}` : undefined}>
            {severityWords(delivery.severity)}
          </span>
          <span>
            {delivery.channel ? channelName(delivery.channel) : 'unknown channel'} {delivery.destination}
          </span>
          <span>
            <When at={delivery.createdAt} withClock />
          </span>
          {delivery.operation && delivery.operation !== 'open' && (
            <span>{operationWords[delivery.operation] ?? delivery.operation}</span>
          )}
          {delivery.nextAttemptAt && !delivery.deliveredAt && (
            <span>
              next attempt <WhenDue at={delivery.nextAttemptAt} />
            </span>
          )}
        </p>
        {delivery.why && (
          <StatusWord look={{ tone: 'warn', icon: 'paused', words: 'Waits' }}>{delivery.why}</StatusWord>
        )}
        {delivery.standInFor && (
          <StatusWord look={{ tone: 'warn', icon: 'warn', words: `Stands in for ${delivery.standInFor}` }} />
        )}
        {digest && <Link href={`/news?digest=${encodeURIComponent(digest)}`}>Each of these news</Link>}
        {stuck && <LastWord delivery={delivery} />}
        <AttemptsOf delivery={delivery} />
      </div>
      {/* Nothing else is up to a person: the notifier itself goes on with the others. */}
      <DeliveryActs delivery={delivery} />
    </li>
  );
}

/** What it says about what was said before. */
const operationWords: Record<string, string> = { update: 'change', call: 'call', close: 'end' };

/** Why the last attempt did not arrive. */
function LastWord({ delivery }: { delivery: Delivery }) {
  const one = useQuery({ ...deliveryQuery(delivery.id), enabled: delivery.attempts === null });
  const last = (delivery.attempts ?? one.data?.attempts)?.at(-1);
  if (one.isError) return <p className="delivery-detail">The reason is not known: {one.error.message}</p>;
  return last?.detail ? <p className="delivery-detail">{last.detail}</p> : null;
}

function AttemptsOf({ delivery }: { delivery: Delivery }) {
  const [open, setOpen] = useState(false);
  const tried = delivery.attemptCount;
  return (
    <details className="delivery-attempts" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {tried === null ? 'Attempts: how many is not known' : count(tried, 'attempt')}
        <span className="only-read-aloud"> to send {delivery.title}</span>
      </summary>
      {open && <Attempts delivery={delivery} />}
    </details>
  );
}

function DeliveryActs({ delivery }: { delivery: Delivery }) {
  const blocked = useBlockedByRole();
  const told = useTold('deliveries', 'destinations');
  const askAgain = useAskAgain('deliveries');
  const common = {
    about: delivery.title,
    size: 'small' as const,
    blocked,
    shown: delivery.state === 'dead',
    failed: 'Nothing was changed',
    leave: 'Leave it',
    onFailed: askAgain,
  };
  const what = (
    <p>
      <strong>{delivery.title}</strong>
      {delivery.destination && <> to {delivery.destination}</>}
    </p>
  );
  return (
    <div className="delivery-actions">
      <Act
        {...common}
        words="Send again…"
        icon="refresh"
        title="Send this message again?"
        act="Send again"
        work={() => retryDelivery(delivery.id)}
        onDone={(whyNot) =>
          whyNot === null ? told('The message is sent again.') : told(`${whyNot}.`, 'neutral')
        }
      >
        {what}
        <p>If the last attempt did arrive after all, people will see the message twice.</p>
      </Act>
      <Act
        {...common}
        words="Drop…"
        title="Drop this message?"
        act="Drop"
        danger
        work={() => dropDelivery(delivery.id)}
        onDone={() => told('The message was dropped.')}
      >
        {what}
        <p>Nobody will be told of this there. The row stays in the history.</p>
      </Act>
    </div>
  );
}
