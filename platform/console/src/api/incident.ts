import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, post } from './http';
import { amount, fields, instant, known, maybeFields, page, requireId, text, texts, truth } from './narrow';
import type { Page } from './types';

/** Gravest first. */
export const priorities = ['p0', 'p1', 'p2', 'p3'] as const;
export type Priority = (typeof priorities)[number] | 'unknown';

export const incidentStates = ['open', 'responding', 'resolved', 'closed'] as const;
export type IncidentState = (typeof incidentStates)[number] | 'unknown';

const noticeStates = ['not-required', 'draft', 'sent', 'waived'] as const;
const postMortemStates = ['not-required', 'due', 'draft', 'done', 'overdue'] as const;
export type PostMortemState = (typeof postMortemStates)[number] | 'unknown';

export interface Incident {
  id: string;
  number: number | null;
  title: string;
  summary: string | null;
  priority: Priority;
  state: IncidentState;
  openedAt: string | null;
  openedBy: string | null;
  responder: string | null;
  respondedAt: string | null;
  resolvedAt: string | null;
  responseDueAt: string | null;
  nextUpdateDueAt: string | null;
  escalation: { level: string | null; nextAt: string | null; exhausted: boolean | null } | null;
  alerts: string[];
  roles: { role: string; person: string | null }[];
  customerNotice: {
    required: boolean | null;
    state: (typeof noticeStates)[number] | 'unknown';
    text: string | null;
    dueAt: string | null;
    by: string | null;
  };
  postMortem: { required: boolean | null; dueAt: string | null; state: PostMortemState };
  etag: string | null;
}

export interface TimelineEntry {
  at: string | null;
  what: string | null;
  by: string | null;
  words: string | null;
  reference: string | null;
}

export interface PostMortem {
  markdown: string;
  state: PostMortemState;
  dueAt: string | null;
  author: string | null;
  updatedAt: string | null;
  etag: string | null;
}

export interface Figures {
  opened: number | null;
  resolved: number | null;
  mttaSeconds: number | null;
  mttrSeconds: number | null;
  responseMet: number | null;
  responseMissed: number | null;
}

export interface Statistics extends Omit<Figures, 'responseMet' | 'responseMissed'> {
  byPriority: Record<(typeof priorities)[number], Figures>;
}

const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

export function incident(value: unknown): Incident {
  const f = fields(value, 'an incident');
  const escalation = maybeFields(f['escalation']);
  const notice = maybeFields(f['customerNotice']) ?? {};
  const review = maybeFields(f['postMortem']) ?? {};
  return {
    id: requireId(f['id'], 'an incident'),
    number: amount(f['number']),
    title: text(f['title']) ?? 'An incident without a title',
    summary: text(f['summary']),
    priority: known(lower(f['priority']), priorities),
    state: known(f['state'], incidentStates),
    openedAt: instant(f['openedAt']),
    openedBy: text(f['openedBy']),
    responder: text(f['responder']),
    respondedAt: instant(f['respondedAt']),
    resolvedAt: instant(f['resolvedAt']),
    responseDueAt: instant(f['responseDueAt']),
    nextUpdateDueAt: instant(f['nextUpdateDueAt']),
    escalation: escalation && {
      level: text(escalation['level']),
      nextAt: instant(escalation['nextAt']),
      exhausted: truth(escalation['exhausted']),
    },
    alerts: texts(f['alerts']),
    roles: Object.entries(maybeFields(f['roles']) ?? {}).map(([role, person]) => ({
      role,
      person: text(person),
    })),
    customerNotice: {
      required: truth(notice['required']),
      state: known(notice['state'], noticeStates),
      text: text(notice['text']),
      dueAt: instant(notice['dueAt']),
      by: text(notice['by']),
    },
    postMortem: {
      required: truth(review['required']),
      dueAt: instant(review['dueAt']),
      state: known(review['state'], postMortemStates),
    },
    etag: text(f['etag']),
  };
}

function entry(value: unknown): TimelineEntry {
  const f = fields(value, 'a line of the timeline');
  return {
    at: instant(f['at']),
    what: text(f['what']),
    by: text(f['by']),
    words: text(f['words']),
    reference: text(f['reference']),
  };
}

export function postMortem(value: unknown): PostMortem {
  const f = fields(value, 'a post-mortem');
  // Without its text an empty one would be shown, and saved over what is there.
  if (typeof f['markdown'] !== 'string')
    throw new TypeError('The server sent a post-mortem without its text.');
  return {
    markdown: f['markdown'],
    state: known(f['state'], postMortemStates),
    dueAt: instant(f['dueAt']),
    author: text(f['author']),
    updatedAt: instant(f['updatedAt']),
    etag: text(f['etag']),
  };
}

