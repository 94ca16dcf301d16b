import { queryOptions } from '@tanstack/react-query';
import { get } from './http';
import { amount, fields, instant, known, maybeFields, page, requireId, span, text } from './narrow';

export const inputStates = ['heard', 'late', 'never-heard', 'not-watched'] as const;
export type InputState = (typeof inputStates)[number] | 'unknown';

/** Where other systems report to, and whether its dead man's switch is pressed in time. */
export interface Input {
  name: string;
  kind: string | null;
  address: string | null;
  expectedEverySeconds: number | null;
  graceSeconds: number | null;
  /** The alert that fires always: it alone counts as being heard. Null: everything counts. */
  heartbeatAlert: string | null;
  lastHeardAt: string | null;
  state: InputState;
  received: number | null;
  refused: number | null;
  lastRefusal: Refused | null;
}

/** What an input did not take, the same again counted. */
export interface Refused {
  at: string | null;
  firstAt: string | null;
  code: string | null;
  status: number | null;
  words: string | null;
  times: number | null;
}

export function refused(value: unknown): Refused {
  const f = fields(value, 'a refusal');
  return {
    at: instant(f['at']),
    firstAt: instant(f['firstAt']),
    code: text(f['code']),
    status: amount(f['status']),
    words: text(f['words']),
    times: amount(f['times']),
  };
}

export function input(value: unknown): Input {
  const f = fields(value, 'an input');
  return {
    name: requireId(f['name'], 'an input'),
    kind: text(f['kind']),
    address: text(f['address']),
    expectedEverySeconds: span(f['expectedEvery']),
    graceSeconds: span(f['grace']),
    heartbeatAlert: text(f['heartbeatAlert']),
    lastHeardAt: instant(f['lastHeardAt']),
    state: known(f['state'], inputStates),
    received: amount(f['received']),
    refused: amount(f['refused']),
    lastRefusal: maybeFields(f['lastRefusal']) && refused(f['lastRefusal']),
  };
}

export const inputsQuery = queryOptions({
  queryKey: ['inputs'],
  queryFn: ({ signal }) => get('/api/v1/inputs', page(input), signal),
});

export const refusalsQuery = (name: string) =>
  queryOptions({
    queryKey: ['inputs', 'refusals', name],
    queryFn: ({ signal }) =>
      get(`/api/v1/inputs/${encodeURIComponent(name)}/refusals`, page(refused), signal),
  });
