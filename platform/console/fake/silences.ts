import { idAt, type Json } from './data.ts';
import type { FakeAlert } from './alerts.ts';

const hour = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

export interface FakeSilence extends Json {
  id: string;
  state: string;
  matchers: { label: string; op: string; value: string }[];
}

const silence = (now: number, extra: Json): FakeSilence => ({
  id: idAt(now, 501),
  matchers: [],
  reason: '',
  owner: 'kim',
  createdAt: iso(now - hour),
  startsAt: iso(now - hour),
  endsAt: iso(now + hour),
  state: 'active',
  endedBy: null,
  repeats: null,
  repetition: null,
  mutes: true,
  matching: 0,
  etag: '"1"',
  ...extra,
});

export const silences = (now: number): FakeSilence[] => [
  silence(now, {
    id: 'silence-cellar',
    matchers: [{ label: 'instance', op: '=', value: 'nas-cellar' }],
    reason: 'The new disks of the cellar are being filled.',
    endsAt: iso(now + 3 * hour),
    matching: 1,
  }),
  silence(now, {
    id: 'silence-load-test',
    matchers: [
      { label: 'environment', op: '=', value: 'test' },
      { label: 'alertname', op: '=~', value: 'Latency.*' },
    ],
    reason: 'Load test of release 42',
    owner: 'sam',
    startsAt: iso(now + 10 * hour),
    endsAt: iso(now + 12 * hour),
    state: 'pending',
    mutes: false,
  }),
  silence(now, {
    id: 'silence-nightly',
    matchers: [{ label: 'service', op: '=', value: 'reports' }],
    reason: 'The reports are computed anew every night and answer slowly.',
    owner: 'sam',
    startsAt: iso(now - 9 * 24 * hour),
    endsAt: iso(now + 60 * 24 * hour),
    repeats: 'monday, tuesday, wednesday, thursday, friday 02:00 (Europe/Zurich) for PT1H30M',
    repetition: {
      at: '02:00:00',
      lasts: 'PT1H30M',
      days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      zone: 'Europe/Zurich',
    },
    mutes: false,
  }),
  silence(now, {
    id: 'silence-old',
    matchers: [{ label: 'service', op: '=', value: 'mail' }],
    reason: 'Mail is moved to another host.',
    startsAt: iso(now - 30 * hour),
    endsAt: iso(now - 26 * hour),
    state: 'expired',
    endedBy: 'sam',
  }),
];

export const inhibitions = (): Json[] => [
  {
    name: 'database-down',
    source: ['alertname=DatabaseDown', 'severity=emergency'],
    target: ['severity=~warning|critical'],
    equal: ['instance'],
  },
];

export const maintenanceMutes = (now: number): Json[] => [
  {
    windowId: 'window-7',
    title: 'Reindexing of the orders',
    since: iso(now - 20 * 60_000),
    until: iso(now + 40 * 60_000),
    scope: [],
    alerts: 'not told until it is over, but for those with severity=emergency',
    mutedAlerts: 2,
  },
];

function fits(found: FakeAlert, { label, op, value }: FakeSilence['matchers'][number]): boolean {
  const virtual: Record<string, string> = {
    alertKey: String(found['key']),
    severity: found.severity,
    source: String(found['source']),
    eventType: String(found['eventType']),
  };
  const has = found.labels[label] ?? virtual[label] ?? '';
  const equal = op.endsWith('~') ? new RegExp(`^(?:${value})$`).test(has) : has === value;
  return op.startsWith('!') ? !equal : equal;
}

export const matched = (alerts: FakeAlert[], matchers: FakeSilence['matchers']): FakeAlert[] =>
  alerts.filter((each) => each.state !== 'resolved' && matchers.every((one) => fits(each, one)));

export function newSilence(body: Json, owner: string, matching: number, now: number): FakeSilence {
  const starts = body['startsAt'] ? Date.parse(String(body['startsAt'])) : now;
  const [, days, hours] = /^P(?:(\d+)D|T(\d+)H)$/.exec(String(body['lasts'] ?? 'PT1H')) ?? [];
  const lasts = days ? Number(days) * 24 * hour : Number(hours ?? 1) * hour;
  return silence(now, {
    id: idAt(now, 502),
    matchers: body['matchers'],
    reason: body['reason'],
    repetition: body['repetition'] ?? null,
    mutes: !body['repetition'],
    owner,
    createdAt: iso(now),
    startsAt: iso(starts),
    endsAt: body['endsAt'] ?? iso(starts + lasts),
    state: starts > now + 1_000 ? 'pending' : 'active',
    matching,
  });
}