function figures(value: unknown): Figures {
  const f = maybeFields(value) ?? {};
  return {
    opened: amount(f['opened']),
    resolved: amount(f['resolved']),
    mttaSeconds: amount(f['mttaSeconds']),
    mttrSeconds: amount(f['mttrSeconds']),
    responseMet: amount(f['responseMet']),
    responseMissed: amount(f['responseMissed']),
  };
}

export function statistics(value: unknown): Statistics {
  const f = fields(value, 'statistics of incidents');
  const each = maybeFields(f['byPriority']) ?? {};
  return {
    ...figures(f),
    byPriority: Object.fromEntries(
      priorities.map((one) => [one, figures(each[one])]),
    ) as Statistics['byPriority'],
  };
}

export const isOver = ({ state }: Pick<Incident, 'state'>) => state === 'resolved' || state === 'closed';

const path = (incidentId: string) => `/api/v1/incidents/${encodeURIComponent(incidentId)}`;

export const incidentsQuery = (filter: { state?: string; priority?: string }) =>
  infiniteQueryOptions({
    queryKey: ['incidents', 'list', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: '30' });
      for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
      if (pageParam) query.set('cursor', pageParam);
      return get(`/api/v1/incidents?${query}`, page(incident), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<Incident>) => last.nextCursor,
  });

export const incidentQuery = (incidentId: string) =>
  queryOptions({
    queryKey: ['incidents', 'one', incidentId],
    queryFn: ({ signal }) => get(path(incidentId), incident, signal),
  });

export const timelineQuery = (incidentId: string) =>
  infiniteQueryOptions({
    queryKey: ['incidents', 'timeline', incidentId],
    queryFn: ({ pageParam, signal }) =>
      get(
        `${path(incidentId)}/timeline?${new URLSearchParams({ limit: '100', ...(pageParam && { cursor: pageParam }) })}`,
        page(entry),
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<TimelineEntry>) => last.nextCursor,
  });

export const statisticsQuery = (days: number) =>
  queryOptions({
    queryKey: ['incidents', 'statistics', days],
    queryFn: ({ signal }) => get(`/api/v1/incidents/statistics?days=${days}`, statistics, signal),
  });

export const postMortemQuery = (incidentId: string) =>
  queryOptions({
    queryKey: ['incidents', 'post-mortem', incidentId],
    queryFn: ({ signal }) => get(`${path(incidentId)}/post-mortem`, postMortem, signal),
  });

const ignored = () => null;

export const openIncident = (
  order: { title: string; summary: string; priority: string; alerts?: string[] },
  idempotencyKey: string,
) => post('/api/v1/incidents', incident, { body: order, idempotencyKey });

export const respond = (it: Incident) => post(`${path(it.id)}/respond`, ignored);
export const tellStatus = (it: Incident, words: string) =>
  post(`${path(it.id)}/update`, ignored, { body: { text: words } });
export const comment = (it: Incident, words: string) =>
  post(`${path(it.id)}/comment`, ignored, { body: { text: words } });
/** What replaces something tells the state that the person looked at. */
export const changePriority = (it: Incident, priority: string, why: string) =>
  post(`${path(it.id)}/priority`, ignored, { body: { priority, why }, ifMatch: it.etag });
export const giveRole = (it: Incident, role: string, person: string | null) =>
  post(`${path(it.id)}/role`, ignored, { body: { role, person }, ifMatch: it.etag });
export const resolveIncident = (it: Incident, summary: string) =>
  post(`${path(it.id)}/resolve`, ignored, { body: { summary } });
export const closeIncident = (it: Incident) => post(`${path(it.id)}/close`, ignored);
export const reopenIncident = (it: Incident, why: string) =>
  post(`${path(it.id)}/reopen`, ignored, { body: { why } });
export const tellCustomers = (it: Incident, words: string, send: boolean) =>
  post(`${path(it.id)}/customer-notice`, ignored, { body: { text: words, send }, ifMatch: it.etag });
export const waiveNotice = (it: Incident, why: string) =>
  post(`${path(it.id)}/customer-notice/waive`, ignored, { body: { why } });
export const savePostMortem = (incidentId: string, markdown: string, etag: string | null) =>
  post(`${path(incidentId)}/post-mortem`, ignored, { method: 'PUT', body: { markdown }, ifMatch: etag });
export const finishPostMortem = (incidentId: string) => post(`${path(incidentId)}/post-mortem/done`, ignored);
