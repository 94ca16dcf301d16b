import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import {
  type Destination,
  destinationsQuery,
  type DestinationState,
  testDestination,
} from '../api/destination';
import { Act } from '../design/act';
import { Card } from '../design/card';
import { count } from '../design/format';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { Badge, type StatusLook } from '../design/status';
import { MessagePages } from '../design/sub-pages';
import { useTold } from '../design/told';
import { When } from '../design/when';
import { pollEvery, useLiveness } from '../live/live';
import { useBlockedByRole } from '../session/session';
import { channelName } from '../deliveries/looks';
import '../design/table.css';
import '../backups/run-page.css';
import '../silences/silences.css';

const looks: Record<DestinationState, StatusLook> = {
  ready: { tone: 'ok', icon: 'ok', words: 'Ready' },
  'not-configured': { tone: 'warn', icon: 'warn', words: 'Not set up' },
  failing: { tone: 'bad', icon: 'bad', words: 'Failing' },
  paused: { tone: 'warn', icon: 'paused', words: 'Paused' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Unknown' },
};

/** Where people can be told, and whether it works. */
export function DestinationsPage() {
  const liveness = useLiveness();
  const found = useQuery({ ...destinationsQuery, refetchInterval: pollEvery(liveness, true) * 2 });
  return (
    <div className="stack run-page">
      <title>Destinations · Mooring</title>
      <MessagePages />
      <h1>Destinations</h1>
      <Card title="Where people can be told" flush>
        {found.isPending && <Loading what="the destinations" lines={5} />}
        {found.error && (
          <ProblemNotice
            what={
              found.data ? 'The list below may be out of date' : 'Whether people can be told is not known'
            }
            error={found.error}
            retry={() => void found.refetch()}
          />
        )}
        {found.data?.items.length === 0 && (
          <Empty title="There is no destination">
            <p>Nobody would be told of anything. Destinations are given in the notifier's settings.</p>
          </Empty>
        )}
        <ul aria-label="Destinations">
          {found.data?.items.map((each) => (
            <DestinationRow key={each.name} destination={each} />
          ))}
        </ul>
      </Card>
    </div>
  );
}

function DestinationRow({ destination }: { destination: Destination }) {
  const blocked = useBlockedByRole();
  const told = useTold('deliveries', 'destinations');
  const { name, state } = destination;
  const messages = (of: string) => `/deliveries?destination=${encodeURIComponent(name)}${of}`;
  return (
    <li className="silence">
      <Badge look={looks[state]} />
      <div className="silence-words">
        <p>
          <strong>{name}</strong>{' '}
          <span className="quiet">
            {destination.channel ? channelName(destination.channel) : 'unknown channel'} {destination.address}
          </span>
        </p>
        {destination.detail && <p>{destination.detail}</p>}
        <p className="silence-facts">
          {destination.pausedUntil && (
            <span>
              tried again <When at={destination.pausedUntil} withClock />
            </span>
          )}
          <Link href={messages('')}>
            {destination.waiting === null ? 'how many wait is unknown' : `${destination.waiting} waiting`}
          </Link>
          {destination.oldestWaitingAt && (
            <span>
              the oldest since <When at={destination.oldestWaitingAt} />
            </span>
          )}
          {destination.dead === null ? (
            <span>how many were given up is unknown</span>
          ) : (
            destination.dead > 0 && (
              <Link href={messages('&state=dead')}>{count(destination.dead, 'message')} given up</Link>
            )
          )}
          <span>
            last delivered <When at={destination.lastDeliveredAt} otherwise="never" />
          </span>
          <span>
            {destination.standIn ? `${destination.standIn} stands in for it` : 'nothing stands in for it'}
          </span>
        </p>
      </div>
      <Act
        words="Test…"
        about={name}
        size="small"
        blocked={blocked ?? (state === 'not-configured' ? 'It is not set up' : null)}
        title={`Send a test message to ${name}?`}
        act="Send it"
        failed="No test message is known to be sent"
        work={() => testDestination(name)}
        onDone={() =>
          told(`The test message to ${name} is on its way; see Messages whether it arrives.`, 'neutral')
        }
      >
        <p>Everybody there sees it. It says that it is a test, and that you asked for it.</p>
      </Act>
    </li>
  );
}
