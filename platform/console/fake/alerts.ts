import { idAt, type Json } from './data.ts';

const minute = 60_000;
const hour = 60 * minute;
const iso = (at: number) => new Date(at).toISOString();

export interface FakeAlert extends Json {
  id: string;
  state: string;
  severity: string;
  labels: Record<string, string>;
}

let salt = 100;

export function alert(at: number, extra: Json = {}): FakeAlert {
  return {
    id: idAt(at, ++salt),
    key: 'shop/checkout/errors',
    state: 'firing',
    severity: 'critical',
    title: 'Checkout answers 6 % of requests with errors',
    text: 'More than 5 % of the requests of the last 5 minutes failed.',
    facts: [
      { name: 'Error rate', value: '6.2 %' },
      { name: 'Objective', value: '0.1 %' },
    ],
    labels: { service: 'checkout', team: 'shop', environment: 'production' },
    source: 'monitor-service',
    eventType: 'ThresholdBreached',
    correlationId: idAt(at, 3),
    startedAt: iso(at - 40_000),
    raisedAt: iso(at),
    heardAt: iso(at + minute),
    reports: 4,
    flapping: false,
    endsAt: null,
    revision: 1,
    acknowledgement: null,
    ending: null,
    held: null,
    ...extra,
  };
}

const silenceHeld = (now: number) => ({
  kind: 'silence',
  reference: 'silence-cellar',
  why: 'kim silenced it: the new disks of the cellar are being filled.',
  until: iso(now + 3 * hour),
});

/** An emergency, one taken on, one silenced, one that flaps, and what is over. */
export const alerts = (now: number): FakeAlert[] => [
  alert(now - 11 * minute, {
    key: 'db-1/down',
    severity: 'emergency',
    title: 'The primary database db-1 does not answer',
    text: 'Three checks in a row got no answer within 5 s. Orders cannot be placed.',
    facts: [
      { name: 'Last answer', value: '12 min ago' },
      { name: 'Address', value: 'db-1.shop.internal:5432' },
    ],
    labels: { service: 'database', instance: 'db-1', team: 'platform', environment: 'production' },
    eventType: 'CheckFailed',
    reports: 23,
  }),
  alert(now - 26 * minute, {
    state: 'acknowledged',
    acknowledgement: {
      by: 'kim',
      via: 'slack',
      at: iso(now - 24 * minute),
      note: 'Looking at the payment gateway.',
    },
    reports: 12,
  }),
  alert(now - 3 * minute, {
    key: 'backup/shop-database',
    title: 'Backup of Shop database failed',
    text: 'pg_dump: error: password authentication failed for user "mooring"',
    labels: { service: 'backup', plan: 'shop-database' },
    source: 'backup-service',
    eventType: 'BackupFailed',
    reports: 1,
  }),
  alert(now - 50 * minute, {
    key: 'nas-cellar/disk',
    severity: 'warning',
    title: 'The disk of nas-cellar is 88 % full',
    text: 'It is full in 4 days when it goes on like this.',
    labels: { service: 'storage', instance: 'nas-cellar' },
    held: silenceHeld(now),
  }),
  alert(now - 2 * hour, {
    key: 'queue/mail',
    severity: 'warning',
    title: 'The mail queue is longer than 100',
    text: null,
    facts: [{ name: 'Length', value: '131' }],
    labels: { service: 'mail' },
    flapping: true,
    endsAt: iso(now + 8 * minute),
    reports: 44,
  }),
  alert(now - 5 * hour, {
    key: 'cert/shop',
    severity: 'info',
    title: 'The certificate of shop.example expires in 21 days',
    labels: { service: 'shop' },
    reports: 2,
  }),
  alert(now - 7 * hour, {
    key: 'kafka/lag',
    severity: 'warning',
    title: 'Orders wait longer than 2 min in Kafka',
    state: 'resolved',
    labels: { service: 'orders' },
    ending: { how: 'recovered', by: null, via: null, at: iso(now - 6 * hour), note: '' },
  }),
  alert(now - 9 * hour, {
    key: 'hand/office',
    severity: 'critical',
    title: 'The office has no power',
    text: null,
    facts: [],
    labels: { site: 'office' },
    source: 'console',
    eventType: null,
    state: 'resolved',
    ending: { how: 'person', by: 'sam', via: 'console', at: iso(now - 8 * hour), note: 'It is back.' },
  }),
];

