import { queryOptions } from '@tanstack/react-query';
import { get, post } from './http';
import { fields, instant, maybeFields, page, requireId, text, truth } from './narrow';

export interface Person {
  id: string;
  name: string;
}

/** Who is called at one level now. */
export interface Duty {
  schedule: string | null;
  level: string | null;
  person: Person | null;
  until: string | null;
  because: string | null;
  /** Who was to stand in now, and whom settings no longer name. */
  passedOver: Person | null;
}

export interface Shift {
  from: string;
  to: string;
  person: Person | null;
  because: string | null;
}

export interface Override {
  id: string;
  schedule: string | null;
  person: Person | null;
  from: string | null;
  to: string | null;
  reason: string | null;
  by: string | null;
  /** Settings no longer name the person: the override counts for nothing. */
  passedOver: boolean;
}

function person(value: unknown): Person | null {
  const f = maybeFields(value);
  const id = f ? text(f['id']) : text(value);
  return id === null ? null : { id, name: (f && text(f['name'])) ?? id };
}

export function duty(value: unknown): Duty {
  const f = fields(value, 'who is on call');
  return {
    schedule: text(f['schedule']),
    level: text(f['level']),
    person: person(f['person']),
    until: instant(f['until']),
    because: text(f['because']),
    passedOver: person(f['passedOver']),
  };
}

export function shift(value: unknown): Shift {
  const f = fields(value, 'a shift');
  const from = instant(f['from']);
  const to = instant(f['to']);
  // A shift without its times has no place in a calendar, and leaving it out would show that nobody is on call.
  if (from === null || to === null) throw new TypeError('The server sent a shift without its times.');
  return { from, to, person: person(f['person']), because: text(f['because']) };
}

export function override(value: unknown): Override {
  const f = fields(value, 'an override');
  return {
    id: requireId(f['id'], 'an override'),
    schedule: text(f['schedule']),
    person: person(f['person']),
    from: instant(f['from']),
    to: instant(f['to']),
    reason: text(f['reason']),
    by: text(f['by']),
    passedOver: truth(f['passedOver']) === true,
  };
}

const somebody = (value: unknown): Person => {
  const found = person(value);
  if (found === null) throw new TypeError('The server sent a person without an id.');
  return found;
};

export const onCallQuery = queryOptions({
  queryKey: ['on-call', 'now'],
  queryFn: ({ signal }) => get('/api/v1/on-call', page(duty), signal),
});

export const shiftsQuery = (schedule: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['on-call', 'shifts', schedule, from, to],
    queryFn: ({ signal }) =>
      get(
        `/api/v1/on-call/schedules/${encodeURIComponent(schedule)}/shifts?${new URLSearchParams({ from, to })}`,
        page(shift),
        signal,
      ),
  });

export const peopleQuery = queryOptions({
  queryKey: ['on-call', 'people'],
  queryFn: ({ signal }) => get('/api/v1/on-call/people', page(somebody), signal),
});

export const overridesQuery = queryOptions({
  queryKey: ['on-call', 'overrides'],
  queryFn: ({ signal }) => get('/api/v1/on-call/overrides', page(override), signal),
});

export interface OverrideOrder {
  schedule: string;
  person: string;
  from: string;
  to: string;
  reason: string;
}

export const addOverride = (order: OverrideOrder, idempotencyKey: string) =>
  post('/api/v1/on-call/overrides', (answer) => answer, { body: order, idempotencyKey });
export const removeOverride = (overrideId: string) =>
  post(`/api/v1/on-call/overrides/${encodeURIComponent(overrideId)}`, (answer) => answer, {
    method: 'DELETE',
  });
