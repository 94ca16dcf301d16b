import { useQuery } from '@tanstack/react-query';
import { deliveryQuery } from '../api/queries';
import { type Attempt, type Delivery, type DeliveryState, deliveryStates } from '../api/types';
import { CopyButton } from '../design/copy-button';
import { LongWords } from '../design/long-words';
import { Loading, ProblemLine } from '../design/notice';
import { type StatusLook, StatusWord } from '../design/status';
import { When } from '../design/when';
import { deliveryLooks } from './looks';
import { WhenDue } from './when-due';
import '../alerts/alerts.css';

const attemptLooks: Partial<Record<DeliveryState, string>> = {
  delivered: 'Arrived',
  failed: 'Did not arrive',
  unknown: 'Nobody knows whether it arrived',
  dead: 'Refused for good',
  pending: 'Put off',
};

/** How one attempt went; a word from a newer server keeps its own name. */
function lookOf({ outcome }: Attempt): StatusLook {
  if (outcome === null) return { tone: 'run', icon: 'queued', words: 'Under way, or broken off' };
  const state = deliveryStates.find((each) => each === outcome);
  if (!state) return { tone: 'unknown', icon: 'unknown', words: outcome };
  return { ...deliveryLooks[state], words: attemptLooks[state] ?? deliveryLooks[state].words };
}

/** Every attempt in its order, and what comes next. */
export function Attempts({ delivery }: { delivery: Delivery }) {
  const one = useQuery({ ...deliveryQuery(delivery.id), refetchInterval: 10_000 });
  const attempts = one.data?.attempts ?? delivery.attempts;
  return (
    <div className="stack attempts">
      {delivery.text && (
        <p className="attempt-text">
          <LongWords>{delivery.text}</LongWords>
        </p>
      )}
      {!attempts && one.isPending && <Loading what="the attempts" lines={2} />}
      {one.error && <ProblemLine what="How the attempts went is not known" error={one.error} />}
      {attempts?.length === 0 && <p className="soft">Nobody has tried to send it yet.</p>}
      <ol className="timeline" aria-label={`Attempts to send ${delivery.title}`}>
        {attempts?.map((each, index) => (
          <li key={each.number ?? index}>
            <StatusWord look={lookOf(each)} />
            <span className="quiet">
              Attempt {each.number ?? index + 1}, <When at={each.at} withClock />
            </span>
            {each.detail && <p>{each.detail}</p>}
          </li>
        ))}
        {delivery.nextAttemptAt && !delivery.deliveredAt && (
          <li>
            <StatusWord look={{ tone: 'neutral', icon: 'queued', words: 'Next attempt' }} />
            <span className="quiet">
              <WhenDue at={delivery.nextAttemptAt} withClock />
            </span>
            {delivery.why && <p>{delivery.why}</p>}
          </li>
        )}
        {delivery.state === 'dead' && (
          <li>
            <StatusWord look={{ tone: 'bad', icon: 'person', words: 'A person decides' }} />
            <p>Nothing more is tried until somebody sends it again, or drops it.</p>
          </li>
        )}
      </ol>
      {delivery.traceId && (
        <p className="quiet with-copy">
          Trace <code>{delivery.traceId}</code> <CopyButton text={delivery.traceId} what="trace id" />
        </p>
      )}
    </div>
  );
}
