import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { channelsQuery, deliveriesQuery } from '../api/queries';
import { type Channel, deliveryStates } from '../api/types';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { count } from '../design/format';
import { Empty, Loading, Notice, ProblemNotice } from '../design/notice';
import { type StatusLook, StatusWord } from '../design/status';
import { MessagePages } from '../design/sub-pages';
import { useSearchChoice } from '../design/search-choice';
import { pollEvery, useLiveness } from '../live/live';
import { ChooseDestination } from './choose-destination';
import { type Dead, useDead } from './dead';
import { DeliveryRow } from './delivery-row';
import { channelLooks, channelName, deliveryLooks } from './looks';
import { RetryAll } from './retry-all';
import '../design/table.css';
import '../backups/run-page.css';
import './deliveries.css';

/** Every message to people: what was sent, what waits, and what a person has to decide on. */
export function DeliveriesPage() {
  const liveness = useLiveness();
  const { search, setSearch, choose } = useSearchChoice();
  const state = search.get('state') ?? '';
  const destination = search.get('destination') ?? '';
  const conversation = search.get('conversation') ?? '';
  const narrowed = state || destination || conversation;
  const deliveries = useInfiniteQuery({
    ...deliveriesQuery({ state, destination, conversation }),
    refetchInterval: pollEvery(liveness, true) * 2,
    placeholderData: (before) => before,
  });
  const dead = useDead(destination);
  const items = deliveries.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="stack deliveries">
      <title>Messages · Mooring</title>
      <MessagePages />
      <header className="run-head">
        <h1>Messages</h1>
        <RetryAll dead={dead} destination={destination} />
      </header>
      {state !== 'dead' && <GivenUp dead={dead} destination={destination} />}
      <Channels />
      <Card
        title="Sent and waiting"
        flush
        aside={
          <div className="filters">
            {conversation && (
              <Button size="small" icon="close" onClick={() => choose('conversation', '')}>
                Of one conversation
              </Button>
            )}
            <select
              className="select"
              aria-label="Show messages in state"
              data-shortcut="filter"
              value={state}
              onChange={(event) => choose('state', event.target.value)}
            >
              <option value="">All states</option>
              {deliveryStates.map((each) => (
                <option key={each} value={each}>
                  {deliveryLooks[each].words}
                </option>
              ))}
            </select>
            <ChooseDestination
              what="messages"
              value={destination}
              onChoose={(each) => choose('destination', each)}
            />
          </div>
        }
      >
        {deliveries.isPending && <Loading what="the messages" lines={6} />}
        {deliveries.error && (
          <ProblemNotice
            what={
              deliveries.data
                ? 'The list below may be out of date'
                : 'Whether messages were delivered is not known'
            }
            error={deliveries.error}
            retry={() => void deliveries.refetch()}
          />
        )}
        {deliveries.data && items.length === 0 && (
          <Empty title={narrowed ? 'No message matches the filter' : 'No message yet'}>
            {narrowed ? (
              <Button size="small" onClick={() => setSearch({}, { replace: true })}>
                Show all messages
              </Button>
            ) : (
              <p>An alert or a backup that fails sends one.</p>
            )}
          </Empty>
        )}
        <ul>
          {items.map((each) => (
            <DeliveryRow key={each.id} delivery={each} />
          ))}
        </ul>
        {items.length > 0 && (
          <div className="table-foot">
            <span className="quiet" role="status">
              {count(items.length, 'message')} shown{deliveries.hasNextPage ? '' : ', that is all'}
            </span>
            {deliveries.hasNextPage && (
              <Button
                size="small"
                busy={deliveries.isFetchingNextPage}
                onClick={() => void deliveries.fetchNextPage()}
              >
                Show older messages
              </Button>
            )}
          </div>
        )}
      </Card>
    </div>
  );
}

/** Above everything else: what nobody will hear unless a person decides. */
function GivenUp({ dead, destination }: { dead: Dead; destination: string }) {
  if (dead.count === 0) return null;
  const search = new URLSearchParams({ state: 'dead', ...(destination && { destination }) });
  return (
    <Notice
      tone={dead.count === null ? 'unknown' : 'bad'}
      title={
        dead.count === null
          ? 'How many messages were given up is not known'
          : dead.count === 1
            ? '1 message was given up: it did not arrive'
            : `${dead.count}${dead.more ? ' or more' : ''} messages were given up: they did not arrive`
      }
      action={<Link href={`/deliveries?${search}`}>Show what was given up</Link>}
    >
      <p>A person decides whether it is sent again or dropped.</p>
    </Notice>
  );
}

function Channels() {
  const channels = useQuery({ ...channelsQuery, refetchInterval: 30_000 });
  if (channels.isPending) return null;
  if (channels.error)
    return <ProblemNotice what="The state of the channels is not known" error={channels.error} />;
  const all = channels.data.items;
  const ready = all.filter((each) => each.state === 'ready');
  // What nobody set up is no trouble as long as people can be told otherwise.
  const notSetUp = ready.length > 0 ? all.filter((each) => each.state === 'not-configured') : [];
  const calm = [...ready, ...notSetUp];
  return (
    <>
      {all
        .filter((each) => !calm.includes(each))
        .map((each) => (
          <ChannelNotice key={each.id} channel={each} />
        ))}
      {calm.length > 0 && (
        <p className="row">
          {ready.map((each) => (
            <StatusWord key={each.id} look={channelLooks.ready}>
              {channelName(each.id)} is ready
            </StatusWord>
          ))}
          {notSetUp.map((each) => (
            <StatusWord key={each.id} look={notSetUpLook}>
              {channelName(each.id)} is not set up
            </StatusWord>
          ))}
        </p>
      )}
    </>
  );
}

const notSetUpLook: StatusLook = { tone: 'neutral', icon: 'cancelled', words: 'Not set up' };

function ChannelNotice({ channel }: { channel: Channel }) {
  const look = channelLooks[channel.state];
  return (
    <Notice tone={look.tone} title={`${channelName(channel.id)}: ${look.words.toLowerCase()}`}>
      {channel.detail && <p>{channel.detail}</p>}
    </Notice>
  );
}
