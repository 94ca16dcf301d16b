import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Alert } from '../api/alert';
import { deliveriesQuery } from '../api/queries';
import { type Told, tellingQuery } from '../api/telling';
import { Card } from '../design/card';
import { Loading, Notice, ProblemNotice } from '../design/notice';
import { Badge } from '../design/status';
import { When } from '../design/when';
import { channelName, deliveryLooks } from '../deliveries/looks';
import { HeldLink } from './held';
import { heldTitle } from './looks';
import { Why } from './why';

/** Where people were told, whether it arrived, and the steps of the decision. */
export function WhoWasTold({ alert }: { alert: Alert }) {
  const found = useQuery({ ...tellingQuery(alert.id), refetchInterval: 15_000 });
  // What would be decided now, which is not what was when it was raised.
  const now = found.data?.decision?.held ?? null;
  const meanwhile = found.data?.decision?.meanwhile.map((each) => each.name).join(', ');
  const over = alert.state === 'resolved';
  return (
    <Card title="Who was told, and why">
      {found.isPending && <Loading what="who was told" lines={4} />}
      {found.error && (
        <ProblemNotice
          what={found.data ? 'What is shown may be out of date' : 'Whether anybody was told is not known'}
          error={found.error}
          retry={() => void found.refetch()}
        />
      )}
      {found.data && (
        <div className="stack">
          {now && !over && (
            <Notice
              tone="warn"
              title={`${heldTitle(now)}: ${meanwhile ? `only ${meanwhile} is told of it now` : 'nobody is told of it now'}`}
            >
              <p>{now.why ?? 'No reason was given.'}</p>
              <p>
                {now.until && (
                  <>
                    Ends <When at={now.until} withClock /> ·{' '}
                  </>
                )}
                <HeldLink held={now} />
              </p>
            </Notice>
          )}
          {found.data.held && (!now || over) && (
            <p className="soft">
              {heldTitle(found.data.held)} when it was decided: {found.data.held.why ?? 'no reason was given'}
            </p>
          )}
          {found.data.told.length === 0 ? (
            <p>
              <strong>Nobody was told of it.</strong>
            </p>
          ) : (
            <ul className="told" aria-label="Told to">
              {found.data.told.map((each) => (
                <ToldRow key={`${each.destination} ${each.conversationId ?? ''}`} told={each} />
              ))}
            </ul>
          )}
          {found.data.why && (
            <p className="soft">
              Decided <When at={found.data.decidedAt} withClock />: {found.data.why}
            </p>
          )}
          {found.data.decision ? (
            <details className="why" open={found.data.told.length === 0}>
              <summary>Why: every step, as it would be decided now</summary>
              <Why decision={found.data.decision} />
              <p className="why-try">
                <Link href={tryItPath(alert)}>Try it with other labels, or at another time</Link>
              </p>
            </details>
          ) : (
            <p className="soft">Why is not known: the server kept no decision.</p>
          )}
        </div>
      )}
    </Card>
  );
}

/** The question about an alert like this one; labels with spaces cannot be typed there. */
function tryItPath({ severity, labels, source }: Alert): string {
  const typed = labels
    .filter((each) => !/[\s,]/.test(each.name + each.value))
    .map((each) => `${each.name}=${each.value}`)
    .join(' ');
  return `/routes?${new URLSearchParams({ severity, ...(typed && { labels: typed }), ...(source && { source }) })}`;
}

function ToldRow({ told }: { told: Told }) {
  return (
    <li>
      <div className="row">
        <strong>{told.destination}</strong>
        {told.channel && <span className="quiet">{channelName(told.channel)}</span>}
        {told.conversationId ? (
          <ToldState conversationId={told.conversationId} />
        ) : (
          <Link href={`/deliveries?destination=${encodeURIComponent(told.destination)}`}>Messages there</Link>
        )}
        <span className="quiet">
          <When at={told.toldAt} withClock />
        </span>
      </div>
      {told.standInFor && <p>Stands in for {told.standInFor}, which could not be told.</p>}
      <p className="soft">
        {told.why ?? 'No reason was given.'}
        {told.route && !told.why?.includes(told.route) && ` (route ${told.route})`}
      </p>
      <ToldAgain told={told} />
    </li>
  );
}

/** Nobody has it in hand: people there hear of it again. */
function ToldAgain({ told: { reminders, remindAt } }: { told: Told }) {
  if (reminders === 0 && remindAt === null) return null;
  return (
    <p>
      {reminders > 0 &&
        `Told again ${reminders === 1 ? 'once' : `${reminders} times`}, for nobody acknowledged it. `}
      {remindAt && (
        <>
          {reminders > 0 ? 'Next' : 'Told again'} <When at={remindAt} withClock />, unless somebody
          acknowledges it.
        </>
      )}
    </p>
  );
}

/** What became of the newest message there. */
function ToldState({ conversationId }: { conversationId: string }) {
  const found = useInfiniteQuery({
    ...deliveriesQuery({ conversation: conversationId }),
    refetchInterval: 15_000,
  });
  const newest = found.data?.pages[0]?.items[0];
  if (found.isPending) return null;
  return (
    <Link href={`/deliveries?conversation=${encodeURIComponent(conversationId)}`}>
      {newest && !found.error ? (
        <Badge look={deliveryLooks[newest.state]} />
      ) : (
        <Badge look={{ tone: 'unknown', icon: 'unknown', words: 'Not known' }} />
      )}
      <span className="only-read-aloud"> messages to this destination</span>
    </Link>
  );
}
