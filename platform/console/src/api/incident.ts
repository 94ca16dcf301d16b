import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
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
  text,
  texts,
  truth,
} from './narrow';
import type { Page } from './types';

/** Gravest first. */
export const priorities = ['p0', 'p1', 'p2', 'p3'] as const;
export type Priority = (typeof priorities)[number] | 'unknown';

export const incidentStates = ['open', 'responding', 'resolved', 'closed'] as const;
export type IncidentState = (typeof incidentStates)[number] | 'unknown';

/** What people still work on: asked for together, as that is what somebody who looks at incidents wants to see first. */
export const goingOn = 'going-on';

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
  /** Null while nobody responds, also after it was opened again or handed back. */
  respondedAt: string | null;
  /** History: it stays when nobody responds any more. */
  firstRespondedAt: string | null;
  resolvedAt: string | null;
  resolvedBy: string | null;
  /** What ended it, in the words of who resolved it. */
  resolution: string | null;
  responseDueAt: string | null;
  nextUpdateDueAt: string | null;
  escalation: {
    level: string | null;
    levelNumber: number | null;
    nextAt: string | null;
    exhausted: boolean | null;
  } | null;
  alerts: string[];
  roles: { role: string; person: string | null }[];
  customerNotice: {
    required: boolean | null;
    state: (typeof noticeStates)[number] | 'unknown';
    /** The headline that customers read above the text. */
    title: string | null;
    text: string | null;
    dueAt: string | null;
    by: string | null;
    at: string | null;
    /** What was written since it was sent: customers have not read it. */
    draft: { title: string | null; text: string | null; by: string | null; at: string | null } | null;
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

/** An incident as far as its alerts know of it. */
export type IncidentBrief = Pick<Incident, 'id' | 'number' | 'title' | 'priority' | 'state'>;

const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

export function incidentBrief(value: unknown): IncidentBrief {
  const f = fields(value, 'an incident');
  return {
    id: requireId(f['id'], 'an incident'),
    number: amount(f['number']),
    title: text(f['title']) ?? 'An incident without a title',
    priority: known(lower(f['priority']), priorities),
    state: known(f['state'], incidentStates),
  };
}

/** Null where the answer does not tell of incidents; what has no id cannot be led to, and is left out. */
export const incidentBriefs = (value: unknown): IncidentBrief[] | null =>
  Array.isArray(value) ? value.filter((each) => text(maybeFields(each)?.['id'])).map(incidentBrief) : null;

export function incident(value: unknown): Incident {
  const f = fields(value, 'an incident');
  const escalation = maybeFields(f['escalation']);
  const notice = maybeFields(f['customerNotice']) ?? {};
  const draft = maybeFields(notice['draft']);
  const review = maybeFields(f['postMortem']) ?? {};
  return {
    ...incidentBrief(f),
    summary: text(f['summary']),
    openedAt: instant(f['openedAt']),
    openedBy: text(f['openedBy']),
    responder: text(f['responder']),
    respondedAt: instant(f['respondedAt']),
    firstRespondedAt: instant(f['firstRespondedAt']),
    resolvedAt: instant(f['resolvedAt']),
    resolvedBy: text(f['resolvedBy']),
    resolution: text(f['resolution']),
    responseDueAt: instant(f['responseDueAt']),
    nextUpdateDueAt: instant(f['nextUpdateDueAt']),
    escalation: escalation && {
      level: text(escalation['level']),
      levelNumber: amount(escalation['levelNumber']),
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
      title: text(notice['title']),
      text: text(notice['text']),
      dueAt: instant(notice['dueAt']),
      by: text(notice['by']),
      at: instant(notice['at']),
      draft: draft && {
        title: text(draft['title']),
        text: text(draft['text']),
        by: text(draft['by']),
        at: instant(draft['at']),
      },
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

/** Seconds in which somebody must respond; null: by the end of the next business day, and nobody is woken. */
export type ResponseTimes = Partial<Record<Priority, number | null>>;

export function responseTimes(value: unknown): ResponseTimes {
  const items = list(fields(value, 'what priorities mean')['items']).map((each) => maybeFields(each) ?? {});
  return Object.fromEntries(
    items
      .map((each) => ({
        each,
        within: each['respondWithinSeconds'],
        seconds: amount(each['respondWithinSeconds']),
      }))
      // What cannot be read is not known; it does not mean that there is time.
      .filter(({ within, seconds }) => within === null || seconds !== null)
      .map(({ each, seconds }) => [known(lower(each['priority']), priorities), seconds]),
  );
}

export const prioritiesQuery = queryOptions({
  queryKey: ['incidents', 'priorities'],
  queryFn: ({ signal }) => get('/api/v1/incidents/priorities', responseTimes, signal),
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
export const handBack = (it: Incident, note: string) =>
  post(`${path(it.id)}/hand-back`, ignored, { body: note ? { note } : {}, ifMatch: it.etag });
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
export const linkAlert = (it: Incident, alertId: string) =>
  post(`${path(it.id)}/alerts`, ignored, { body: { alertId } });
export const tellCustomers = (it: Incident, notice: { title: string; text: string; send: boolean }) =>
  post(`${path(it.id)}/customer-notice`, ignored, { body: notice, ifMatch: it.etag });
export const waiveNotice = (it: Incident, why: string) =>
  post(`${path(it.id)}/customer-notice/waive`, ignored, { body: { why } });
export const savePostMortem = (incidentId: string, markdown: string, etag: string | null) =>
  post(`${path(incidentId)}/post-mortem`, ignored, { method: 'PUT', body: { markdown }, ifMatch: etag });
export const finishPostMortem = (incidentId: string) => post(`${path(incidentId)}/post-mortem/done`, ignored);
