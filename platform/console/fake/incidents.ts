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
    firstRespondedAt: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    responseDueAt: iso(at + 30 * minute),
    nextUpdateDueAt: null,
    escalation: { level: 'on-call', levelNumber: 1, nextAt: iso(now + 4 * minute), exhausted: false },
    alerts: [],
    roles: { commander: null, communications: 'kim', scribe: null, operations: null },
    customerNotice: {
      required: true,
      state: 'draft',
      title: 'A problem with our service',
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
        words: 'Jo Lindqvist (on-call, by rotation) is called because it was opened',
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
    firstRespondedAt: iso(now - 3 * day + 12 * minute),
    resolvedAt: iso(now - 3 * day + 2 * hour),
    resolvedBy: 'sam',
    resolution: 'The queue was emptied by hand after the relay had its new certificate.',
    escalation: { level: 'on-call', levelNumber: 1, nextAt: null, exhausted: false },
    responseDueAt: iso(now - 3 * day + 2 * hour),
    customerNotice: { required: false, state: 'not-required', text: null, dueAt: null, by: null },
    postMortem: { required: true, dueAt: iso(now - day + 2 * hour), state: 'overdue' },
    markdown: learned,
    author: 'kim',
    writtenAt: iso(now - 2 * day),
  }),
];

/** As far as it is known without people. */
const generated = (found: FakeIncident) =>
  `# Post-mortem: ${String(found['title'])}\n\n## Root cause\n\n_To be written._\n`;

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

const isIn = (state: string, wanted: string) =>
  wanted === 'going-on' ? state === 'open' || state === 'responding' : state === wanted;

/** To which incidents an alert belongs, as its own answer tells. */
export const incidentsOf = (all: FakeIncident[], alertId: string): Json[] =>
  all
    .filter((each) => (each['alerts'] as string[]).includes(alertId))
    .map(({ id, number, title, priority, state }) => ({ id, number, title, priority, state }));

export function readIncidents(all: FakeIncident[], id: string, what: string, query: URLSearchParams): Reply {
  const wanted = (name: 'state' | 'priority') => query.get(name);
  if (id === '')
    return {
      body: {
        items: all
          .filter((each) => !wanted('state') || isIn(each.state, wanted('state')!))
          .filter((each) => !wanted('priority') || each.priority === wanted('priority'))
          .map(shown),
        nextCursor: null,
      },
    };
  if (id === 'priorities')
    return {
      body: {
        items: [300, 1_800, 7_200, null].map((seconds, index) => ({
          priority: `p${index}`,
          respondWithinSeconds: seconds,
        })),
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
    return {
      body: {
        markdown: found.markdown || generated(found),
        state,
        dueAt,
        author: found['author'] ?? null,
        updatedAt: found['writtenAt'] ?? null,
        etag: `"p${Number(found['written'] ?? 0)}"`,
      },
    };
  }
  return { body: shown(found) };
}

/** Nobody responds any more: the clocks start anew, and levels are called from the first. */
const anew = (now: number): Json => ({
  state: 'open',
  responder: null,
  respondedAt: null,
  resolvedAt: null,
  resolvedBy: null,
  resolution: null,
  responseDueAt: iso(now + 30 * minute),
  escalation: { level: null, levelNumber: 0, nextAt: iso(now + 2_000), exhausted: false },
});

/** What each act needs; any other may be done at any time. */
const needed: Record<string, string[]> = {
  respond: ['open', 'responding'],
  'hand-back': ['responding'],
  update: ['open', 'responding'],
  priority: ['open', 'responding'],
  resolve: ['open', 'responding'],
  reopen: ['resolved'],
  close: ['resolved'],
  'customer-notice': ['open', 'responding', 'resolved'],
};

/** What was sent stays as it was sent: what is written later stands beside it. */
function noticeAfter(found: FakeIncident, body: Json, by: string, now: number): Json {
  const before = found['customerNotice'] as Json;
  const title = body['title'] ?? 'A problem with our service';
  const words = { title, text: body['text'], by, at: iso(now) };
  if (body['send']) return { ...before, ...words, state: 'sent', dueAt: null, draft: null };
  return before['state'] === 'sent' ? { ...before, draft: words } : { ...before, ...words, state: 'draft' };
}

/** What each act changes. */
function changeOf(found: FakeIncident, what: string, body: Json, by: string, now: number): Json | null {
  const changes: Record<string, () => Json> = {
    respond: () => ({
      state: 'responding',
      responder: by,
      respondedAt: iso(now),
      firstRespondedAt: found['firstRespondedAt'] ?? iso(now),
      escalation: { ...(found['escalation'] as Json), nextAt: null },
    }),
    'hand-back': () => anew(now),
    update: () => ({
      nextUpdateDueAt: ['p0', 'p1'].includes(found.priority) ? iso(now + 30 * minute) : null,
    }),
    comment: () => ({}),
    priority: () => ({ priority: body['priority'] }),
    role: () => ({ roles: { ...(found['roles'] as Json), [String(body['role'])]: body['person'] } }),
    resolve: () => ({
      state: 'resolved',
      resolvedAt: iso(now),
      resolvedBy: by,
      resolution: body['summary'],
      postMortem: { required: true, state: 'draft', dueAt: iso(now + 2 * day) },
    }),
    close: () => ({ state: 'closed' }),
    reopen: () => anew(now),
    'customer-notice': () => ({ customerNotice: noticeAfter(found, body, by, now) }),
    waive: () => ({
      customerNotice: {
        ...(found['customerNotice'] as Json),
        state: 'waived',
        by,
        at: iso(now),
        dueAt: null,
      },
    }),
    'post-mortem': () => ({
      markdown: body['markdown'],
      author: by,
      writtenAt: iso(now),
      written: Number(found['written'] ?? 0) + 1,
    }),
    alerts: () => ({ alerts: [...(found['alerts'] as string[]), body['alertId']] }),
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
  if (what === 'post-mortem' && !more && ifMatch !== `"p${Number(found['written'] ?? 0)}"`)
    return { status: 412, code: 'version-mismatch', detail: 'Somebody else has just written it.' };
  if (what === 'done' || more === 'done')
    if (!found['author'])
      return {
        status: 409,
        code: 'post-mortem-not-written',
        detail: 'Nobody has written the post-mortem yet.',
      };
  if (what !== 'post-mortem' && ifMatch && ifMatch !== `"${found.version}"`)
    return { status: 412, code: 'stale', detail: 'Somebody else has changed this incident meanwhile.' };
  if (!more && needed[what]?.includes(found.state) === false)
    return {
      status: 409,
      code: 'incident-is-over',
      detail: `Incident ${String(found['number'])} is ${found.state}.`,
    };
  if (what === 'close' && (found['postMortem'] as Json)['state'] !== 'done')
    return { status: 409, code: 'post-mortem-owed', detail: 'Its post-mortem is not done.' };
  const act = more || what;
  const change = changeOf(found, act, body, by, now);
  if (!change) return null;
  Object.assign(found, change, { version: found.version + 1 });
  const words = body['text'] ?? body['note'] ?? body['why'] ?? body['summary'] ?? null;
  const said = what === 'hand-back' ? 'handed-back' : what === 'reopen' ? 'reopened' : act;
  found.timeline.push({ at: iso(now), what: said, by, words, reference: null });
  return { body: shown(found) };
}
