import { queryOptions } from '@tanstack/react-query';
import { get, post } from './http';
import { amount, fields, instant, known, page, requireId, text } from './narrow';

export const destinationStates = ['ready', 'not-configured', 'failing', 'paused'] as const;
export type DestinationState = (typeof destinationStates)[number] | 'unknown';

/** A place where people can be told, and how it fares. */
export interface Destination {
  name: string;
  channel: string | null;
  address: string | null;
  /** The destination that is told when this one fails. */
  standIn: string | null;
  state: DestinationState;
  detail: string | null;
  waiting: number | null;
  dead: number | null;
  oldestWaitingAt: string | null;
  lastDeliveredAt: string | null;
  pausedUntil: string | null;
}

export function destination(value: unknown): Destination {
  const f = fields(value, 'a destination');
  return {
    name: requireId(f['name'], 'a destination'),
    channel: text(f['channel']),
    address: text(f['address']),
    standIn: text(f['standIn']),
    state: known(f['state'], destinationStates),
    detail: text(f['detail']),
    waiting: amount(f['waiting']),
    dead: amount(f['dead']),
    oldestWaitingAt: instant(f['oldestWaitingAt']),
    lastDeliveredAt: instant(f['lastDeliveredAt']),
    pausedUntil: instant(f['pausedUntil']),
  };
}

export const destinationsQuery = queryOptions({
  queryKey: ['destinations'],
  queryFn: ({ signal }) => get('/api/v1/destinations', page(destination), signal),
});

export const testDestination = (name: string) =>
  post(`/api/v1/destinations/${encodeURIComponent(name)}/test`, (answer) => answer);
