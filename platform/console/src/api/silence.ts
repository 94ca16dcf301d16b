import { queryOptions } from '@tanstack/react-query';
import { type Severity, severity } from './alert';
import { get, post } from './http';
import {
  amount,
  fields,
  instant,
  known,
  list,
  maybeFields,
  page,
  requireId,
  span,
  text,
  texts,
  truth,
} from './narrow';
import { capital, duration } from '../design/format';

export const matcherOps = ['=', '!=', '=~', '!~'] as const;
export type MatcherOp = (typeof matcherOps)[number];

export interface Matcher {
  label: string;
  op: MatcherOp;
  value: string;
}

/** In the week's order, as the server names them. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

/** When a silence that comes back mutes. */
export interface Repetition {
  /** Time of day such as "02:00". */
  at: string;
  lastsSeconds: number;
  /** None: every day. */
  days: Weekday[];
  zone: string;
}

export const silenceStates = ['active', 'pending', 'expired'] as const;
export type SilenceState = (typeof silenceStates)[number] | 'unknown';

export interface Silence {
  id: string;
  matchers: string[];
  /** Null where one of them cannot be read: then it cannot be edited here either. */
  editable: Matcher[] | null;
  reason: string | null;
  owner: string | null;
  createdAt: string | null;
  startsAt: string | null;
  endsAt: string | null;
  state: SilenceState;
  endedBy: string | null;
  /** In words; null where it does not come back. */
  repeats: string | null;
  /** Null where it does not come back, or how cannot be read. */
  repetition: Repetition | null;
  /** False while one that comes back rests. */
  mutes: boolean | null;
  matching: number | null;
  etag: string | null;
}

export interface SilencePreview {
  matching: { id: string | null; title: string; severity: Severity }[];
  more: number | null;
  /** It would match almost every alert that there could be. */
  everything: boolean;
}

export interface Inhibition {
  name: string;
  source: string[];
  target: string[];
  equal: string[];
}

export interface MaintenanceMute {
  windowId: string | null;
  title: string;
  since: string | null;
  until: string | null;
  scope: string | null;
  /** Which alerts of its scope are not told; null where the server does not say. */
  alerts: string | null;
  mutedAlerts: number | null;
}

export const matcherWords = ({ label, op, value }: Matcher) => `${label}${op}${value}`;

function matcher(value: unknown): Matcher | null {
  const f = maybeFields(value);
  const label = f && text(f['label']);
  const op = f && matcherOps.find((each) => each === f['op']);
  return f && label && op ? { label, op, value: typeof f['value'] === 'string' ? f['value'] : '' } : null;
}

/** Matchers come as text or in parts. */
const anyMatchers = (value: unknown): string[] =>
  list(value).map((each) => {
    const told = matcher(each);
    return told ? matcherWords(told) : (text(each) ?? 'something this console cannot read');
  });

const clockTime = /^([01]\d|2[0-3]):[0-5]\d/;

export function repetition(value: unknown): Repetition | null {
  const f = maybeFields(value);
  const at = f && clockTime.exec(text(f['at']) ?? '')?.[0];
  const lastsSeconds = f && span(f['lasts']);
  if (!f || !at || lastsSeconds === null) return null;
  const named = texts(f['days']);
  const days = weekdays.filter((each) => named.includes(each));
  // A day that cannot be read must not become "every day".
  if (days.length !== named.length) return null;
  return { at, lastsSeconds: lastsSeconds!, days, zone: text(f['zone']) ?? 'UTC' };
}

/** "every Monday and Friday at 02:00 (Europe/Zurich), for 2 h each time" */
export function repetitionWords({ at, lastsSeconds, days, zone }: Repetition): string {
  const names = days.map(capital);
  const on =
    days.length === 0 || days.length === weekdays.length
      ? 'every day'
      : `every ${[names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ')}`;
  return `${on} at ${at} (${zone}), for ${duration(lastsSeconds)} each time`;
}

/** As the server takes it. */
export const repetitionOrder = ({ at, lastsSeconds, days, zone }: Repetition) => ({
  at,
  lasts: `PT${Math.round(lastsSeconds / 60)}M`,
  days,
  zone,
});

