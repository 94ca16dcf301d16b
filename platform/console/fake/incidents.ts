import type { FakeAlert } from './alerts.ts';
import { idAt, type Json } from './data.ts';
import type { Reply } from './protection.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const iso = (at: number) => new Date(at).toISOString();

export interface FakeIncident extends Json {
  id: string;
  state: string;
  priority: string;
  timeline: Json[];
  markdown: string;
  version: number;
}

export function incident(now: number, at: number, extra: Json = {}): FakeIncident {
  return {
    id: idAt(at, 701),
    number: 42,
    title: 'Orders cannot be placed',
    summary: 'The primary database does not answer. Customers see an error page since 11 min.',
    priority: 'p1',
    state: 'open',
    openedAt: iso(at),
    openedBy: null,
    responder: null,
    respondedAt: null,
    resolvedAt: null,
    responseDueAt: iso(at + 30 * minute),
    nextUpdateDueAt: null,
    escalation: { level: 'on-call', levelNumber: 0, nextAt: iso(now + 4 * minute), exhausted: false },
    alerts: [],
    roles: { commander: null, communications: 'kim', scribe: null, operations: null },
    customerNotice: {
      required: true,
      state: 'draft',
      text: 'Orders fail since 06:12. We are on it.',
      dueAt: iso(at + hour),
      by: null,
    },
    postMortem: { required: true, dueAt: null, state: 'due' },
    version: 3,
    markdown: '',
    timeline: [
      {
        at: iso(at),
        what: 'opened',
        by: null,
        words: 'An emergency opened it: The primary database db-1 does not answer',
        reference: null,
      },
      {
        at: iso(at + 2_000),
        what: 'escalated',
        by: null,
        words: 'Jo Lindqvist was called (on-call).',
        reference: null,
      },
      {
        at: iso(at + 5 * minute),
        what: 'comment',
        by: 'kim',
        words: 'The volume of db-1 is read-only since 06:11.',
        reference: null,
      },
    ],
    ...extra,
  };
}

const learned = `# What happened

The controller of db-1 failed, and its volume became **read-only**.

- 06:11 the volume turned read-only
- 06:12 \`checkout\` began to fail

## What we change

1. Fail over by itself
2. Test it every quarter

| Who | What | Until |
| --- | --- | --- |
| Kim | Automatic fail-over | 1 Dec |
`;

export const incidents = (now: number, alerts: FakeAlert[]): FakeIncident[] => [
  incident(now, now - 11 * minute, { alerts: alerts.slice(0, 1).map((each) => each.id) }),
  incident(now, now - 3 * day, {
    number: 41,
    title: 'Mail is delivered hours late',
    summary: null,
    priority: 'p2',
    state: 'resolved',
    openedBy: 'sam',
    responder: 'sam',
    respondedAt: iso(now - 3 * day + 12 * minute),
    resolvedAt: iso(now - 3 * day + 2 * hour),
    responseDueAt: iso(now - 3 * day + 2 * hour),
    customerNotice: { required: false, state: 'not-required', text: null, dueAt: null, by: null },
    postMortem: { required: true, dueAt: iso(now - day), state: 'overdue' },
    markdown: learned,
  }),
];

const shown = ({ timeline, markdown, version, ...rest }: FakeIncident): Json => {
  void timeline;
  void markdown;
  return { ...rest, etag: `"${version}"` };
};

const statistics = {
  opened: 9,
  resolved: 8,
  mttaSeconds: 412,
  mttrSeconds: 6_300,
  byPriority: {
    p0: { opened: 1, resolved: 1, mttaSeconds: 140, mttrSeconds: 3_900, responseMet: 1, responseMissed: 0 },
    p1: { opened: 3, resolved: 2, mttaSeconds: 480, mttrSeconds: 5_400, responseMet: 2, responseMissed: 1 },
    p2: { opened: 5, resolved: 5, mttaSeconds: 2_100, mttrSeconds: 9_000, responseMet: 5, responseMissed: 0 },
    p3: { opened: 0, resolved: 0, mttaSeconds: null, mttrSeconds: null, responseMet: 0, responseMissed: 0 },
  },
};