/** A rack lost its switch: many at once, of few kinds. */
export const storm = (now: number): FakeAlert[] => [
  ...Array.from({ length: 180 }, (_, index) =>
    alert(now - 4 * minute - index * 400, {
      key: `host-${index}/unreachable`,
      severity: index % 9 === 0 ? 'critical' : 'warning',
      title: `host-${String(index).padStart(3, '0')} does not answer`,
      text: 'No answer to three pings.',
      facts: [],
      labels: { instance: `host-${index}`, rack: 'r7', service: 'hosts' },
      reports: 1 + (index % 4),
    }),
  ),
  ...alerts(now),
];

export function historyOf(found: FakeAlert): Json[] {
  const taken = found['acknowledgement'] as Json | null;
  const over = found['ending'] as Json | null;
  return [
    {
      at: found['raisedAt'],
      what: 'raised',
      by: null,
      words: `First heard from ${String(found['source'])}.`,
    },
    ...(found['flapping']
      ? [
          {
            at: found['heardAt'],
            what: 'updated',
            by: null,
            words: 'It comes and goes: its end is waited for.',
          },
        ]
      : []),
    ...(taken ? [{ at: taken['at'], what: 'acknowledged', by: taken['by'], words: taken['note'] }] : []),
    ...(over
      ? [{ at: over['at'], what: 'resolved', by: over['by'], words: over['note'] || 'Its source said so.' }]
      : []),
  ];
}

export function summaryOf(all: FakeAlert[]): Json {
  const per = (state: string) =>
    Object.fromEntries(
      ['emergency', 'critical', 'warning', 'info'].map((each) => [
        each,
        all.filter((one) => one.state === state && one.severity === each).length,
      ]),
    );
  const waiting = all.filter((each) => each.state === 'firing' && each.severity !== 'info' && !each['held']);
  const oldest = waiting.toSorted((one, other) =>
    String(one['raisedAt']).localeCompare(String(other['raisedAt'])),
  )[0];
  return {
    firing: per('firing'),
    acknowledged: per('acknowledged'),
    muted: all.filter((each) => each.state !== 'resolved' && each['held']).length,
    oldestUnacknowledged: oldest
      ? { id: oldest.id, title: oldest['title'], severity: oldest.severity, raisedAt: oldest['raisedAt'] }
      : null,
  };
}

const ranks = ['emergency', 'critical', 'warning', 'info'];

export function filtered(all: FakeAlert[], query: URLSearchParams): FakeAlert[] {
  const state = query.get('state');
  const severity = query.get('severity');
  const words = query.get('q')?.toLowerCase() ?? '';
  const labels = query.getAll('label').map((each) => each.split('='));
  const found = all.filter(
    (each) =>
      (!state || (state === 'open' ? each.state !== 'resolved' : each.state === state)) &&
      (!severity || each.severity === severity) &&
      labels.every(([name, value]) => each.labels[name!] === value) &&
      `${String(each['title'])} ${String(each['text'])} ${String(each['key'])}`.toLowerCase().includes(words),
  );
  const newest = (one: FakeAlert, other: FakeAlert) =>
    String(other['raisedAt']).localeCompare(String(one['raisedAt']));
  return found.toSorted((one, other) =>
    state === 'open'
      ? ranks.indexOf(one.severity) - ranks.indexOf(other.severity) || newest(one, other)
      : newest(one, other),
  );
}

