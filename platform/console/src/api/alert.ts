import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, post } from './http';
import { type IncidentBrief, incidentBriefs } from './incident';
import { amount, fields, instant, known, list, maybeFields, page, requireId, text } from './narrow';
import type { Page } from './types';

/** Gravest first. */
export const severities = ['emergency', 'critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number] | 'unknown';

export const alertStates = ['firing', 'acknowledged', 'resolved'] as const;
export type AlertState = (typeof alertStates)[number] | 'unknown';

const endings = ['recovered', 'quiet', 'person'] as const;
const heldKinds = ['silence', 'inhibition', 'maintenance', 'hours'] as const;

/** What keeps an alert from being told. */
export interface Held {
  kind: (typeof heldKinds)[number] | 'unknown';
  reference: string | null;
  why: string | null;
  until: string | null;
}

export interface Named {
  name: string;
  value: string;
}

/** One episode: from the first report that something is wrong until it is over. */
export interface Alert {
  id: string;
  key: string | null;
  state: AlertState;
  severity: Severity;
  title: string;
  text: string | null;
  facts: Named[];
  labels: Named[];
  source: string | null;
  eventType: string | null;
  correlationId: string | null;
  startedAt: string | null;
  raisedAt: string | null;
  heardAt: string | null;
  reports: number | null;
  /** Null where the server did not say. */
  flapping: boolean | null;
  endsAt: string | null;
  acknowledgement: { by: string | null; via: string | null; at: string | null; note: string | null } | null;
  ending: {
    how: (typeof endings)[number] | 'unknown';
    by: string | null;
    via: string | null;
    at: string | null;
    note: string | null;
  } | null;
  /** Null both where nothing holds it and where a list does not tell. */
  held: Held | null;
  /** To which it belongs; null where the answer does not tell, as in a list. */
  incidents: IncidentBrief[] | null;
}

export interface AlertChange {
  at: string | null;
  what: string | null;
  by: string | null;
  words: string | null;
}

export type PerSeverity = Record<(typeof severities)[number], number | null>;

export interface AlertSummary {
  firing: PerSeverity;
  acknowledged: PerSeverity;
  muted: number | null;
  oldest: { id: string; title: string; severity: Severity; raisedAt: string | null } | null;
}

/** Whatever the case it is written in. */
export const severity = (value: unknown): Severity =>
  known(typeof value === 'string' ? value.toLowerCase() : value, severities);

export const named = (value: unknown): Named => {
  const f = maybeFields(value) ?? {};
  return { name: text(f['name']) ?? 'unnamed', value: text(f['value']) ?? 'unknown' };
};

export function held(value: unknown): Held | null {
  const f = maybeFields(value);
  return (
    f && {
      kind: known(f['kind'], heldKinds),
      reference: text(f['reference']),
      why: text(f['why']),
      until: instant(f['until']),
    }
  );
}

export function alert(value: unknown): Alert {
  const f = fields(value, 'an alert');
  const key = text(f['key']);
  const taken = maybeFields(f['acknowledgement']);
  const over = maybeFields(f['ending']);
  const act = (told: Record<string, unknown>) => ({
    by: text(told['by']),
    via: text(told['via']),
    at: instant(told['at']),
    note: text(told['note']),
  });
  return {
    id: requireId(f['id'], 'an alert'),
    key,
    state: known(f['state'], alertStates),
    severity: severity(f['severity']),
    title: text(f['title']) ?? key ?? 'An alert without words',
    text: text(f['text']),
    facts: list(f['facts']).map(named),
    labels: Object.entries(maybeFields(f['labels']) ?? {}).map(([name, each]) => ({
      name,
      value: String(each),
    })),
    source: text(f['source']),
    eventType: text(f['eventType']),
    correlationId: text(f['correlationId']),
    startedAt: instant(f['startedAt']),
    raisedAt: instant(f['raisedAt']),
    heardAt: instant(f['heardAt']),
    reports: amount(f['reports']),
    flapping: typeof f['flapping'] === 'boolean' ? f['flapping'] : null,
    endsAt: instant(f['endsAt']),
    acknowledgement: taken && act(taken),
    ending: over && { ...act(over), how: known(over['how'], endings) },
    held: held(f['held']),
    incidents: incidentBriefs(f['incidents']),
  };
}

function change(value: unknown): AlertChange {
  const f = fields(value, 'a change of an alert');
  return { at: instant(f['at']), what: text(f['what']), by: text(f['by']), words: text(f['words']) };
}

const perSeverity = (value: unknown): PerSeverity => {
  const f = maybeFields(value) ?? {};
  return Object.fromEntries(severities.map((each) => [each, amount(f[each])])) as PerSeverity;
};

export function alertSummary(value: unknown): AlertSummary {
  const f = fields(value, 'a summary of the alerts');
  const oldest = maybeFields(f['oldestUnacknowledged']);
  const id = oldest && text(oldest['id']);
  return {
    firing: perSeverity(f['firing']),
    acknowledged: perSeverity(f['acknowledged']),
    muted: amount(f['muted']),
    oldest:
      oldest && id
        ? {
            id,
            title: text(oldest['title']) ?? 'An alert without words',
            severity: severity(oldest['severity']),
            raisedAt: instant(oldest['raisedAt']),
          }
        : null,
  };
}

/** The sum, null as soon as one of the numbers is not known. */
export const total = (numbers: PerSeverity): number | null =>
  severities.reduce<number | null>((sum, each) => {
    const one = numbers[each];
    return sum === null || one === null ? null : sum + one;
  }, 0);

const path = (alertId: string) => `/api/v1/alerts/${encodeURIComponent(alertId)}`;

export interface AlertFilter {
  state?: string;
  severity?: string;
  /** Any number of "name=value", with spaces between. */
  label?: string;
  q?: string;
}

const mostAtOnce = 50;

/** The conditions on labels as typed, one for each word. */
const labelConditions = (typed = '') => typed.split(/\s+/).filter((each) => each !== '');

/** What keeps a filter of labels from being asked for, in words; left out, it would show what it does not fit. */
export const labelFault = (typed?: string) => {
  const wrong = labelConditions(typed).filter((each) => !/^[^=]+=/.test(each));
  return wrong.length > 0
    ? `A label is looked for as name=value, such as team=web; this is none: ${wrong.join(' ')}`
    : null;
};

export const alertsQuery = (filter: AlertFilter) =>
  infiniteQueryOptions({
    queryKey: ['alerts', 'list', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(mostAtOnce) });
      if (filter.state) query.set('state', filter.state);
      if (filter.severity) query.set('severity', filter.severity);
      for (const each of labelConditions(filter.label)) query.append('label', each);
      if (filter.q?.trim()) query.set('q', filter.q.trim());
      if (pageParam) query.set('cursor', pageParam);
      return get(`/api/v1/alerts?${query}`, page(alert), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<Alert>) => last.nextCursor,
  });

