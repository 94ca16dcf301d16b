import { queryOptions } from '@tanstack/react-query';
import { type Held, held } from './alert';
import { get, post } from './http';
import { amount, fields, instant, known, list, maybeFields, page, text, texts, truth } from './narrow';

const outcomes = ['told', 'held', 'nobody'] as const;
const verdicts = ['matched', 'not-matched', 'muted', 'passed', 'skipped'] as const;
export type Verdict = (typeof verdicts)[number] | 'unknown';

export interface Where {
  name: string;
  channel: string | null;
  address: string | null;
  route: string | null;
  why: string | null;
  /** The destination that this one stands in for. */
  standInFor: string | null;
}

/** Who is told, or would be, and every step that led there. */
export interface Decision {
  outcome: (typeof outcomes)[number] | 'unknown';
  destinations: Where[];
  /** Who is told while maintenance mutes it for all others. */
  meanwhile: Where[];
  held: Held | null;
  steps: { subject: string; verdict: Verdict; why: string | null }[];
  inWords: string | null;
}

export interface Told {
  destination: string;
  channel: string | null;
  conversationId: string | null;
  toldAt: string | null;
  route: string | null;
  why: string | null;
  /** The destination that this one stands in for. */
  standInFor: string | null;
  /** How often it was told again there since something was new. */
  reminders: number;
  /** When it is told again there unless somebody acknowledges it; null: not as things stand. */
  remindAt: string | null;
}

export interface Telling {
  told: Told[];
  /** What held it when it was decided. */
  held: Held | null;
  /** What was decided when it was raised, in words. */
  why: string | null;
  decidedAt: string | null;
  /** What would be decided now. */
  decision: Decision | null;
}

export interface AlertRoute {
  name: string;
  severities: string[];
  matchers: string[];
  hours: string | null;
  to: string[];
  goesOn: boolean | null;
  /** It takes what maintenance mutes, and nothing else. */
  inMaintenance: boolean | null;
  groupBy: string[];
  /** So long after a call that nobody answered people are called again; null: never. */
  remindAfterSeconds: number | null;
}

const where = (value: unknown): Where => {
  const to = maybeFields(value) ?? {};
  return {
    name: text(to['name']) ?? 'unnamed destination',
    channel: text(to['channel']),
    address: text(to['address']),
    route: text(to['route']),
    why: text(to['why']),
    standInFor: text(to['standInFor']),
  };
};

export function decision(value: unknown): Decision {
  const f = fields(value, 'a decision');
  // An answer without an outcome would read as "nobody is told".
  if (f['outcome'] === undefined) throw new TypeError('The server does not say who would be told.');
  return {
    outcome: known(f['outcome'], outcomes),
    destinations: list(f['destinations']).map(where),
    meanwhile: list(f['meanwhile']).map(where),
    held: held(f['held']),
    steps: list(f['steps']).map((each) => {
      const step = maybeFields(each) ?? {};
      return {
        subject: text(step['subject']) ?? 'an unnamed step',
        verdict: known(step['verdict'], verdicts),
        why: text(step['why']),
      };
    }),
    inWords: text(f['inWords']),
  };
}

export function telling(value: unknown): Telling {
  const f = fields(value, 'what people were told');
  if (!Array.isArray(f['told'])) throw new TypeError('The server does not say who was told.');
  return {
    told: f['told'].map((each) => {
      const one = maybeFields(each) ?? {};
      return {
        destination: text(one['destination']) ?? 'unnamed destination',
        channel: text(one['channel']),
        conversationId: text(one['conversationId']),
        toldAt: instant(one['toldAt']),
        route: text(one['route']),
        why: text(one['why']),
        standInFor: text(one['standInFor']),
        reminders: amount(one['reminders']) ?? 0,
        remindAt: instant(one['remindAt']),
      };
    }),
    held: held(f['held']),
    why: text(f['why']),
    decidedAt: instant(f['decidedAt']),
    decision: f['decision'] == null ? null : decision(f['decision']),
  };
}

export function alertRoute(value: unknown): AlertRoute {
  const f = fields(value, 'a route');
  return {
    name: text(f['name']) ?? 'unnamed route',
    severities: texts(f['severities']),
    matchers: texts(f['matchers']),
    hours: text(f['hours']),
    to: texts(f['to']),
    goesOn: truth(f['goesOn']),
    inMaintenance: truth(f['inMaintenance']),
    groupBy: texts(f['groupBy']),
    remindAfterSeconds: amount(f['remindAfterSeconds']),
  };
}

export const tellingQuery = (alertId: string) =>
  queryOptions({
    queryKey: ['alerts', 'telling', alertId],
    queryFn: ({ signal }) => get(`/api/v1/alerts/${encodeURIComponent(alertId)}/telling`, telling, signal),
  });

export const routesQuery = queryOptions({
  queryKey: ['routes'],
  queryFn: ({ signal }) => get('/api/v1/routes', page(alertRoute), signal),
});

export interface TryOrder {
  severity: string;
  title: string | null;
  labels: Record<string, string>;
  source: string | null;
  at: string | null;
}

/** Asks only: nobody is told by it. */
export const tryRoutes = (order: TryOrder) => post('/api/v1/routes/try', decision, { body: order });
