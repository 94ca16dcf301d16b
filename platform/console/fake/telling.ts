import type { Json } from './data.ts';

const minute = 60_000;
const hour = 60 * minute;
const iso = (at: number) => new Date(at).toISOString();

export const destinations = (now: number): Json[] => [
  {
    name: 'slack-ops',
    channel: 'slack',
    address: '#ops',
    standIn: 'mail-team',
    state: 'paused',
    detail: 'Slack did not answer 5 times in a row.',
    waiting: 3,
    dead: 1,
    oldestWaitingAt: iso(now - 6 * minute),
    lastDeliveredAt: iso(now - 20 * minute),
    pausedUntil: iso(now + 2 * minute),
  },
  {
    name: 'pagerduty',
    channel: 'pagerduty',
    address: 'service Shop production',
    standIn: 'mail-team',
    state: 'ready',
    detail: '',
    waiting: 0,
    dead: 0,
    oldestWaitingAt: null,
    lastDeliveredAt: iso(now - 10 * minute),
    pausedUntil: null,
  },
  {
    name: 'mail-team',
    channel: 'email',
    address: 'team@shop.example',
    standIn: null,
    state: 'failing',
    detail: 'The mail server refused the sender: 550 5.7.1 not allowed.',
    waiting: 2,
    dead: 0,
    oldestWaitingAt: iso(now - hour),
    lastDeliveredAt: null,
    pausedUntil: null,
  },
  {
    name: 'hook-archive',
    channel: 'webhook',
    address: 'https://archive.shop.example/hook',
    standIn: null,
    state: 'not-configured',
    detail: 'It has no secret to sign with.',
    waiting: 0,
    dead: 0,
    oldestWaitingAt: null,
    lastDeliveredAt: null,
    pausedUntil: null,
  },
];

export const refusals = (name: string, now: number): Json[] =>
  name !== 'office'
    ? []
    : [
        {
          at: iso(now - 3 * hour),
          firstAt: iso(now - 4 * hour),
          code: 'unreadable-payload',
          status: 400,
          words: 'alerts[0].labels.alertname is missing: without a name nobody would know what is wrong.',
          times: 14,
        },
        {
          at: iso(now - 26 * hour),
          firstAt: iso(now - 26 * hour),
          code: 'unknown-sender',
          status: 401,
          words: 'It brought neither the token nor the user and password of this input.',
          times: 1,
        },
      ];

export const inputs = (now: number): Json[] => [
  {
    name: 'cluster-1',
    kind: 'alertmanager',
    address: '/api/v1/inputs/cluster-1/alertmanager',
    expectedEvery: 'PT5M',
    grace: 'PT1M',
    heartbeatAlert: 'Watchdog',
    lastHeardAt: iso(now - minute),
    state: 'heard',
    received: 1204,
    refused: 0,
    lastRefusal: null,
  },
  {
    name: 'office',
    kind: 'grafana',
    address: '/api/v1/inputs/office/grafana',
    expectedEvery: 'PT15M',
    grace: 'PT5M',
    lastHeardAt: iso(now - 3 * hour),
    state: 'late',
    received: 88,
    refused: 15,
    lastRefusal: refusals('office', now)[0],
  },
  {
    name: 'shop-events',
    kind: 'cloudevents',
    address: '/api/v1/inputs/shop-events/events',
    expectedEvery: null,
    grace: null,
    lastHeardAt: null,
    state: 'not-watched',
    received: 0,
    refused: 0,
    lastRefusal: null,
  },
];

export const announcements = (now: number): Json[] => [
  {
    id: 'announcement-1',
    subject: 'Reindexing of the orders',
    windowId: 'window-7',
    kind: 'starts',
    dueAt: iso(now - 20 * minute),
    state: 'sent',
    why: null,
    text: 'It has begun. The shop is read-only until it is done, at most one hour.',
    destinations: ['slack-ops', 'mail-team'],
  },
  {
    id: 'announcement-2',
    subject: 'Will be announced: Maintenance starts in 24 hours: Renewal of certificates',
    windowId: 'window-8',
    kind: 'day-before',
    dueAt: iso(now + 9 * hour),
    state: 'planned',
    why: null,
    text: 'Tomorrow from 22:00 to 22:30 UTC. Nothing will be noticed.',
    destinations: [],
  },
  {
    id: 'announcement-3',
    subject: 'Was not announced: Maintenance starts in an hour: Move to another rack',
    windowId: 'window-6',
    kind: 'hour-before',
    dueAt: iso(now - 5 * hour),
    state: 'dropped',
    why: 'The window was cancelled before.',
    text: null,
    destinations: [],
  },
];

/** Newest first: one waits for the hours of its route, of one nobody is told, and the older ones came too fast to be told one by one. */
export const news = (now: number): Json[] => [
  {
    id: 'news-held',
    severity: 'warning',
    destination: 'mail-team',
    digestId: null,
    cameAt: iso(now - 20 * minute),
    toldAt: null,
    dueAt: iso(now + 5 * hour),
    why: 'Route by-day would take it, but it is for 08:00 to 17:00 UTC only.',
    eventType: 'BackupsDeleted',
    title: '3 backups were deleted before their time',
    text: '',
    facts: [],
    correlationId: 'c-held',
  },
  {
    id: 'news-nobody',
    severity: 'critical',
    destination: null,
    digestId: null,
    cameAt: iso(now - 30 * minute),
    toldAt: null,
    dueAt: null,
    why: 'Nobody is told: no route takes it.',
    eventType: 'KeyReplaced',
    title: 'The key of Shop database was replaced',
    text: '',
    facts: [],
    correlationId: 'c-nobody',
  },
  ...toldNews(now),
];

const toldNews = (now: number): Json[] =>
  Array.from({ length: 40 }, (_, index) => ({
    id: `news-${index}`,
    severity: 'info',
    cameAt: iso(now - index * 4 * minute),
    dueAt: null,
    why: null,
    destination: index % 4 === 3 ? 'mail-team' : 'slack-ops',
    digestId: index >= 5 && index < 35 ? 'digest-1' : null,
    toldAt: iso(now - index * 4 * minute),
    eventType: index % 5 === 4 ? 'RecoveryDrillCompleted' : 'BackupCompleted',
    title:
      index % 5 === 4
        ? 'The recovery drill of Shop database passed'
        : `Backup of ${index % 2 ? 'Product pictures' : 'Shop database'} completed`,
    text: index % 5 === 4 ? '' : 'offsite: stored, 1.2 GiB\nlocal: stored, 1.2 GiB',
    facts: [
      { name: 'Size', value: '4.8 GiB, stored as 1.2 GiB' },
      { name: 'Started by', value: index % 3 ? 'the schedule' : 'sam' },
    ],
    correlationId: `c-${index}`,
  }));