export const alertSummaryQuery = queryOptions({
  queryKey: ['alerts', 'summary'],
  queryFn: ({ signal }) => get('/api/v1/alerts/summary', alertSummary, signal),
});

export const alertQuery = (alertId: string) =>
  queryOptions({
    queryKey: ['alerts', 'one', alertId],
    queryFn: ({ signal }) => get(path(alertId), alert, signal),
  });

export const alertHistoryQuery = (alertId: string) =>
  queryOptions({
    queryKey: ['alerts', 'history', alertId],
    queryFn: ({ signal }) => get(`${path(alertId)}/history`, page(change), signal),
  });

const withNote = (note: string) => ({ body: { note: note || null } });

export const acknowledgeAlert = (alertId: string, note: string) =>
  post(`${path(alertId)}/acknowledge`, alert, withNote(note));
export const giveBackAlert = (alertId: string, note: string) =>
  post(`${path(alertId)}/unacknowledge`, alert, withNote(note));
export const resolveAlert = (alertId: string, note: string) =>
  post(`${path(alertId)}/resolve`, alert, withNote(note));

export interface AlertByHand {
  key: string;
  severity: string;
  title: string;
  text: string;
  labels: Record<string, string>;
}

export const raiseAlert = (order: AlertByHand, idempotencyKey: string) =>
  post('/api/v1/alerts', alert, { body: order, idempotencyKey });

/** Words that are no name=value would be left out of what is sent without anybody noticing. */
export const noPairs = (labels: string) =>
  labels.split(/[\s,]+/).filter((each) => each !== '' && !/^[^=]+=/.test(each));

export const noPairsWords = (labels: string) => {
  const wrong = noPairs(labels);
  return wrong.length > 0 ? `No name=value: ${wrong.join(' ')}` : null;
};

/** "a=b c=d" as labels; what is no pair is left out. */
export const labelsOf = (words: string): Record<string, string> =>
  Object.fromEntries(
    words
      .split(/[\s,]+/)
      .filter((each) => each.includes('='))
      .map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)])
      .filter(([name]) => name),
  ) as Record<string, string>;