/** As the service decides: route by route, then silences, then each destination. */
export function decide(severity: string, labels: Record<string, string>, held: unknown = null): Json {
  const grave = severity === 'critical' || severity === 'emergency';
  const ways = [
    {
      route: 'emergency',
      takes: severity === 'emergency',
      why:
        severity === 'emergency'
          ? 'takes emergency alerts'
          : `it takes emergency alerts, and this is ${severity}`,
      to: [['pagerduty', 'pagerduty', 'service Shop production']],
    },
    {
      route: 'critical',
      takes: grave,
      why: grave
        ? 'takes critical and emergency alerts'
        : `it takes critical and emergency alerts, and this is ${severity}`,
      to: [
        ['slack-ops', 'slack', '#ops'],
        ['mail-team', 'email', 'team@shop.example'],
      ],
    },
    {
      route: 'warning',
      takes: severity === 'warning',
      why:
        severity === 'warning'
          ? 'takes warning alerts, 07:00 to 20:00'
          : `it takes warning alerts, and this is ${severity}`,
      to: [['mail-team', 'email', 'team@shop.example']],
    },
  ];
  const taken = ways.filter((each) => each.takes);
  const destinations = taken.flatMap((each) =>
    each.to.map(([name, channel, address]) => ({
      name,
      channel,
      address,
      route: each.route,
      why: `Route ${each.route} ${each.why}`,
      standInFor: null,
    })),
  );
  const steps = ways.flatMap((each) => [
    { subject: `route ${each.route}`, verdict: each.takes ? 'matched' : 'not-matched', why: each.why },
    ...(each.takes
      ? each.to.map(([name]) => ({ subject: `destination ${name}`, verdict: 'passed', why: 'it is ready' }))
      : []),
  ]);
  const names = destinations.map((each) => each.name).join(', ');
  const about = labels['service'] ? ` of ${labels['service']}` : '';
  return {
    outcome: held ? 'held' : destinations.length ? 'told' : 'nobody',
    // As the service: where it would go once nothing holds it.
    destinations,
    held,
    steps: [
      ...steps,
      held
        ? { subject: (held as Json)['kind'], verdict: 'muted', why: (held as Json)['why'] }
        : { subject: 'silences, inhibition, maintenance', verdict: 'passed', why: 'nothing mutes it' },
    ],
    inWords: held
      ? `Nobody is told now: ${String((held as Json)['why'])}`
      : destinations.length
        ? `This ${severity} alert${about} is told to ${names}.`
        : `No route takes ${severity} alerts${about}: nobody is told. They stand in the list of alerts only.`,
  };
}

export function tellingOf(found: FakeAlert): Json {
  const decided = decide(found.severity, found.labels, found['held']);
  const at = Date.parse(String(found['raisedAt']));
  return {
    told: (found['held'] ? [] : (decided['destinations'] as Json[])).map((each, index) => ({
      destination: each['name'],
      channel: each['channel'],
      conversationId: `conversation-${String(each['name'])}-${found.id}`,
      toldAt: iso(at + 900 + index * 400),
      route: each['route'],
      why: each['why'],
      standInFor: null,
      reminders: found['state'] === 'firing' && index === 0 ? 1 : 0,
      remindAt:
        found['state'] === 'firing' && each['channel'] !== 'email' ? iso(Date.now() + 21 * minute) : null,
    })),
    held: found['held'],
    decision: decided,
  };
}

/** One message to each place that was told of it: delivered, but for the mail, which waits. */
export const deliveriesOf = (found: FakeAlert): Json[] =>
  (tellingOf(found)['told'] as Json[]).map((each) => {
    const arrived = each['channel'] !== 'email';
    return {
      id: `d-${String(each['conversationId'])}`,
      conversationId: each['conversationId'],
      channel: each['channel'],
      destination: each['destination'],
      operation: 'open',
      severity: found.severity,
      title: found['title'],
      state: arrived ? 'delivered' : 'failed',
      attempts: [
        arrived
          ? { at: each['toldAt'], outcome: 'delivered', detail: null }
          : {
              at: each['toldAt'],
              outcome: 'failed',
              detail: 'The mail server refused the sender: 550 5.7.1.',
            },
      ],
      nextAttemptAt: arrived ? null : iso(Date.parse(String(each['toldAt'])) + 15 * minute),
      createdAt: each['toldAt'],
      deliveredAt: arrived ? each['toldAt'] : null,
    };
  });

export const routes = (): Json[] => [
  {
    name: 'emergency',
    severities: ['emergency'],
    matchers: [],
    hours: null,
    to: ['pagerduty'],
    goesOn: true,
    groupBy: [],
    remindAfterSeconds: 900,
  },
  {
    name: 'critical',
    severities: ['critical', 'emergency'],
    matchers: [],
    hours: null,
    to: ['slack-ops', 'mail-team'],
    goesOn: false,
    groupBy: ['service'],
  },
  {
    name: 'warning',
    severities: ['warning'],
    matchers: ['environment!=test'],
    hours: 'Mon–Fri 07:00–20:00 Europe/Berlin',
    to: ['mail-team'],
    goesOn: false,
    groupBy: ['service', 'alertname'],
    remindAfterSeconds: 5400,
  },
  {
    name: 'maintenance-room',
    severities: [],
    matchers: [],
    hours: null,
    to: ['slack-maintenance'],
    goesOn: false,
    inMaintenance: true,
    groupBy: ['service'],
  },
];