const absent = (id: string): Reply => ({
  status: 404,
  code: 'unknown-incident',
  detail: `There is no incident with the id '${id}'.`,
});

export function readIncidents(all: FakeIncident[], id: string, what: string, query: URLSearchParams): Reply {
  const wanted = (name: 'state' | 'priority') => query.get(name);
  if (id === '')
    return {
      body: {
        items: all
          .filter((each) => !wanted('state') || each.state === wanted('state'))
          .filter((each) => !wanted('priority') || each.priority === wanted('priority'))
          .map(shown),
        nextCursor: null,
      },
    };
  if (id === 'statistics')
    return {
      body: all.length ? statistics : { opened: 0, resolved: 0, mttaSeconds: null, mttrSeconds: null },
    };
  const found = all.find((each) => each.id === id);
  if (!found) return absent(id);
  if (what === 'timeline') return { body: { items: found.timeline, nextCursor: null } };
  if (what === 'post-mortem') {
    const { dueAt, state } = found['postMortem'] as Json;
    return { body: { markdown: found.markdown, state, dueAt, author: null, updatedAt: null } };
  }
  return { body: shown(found) };
}

/** What each act changes. */
function changeOf(found: FakeIncident, what: string, body: Json, by: string, now: number): Json | null {
  const changes: Record<string, () => Json> = {
    respond: () => ({ state: 'responding', responder: by, respondedAt: iso(now), escalation: null }),
    update: () => ({ nextUpdateDueAt: iso(now + 30 * minute) }),
    comment: () => ({}),
    priority: () => ({ priority: body['priority'] }),
    role: () => ({ roles: { ...(found['roles'] as Json), [String(body['role'])]: body['person'] } }),
    resolve: () => ({
      state: 'resolved',
      resolvedAt: iso(now),
      postMortem: { required: true, state: 'draft', dueAt: iso(now + 2 * day) },
      markdown: '# What happened\n\n',
    }),
    close: () => ({ state: 'closed' }),
    reopen: () => ({ state: 'open', resolvedAt: null }),
    'customer-notice': () => ({
      customerNotice: {
        ...(found['customerNotice'] as Json),
        text: body['text'],
        state: body['send'] ? 'sent' : 'draft',
        by,
      },
    }),
    waive: () => ({ customerNotice: { ...(found['customerNotice'] as Json), state: 'waived', by } }),
    'post-mortem': () => ({ markdown: body['markdown'] }),
    done: () => ({ postMortem: { ...(found['postMortem'] as Json), state: 'done' } }),
  };
  return changes[what]?.() ?? null;
}

export function actOnIncident(
  all: FakeIncident[],
  {
    id,
    what,
    more,
    body,
    ifMatch,
  }: { id: string; what: string; more: string; body: Json; ifMatch: string | null },
  by: string,
  now: number,
): Reply | null {
  if (id === '') {
    const opened = incident(now, now, {
      ...body,
      number: 43,
      openedBy: by,
      alerts: body['alerts'] ?? [],
      timeline: [{ at: iso(now), what: 'opened', by, words: body['title'], reference: null }],
    });
    all.unshift(opened);
    return { status: 201, body: shown(opened) };
  }
  const found = all.find((each) => each.id === id);
  if (!found) return absent(id);
  if (ifMatch && ifMatch !== `"${found.version}"`)
    return { status: 412, code: 'stale', detail: 'Somebody else has changed this incident meanwhile.' };
  if (what === 'close' && (found['postMortem'] as Json)['state'] !== 'done')
    return { status: 409, code: 'post-mortem-owed', detail: 'Its post-mortem is not done.' };
  const act = more || what;
  const change = changeOf(found, act, body, by, now);
  if (!change) return null;
  Object.assign(found, change, { version: found.version + 1 });
  const words = body['text'] ?? body['why'] ?? body['summary'] ?? null;
  found.timeline.push({ at: iso(now), what: act, by, words, reference: null });
  return { body: shown(found) };
}
