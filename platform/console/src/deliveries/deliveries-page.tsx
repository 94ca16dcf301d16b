import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { destinationsQuery } from '../api/destination';
import {
  channelsQuery,
  deliveriesQuery,
  deliveryQuery,
  dropDelivery,
  retryAllDeliveries,
  retryDelivery,
} from '../api/queries';
import { type Channel, type Delivery, deliveryStates } from '../api/types';
import { Act } from '../design/act';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { Dialog } from '../design/dialog';
import { count } from '../design/format';
import { Empty, Loading, Notice, ProblemNotice } from '../design/notice';
import { Badge, StatusWord } from '../design/status';
import { MessagePages } from '../design/sub-pages';
import { useToast } from '../design/toast';
import { useTold } from '../design/told';
import { When } from '../design/when';
import { pollEvery, useLiveness } from '../live/live';
import { useBlockedByRole } from '../session/session';
import { channelLooks, channelName, deliveryLooks, severityTone, severityWords } from './looks';
import '../design/table.css';
import '../backups/run-page.css';
import './deliveries.css';

/** Every message to people: what was sent, what waits, and what a person has to decide on. */
export function DeliveriesPage() {
  const liveness = useLiveness();
  const [search, setSearch] = useSearchParams();
  const state = search.get('state') ?? '';
  const destination = search.get('destination') ?? '';
  const conversation = search.get('conversation') ?? '';
  const narrowed = state || destination || conversation;
  const choose = (name: string, value: string) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const deliveries = useInfiniteQuery({
    ...deliveriesQuery({ state, destination, conversation }),
    refetchInterval: pollEvery(liveness, true) * 2,
    placeholderData: (before) => before,
  });
  const items = deliveries.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="stack deliveries">
      <title>Messages · Mooring</title>
      <MessagePages />
      <header className="run-head">
        <h1>Messages</h1>
        {items.some((each) => each.state === 'dead') && <RetryAll destination={destination} />}
      </header>
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
            <ChooseDestination value={destination} onChoose={(each) => choose('destination', each)} />
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

/** The destinations there are; where that is not known, the one that the address names. */
function ChooseDestination({ value, onChoose }: { value: string; onChoose: (name: string) => void }) {
  const found = useQuery(destinationsQuery);
  const names = [
    ...new Set([...(found.data?.items.map((each) => each.name) ?? []), ...(value ? [value] : [])]),
  ];
  if (names.length === 0) return null;
  return (
    <select
      className="select"
      aria-label="Show messages to destination"
      value={value}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">All destinations</option>
      {names.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </select>
  );
}

function RetryAll({ destination }: { destination: string }) {
  const blocked = useBlockedByRole();
  const told = useTold('deliveries', 'destinations');
  const where = destination ? ` to ${destination}` : '';
  return (
    <Act
      words="Send all given up again…"
      icon="refresh"
      blocked={blocked}
      showReason
      title={`Send everything that was given up${where} again?`}
      act="Send all again"
      failed="Whether anything is sent again is not known"
      work={() => retryAllDeliveries(destination)}
      onDone={(many) =>
        told(many === null ? 'They are sent again.' : `${count(many, 'message')} sent again.`)
      }
    >
      <p>Also what was given up days ago. What did arrive after all, people will see twice.</p>
    </Act>
  );
}

function Channels() {
  const channels = useQuery({ ...channelsQuery, refetchInterval: 30_000 });
  if (channels.isPending) return null;
  if (channels.error)
    return <ProblemNotice what="The state of the channels is not known" error={channels.error} />;
  const troubled = channels.data.items.filter((each) => each.state !== 'ready');
  return (
    <>
      {troubled.map((each) => (
        <ChannelNotice key={each.id} channel={each} />
      ))}
      {troubled.length < channels.data.items.length && (
        <p className="row">
          {channels.data.items
            .filter((each) => each.state === 'ready')
            .map((each) => (
              <StatusWord key={each.id} look={channelLooks.ready}>
                {channelName(each.id)} is ready
              </StatusWord>
            ))}
        </p>
      )}
    </>
  );
}

function ChannelNotice({ channel }: { channel: Channel }) {
  const look = channelLooks[channel.state];
  return (
    <Notice tone={look.tone} title={`${channelName(channel.id)}: ${look.words.toLowerCase()}`}>
      {channel.detail && <p>{channel.detail}</p>}
    </Notice>
  );
}

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const stuck = delivery.state === 'dead' || delivery.state === 'failed' || delivery.state === 'unknown';
  const tried = delivery.attemptCount;
  const tone = severityTone(delivery.severity);
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
          {delivery.standInFor && <span>stands in for {delivery.standInFor}</span>}
          <span>{tried === null ? 'attempts unknown' : count(tried, 'attempt')}</span>
          {delivery.nextAttemptAt && !delivery.deliveredAt && (
            <span>
              next <When at={delivery.nextAttemptAt} />
            </span>
          )}
        </p>
        {stuck && <LastWord delivery={delivery} />}
      </div>
      {/* Nothing else is up to a person: the notifier itself goes on with the others. */}
      {delivery.state === 'dead' && <DeliveryActions delivery={delivery} />}
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

const acts = {
  retry: {
    call: retryDelivery,
    question: 'Send this message again?',
    words: 'Send again',
    done: 'The message is sent again.',
    warning: 'If the last attempt did arrive after all, people will see the message twice.',
  },
  drop: {
    call: dropDelivery,
    question: 'Drop this message?',
    words: 'Drop',
    done: 'The message was dropped.',
    warning: 'Nobody will be told of this event by this channel. The row stays in the history.',
  },
} as const;

function DeliveryActions({ delivery }: { delivery: Delivery }) {
  const blocked = useBlockedByRole();
  const [act, setAct] = useState<keyof typeof acts | null>(null);
  return (
    <div className="delivery-actions">
      <Button
        size="small"
        icon="refresh"
        blocked={blocked}
        showReason={false}
        onClick={() => setAct('retry')}
      >
        Send again
      </Button>
      <Button size="small" blocked={blocked} showReason={false} onClick={() => setAct('drop')}>
        Drop
      </Button>
      {act && <ActDialog delivery={delivery} act={act} onClose={() => setAct(null)} />}
    </div>
  );
}

function ActDialog({
  delivery,
  act,
  onClose,
}: {
  delivery: Delivery;
  act: keyof typeof acts;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const toast = useToast();
  const chosen = acts[act];
  const run = useMutation({
    mutationFn: () => chosen.call(delivery.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['deliveries'] });
      toast({ tone: 'ok', words: chosen.done });
      onClose();
    },
  });
  return (
    <Dialog
      title={chosen.question}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose} data-first>
            Leave it
          </Button>
          <Button
            look={act === 'drop' ? 'danger' : 'primary'}
            busy={run.isPending}
            onClick={() => run.mutate()}
          >
            {chosen.words}
          </Button>
        </>
      }
    >
      <p>
        <strong>{delivery.title}</strong>
      </p>
      <p>{chosen.warning}</p>
      {run.error && <ProblemNotice what="Nothing was changed" error={run.error} />}
    </Dialog>
  );
}
