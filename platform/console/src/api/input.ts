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
  lastHeardAt: string | null;
  state: InputState;
  received: number | null;
  refused: number | null;
  lastRefusal: string | null;
}

export function input(value: unknown): Input {
  const f = fields(value, 'an input');
  const refusal = maybeFields(f['lastRefusal']);
  return {
    name: requireId(f['name'], 'an input'),
    kind: text(f['kind']),
    address: text(f['address']),
    expectedEverySeconds: span(f['expectedEvery']),
    graceSeconds: span(f['grace']),
    lastHeardAt: instant(f['lastHeardAt']),
    state: known(f['state'], inputStates),
    received: amount(f['received']),
    refused: amount(f['refused']),
    lastRefusal: refusal
      ? (text(refusal['why']) ?? text(refusal['reason']) ?? text(refusal['detail']) ?? text(refusal['words']))
      : text(f['lastRefusal']),
  };
}

export const inputsQuery = queryOptions({
  queryKey: ['inputs'],
  queryFn: ({ signal }) => get('/api/v1/inputs', page(input), signal),
});