export function silence(value: unknown): Silence {
  const f = fields(value, 'a silence');
  const read = list(f['matchers']).map(matcher);
  const again = repetition(f['repetition']);
  return {
    id: requireId(f['id'], 'a silence'),
    matchers: anyMatchers(f['matchers']),
    editable: read.length > 0 && read.every((each) => each !== null) ? read : null,
    reason: text(f['reason']),
    owner: text(f['owner']),
    createdAt: instant(f['createdAt']),
    startsAt: instant(f['startsAt']),
    endsAt: instant(f['endsAt']),
    state: known(f['state'], silenceStates),
    endedBy: text(f['endedBy']),
    repeats: again ? repetitionWords(again) : text(f['repeats']),
    repetition: again,
    mutes: truth(f['mutes']),
    matching: amount(f['matching']),
    etag: text(f['etag']),
  };
}

export function silencePreview(value: unknown): SilencePreview {
  const f = fields(value, 'what a silence would match');
  // Without the list it would read as "it matches nothing".
  if (!Array.isArray(f['matching'])) throw new TypeError('The server does not say what it would match.');
  return {
    matching: f['matching'].map((each) => {
      const one = maybeFields(each) ?? {};
      return {
        id: text(one['id']),
        title: text(one['title']) ?? 'An alert without words',
        severity: severity(one['severity']),
      };
    }),
    more: amount(f['more']),
    everything: f['everything'] === true,
  };
}

function inhibition(value: unknown): Inhibition {
  const f = fields(value, 'an inhibition');
  return {
    name: text(f['name']) ?? 'unnamed',
    source: anyMatchers(f['source']),
    target: anyMatchers(f['target']),
    equal: texts(f['equal']),
  };
}

/** No components are all of them. */
const scope = (value: unknown): string | null =>
  Array.isArray(value) && value.length === 0
    ? 'all components'
    : (text(value) ?? (texts(value).join(', ') || null));

export function maintenanceMute(value: unknown): MaintenanceMute {
  const f = fields(value, 'a mute of a maintenance window');
  return {
    windowId: text(f['windowId']),
    title: text(f['title']) ?? 'A window without a title',
    since: instant(f['since']),
    until: instant(f['until']),
    scope: scope(f['scope']),
    alerts: text(f['alerts']),
    mutedAlerts: amount(f['mutedAlerts']),
  };
}

const path = (silenceId: string) => `/api/v1/silences/${encodeURIComponent(silenceId)}`;

export const silencesQuery = (state: string) =>
  queryOptions({
    queryKey: ['silences', 'list', state],
    queryFn: ({ signal }) =>
      get(`/api/v1/silences?limit=200${state ? `&state=${state}` : ''}`, page(silence), signal),
  });

export const inhibitionsQuery = queryOptions({
  queryKey: ['silences', 'inhibitions'],
  queryFn: ({ signal }) => get('/api/v1/inhibitions', page(inhibition), signal),
});

export const maintenanceMutesQuery = queryOptions({
  queryKey: ['silences', 'maintenance'],
  queryFn: ({ signal }) => get('/api/v1/maintenance-mutes', page(maintenanceMute), signal),
});

export interface SilenceOrder {
  matchers: Matcher[];
  reason: string;
  startsAt?: string | null;
  endsAt?: string;
  /** An ISO 8601 duration in place of an end. */
  lasts?: string;
  repetition?: ReturnType<typeof repetitionOrder>;
  /** One that came back does so no more. */
  once?: boolean;
  /** That it matches almost everything is meant. */
  everything?: boolean;
}

export const createSilence = (order: SilenceOrder) => post('/api/v1/silences', silence, { body: order });
export const changeSilence = (before: Silence, order: SilenceOrder) =>
  post(path(before.id), silence, { method: 'PUT', body: order, ifMatch: before.etag });
export const expireSilence = (silenceId: string) => post(`${path(silenceId)}/expire`, silence);
export const previewSilence = (matchers: Matcher[]) =>
  post('/api/v1/silences/preview', silencePreview, { body: { matchers } });
