/** Realistic rows for the fake server, in the exact shapes of the API. Times count back from a given now. */
export const GiB = 1024 ** 3;
export const MiB = 1024 ** 2;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export type Json = Record<string, unknown>;

export interface FakeRun extends Json {
  id: string;
  planId: string;
  planName: string;
  state: string;
  queuedAt: string;
}

export interface FakePlan extends Json {
  id: string;
  name: string;
  locations: { id: string; kind: string }[];
}

const iso = (at: number) => new Date(at).toISOString();

/** A UUIDv7's shape, from its time and a number, so that the same scenario always has the same ids. */
export function idAt(at: number, salt: number): string {
  const time = at.toString(16).padStart(12, '0');
  const tail = ((salt * 2_654_435_761) >>> 0).toString(16).padStart(8, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail}${time.slice(8)}`;
}

/**
 * The newest nightly run: nine to ten hours ago, so that what the pages say of it does not depend on the time of day at
 * which somebody looks.
 */
const lastNight = (now: number) => Math.floor(now / hour) * hour - 9 * hour;

export const shopPlan = (now: number): FakePlan => ({
  id: 'shop-database',
  name: 'Shop database',
  source: { kind: 'postgres', host: 'db-1.shop.internal', port: 5432, database: 'shop' },
  schedule: { cron: `0 ${new Date(lastNight(now)).getUTCHours()} * * *`, zone: 'UTC' },
  nextRunAt: iso(lastNight(now) + day),
  enabled: true,
  retentionDays: 30,
  retention: { days: 30, count: null, hourly: 0, daily: 0, weekly: 0, monthly: 0, yearly: 0 },
  objectives: { rpo: 'PT26H', rto: 'PT1H' },
  locations: [
    { id: 's3-frankfurt', kind: 's3' },
    { id: 'nas-cellar', kind: 'directory' },
  ],
  recipients: [
    { fingerprint: '7A4F19C2D58E03B6A1F7C94E2B60D8835F1E9A47', label: 'On-call team' },
    { fingerprint: 'C30B8E7715D92F4A60E8B1D47F2C9A3E84D60B52', label: 'Offline safe' },
  ],
});

export const billingPlan = (now: number): FakePlan => ({
  ...shopPlan(now),
  id: 'billing-ledger',
  name: 'Billing ledger',
  source: { kind: 'postgres', host: 'db-2.shop.internal', port: 5432, database: 'ledger' },
  schedule: { cron: '15 * * * *', zone: 'UTC' },
  nextRunAt: iso(Math.ceil(now / hour) * hour + 15 * minute),
});

interface RunShape {
  plan: FakePlan;
  startedAt: number;
  seconds: number;
  state?: string;
  sourceBytes?: number;
  trigger?: string;
  requestedBy?: string;
  failure?: Json | null;
  copies?: Json[];
  phase?: string | null;
}

export function finishedRun(shape: RunShape): FakeRun {
  const { plan, startedAt, seconds } = shape;
  const state = shape.state ?? 'completed';
  const sourceBytes = shape.sourceBytes ?? 3.1 * GiB;
  const storedBytes = Math.round(sourceBytes * 0.27);
  const id = idAt(startedAt, seconds);
  return {
    id,
    planId: plan.id,
    planName: plan.name,
    trigger: shape.trigger ?? 'schedule',
    requestedBy: shape.requestedBy ?? 'schedule',
    state,
    phase: shape.phase ?? null,
    progress: {
      sourceBytes,
      storedBytes,
      estimatedSourceBytes: sourceBytes,
      bytesPerSecond: null,
      etaSeconds: null,
    },
    queuedAt: iso(startedAt - 900),
    startedAt: iso(startedAt),
    finishedAt: iso(startedAt + seconds * 1000),
    copies:
      shape.copies ??
      plan.locations.map((each) => ({
        locationId: each.id,
        kind: each.kind,
        state: state === 'completed' ? 'stored' : 'failed',
        bytes: state === 'completed' ? storedBytes : 0,
        problem: null,
      })),
    failure: shape.failure ?? null,
    sourceKind: (plan['source'] as Json)['kind'],
    chainId: id,
    remarks: [],
    correlationId: idAt(startedAt - 950, 7),
  };
}

export const refused: Json = {
  code: 'database-refused',
  message:
    'PostgreSQL at db-1.shop.internal:5432 refused the user "mooring_backup": password authentication failed.',
  remedy:
    'Check the password in the secret mooring/backup/shop-database, then start the backup again. Nothing was written.',
};

/** Some weeks of nightly runs, with the faults that weeks have. */
export function history(plan: FakePlan, now: number, nights: number): FakeRun[] {
  return Array.from({ length: nights }, (_, night) => {
    const startedAt = lastNight(now) - night * day + 1_400;
    const growth = 1 - night * 0.006;
    const wobble = 1 + 0.12 * Math.sin(night * 2.7) + 0.05 * Math.cos(night * 7.1);
    const shape = {
      plan,
      startedAt,
      seconds: Math.round(212 * growth * wobble),
      sourceBytes: Math.round(3.1 * GiB * growth),
    };
    if (night === 9)
      return finishedRun({ ...shape, seconds: 3, state: 'failed', sourceBytes: 0, failure: refused });
    if (night === 16)
      return finishedRun({ ...shape, state: 'partial', copies: partialCopies(plan, shape.sourceBytes) });
    if (night === 22)
      return finishedRun({
        ...shape,
        seconds: 88,
        state: 'cancelled',
        requestedBy: 'kim',
        trigger: 'manual',
      });
    return finishedRun(shape);
  });
}

export const partialCopies = (plan: FakePlan, sourceBytes: number): Json[] =>
  plan.locations.map((each, index) => ({
    locationId: each.id,
    kind: each.kind,
    state: index === 0 ? 'stored' : 'failed',
    bytes: Math.round(sourceBytes * (index === 0 ? 0.27 : 0.11)),
    problem:
      index === 0
        ? null
        : 'The folder /mnt/nas/backups is full: 0 B of 4 TiB are free. Free space or enlarge it; the next run writes here again.',
  }));

export function queuedRun(plan: FakePlan, now: number, requestedBy: string): FakeRun {
  return {
    id: idAt(now, 99),
    planId: plan.id,
    planName: plan.name,
    trigger: 'manual',
    requestedBy,
    state: 'queued',
    phase: null,
    progress: {
      sourceBytes: 0,
      storedBytes: 0,
      estimatedSourceBytes: null,
      bytesPerSecond: null,
      etaSeconds: null,
    },
    queuedAt: iso(now),
    startedAt: null,
    finishedAt: null,
    copies: plan.locations.map((each) => ({
      locationId: each.id,
      kind: each.kind,
      state: 'writing',
      bytes: 0,
      problem: null,
    })),
    failure: null,
    correlationId: idAt(now, 5),
  };
}

export const locations = (now: number): Json[] => [
  {
    id: 's3-frankfurt',
    kind: 's3',
    state: 'healthy',
    reason: null,
    freeBytes: null,
    latencyMillis: 38,
    lastWriteAt: iso(now - 70 * minute),
    checkedAt: iso(now - 20_000),
  },
  {
    id: 'nas-cellar',
    kind: 'directory',
    state: 'healthy',
    reason: null,
    freeBytes: 1.4 * 1024 * GiB,
    latencyMillis: 3,
    lastWriteAt: iso(now - 70 * minute),
    checkedAt: iso(now - 20_000),
  },
];

export const services = (): Json[] =>
  ['gateway', 'backup', 'maintenance', 'monitor', 'security', 'scaling', 'notifier'].map((service) => ({
    service,
    state: 'healthy',
    detail: null,
  }));

export const deliveries = (now: number): Json[] => [
  {
    id: 'd-1',
    eventId: idAt(now - 20 * minute, 1),
    eventType: 'BackupFailed',
    channel: 'slack',
    destination: 'slack-ops',
    conversationId: 'conversation-backup',
    operation: 'open',
    severity: 'critical',
    title: 'Backup of Shop database failed',
    state: 'dead',
    attempts: [1, 2, 3].map((each) => ({
      at: iso(now - (20 - each) * minute),
      outcome: each === 3 ? 'dead' : 'failed',
      detail: 'Slack answered channel_not_found: invite the bot to #ops or correct the channel.',
    })),
    nextAttemptAt: null,
    createdAt: iso(now - 20 * minute),
    deliveredAt: null,
  },
  {
    id: 'd-2',
    eventId: idAt(now - hour, 2),
    eventType: 'BackupCompleted',
    channel: 'slack',
    destination: 'slack-quiet',
    severity: 'info',
    title: 'Backup of Billing ledger completed',
    state: 'pending',
    attempts: [{ at: iso(now - minute), outcome: 'failed', detail: 'Slack asked to wait 30 s (429).' }],
    nextAttemptAt: iso(now + minute),
    createdAt: iso(now - 2 * minute),
    deliveredAt: null,
  },
  {
    id: 'd-3',
    eventId: idAt(now - hour, 3),
    eventType: 'BackupCompleted',
    channel: 'slack',
    destination: 'slack-quiet',
    severity: 'info',
    title: 'Backup of Shop database completed',
    state: 'delivered',
    attempts: [{ at: iso(now - hour), outcome: 'delivered', detail: null }],
    nextAttemptAt: null,
    createdAt: iso(now - hour),
    deliveredAt: iso(now - hour),
  },
  {
    id: 'd-4',
    subject: 'news-digest/digest-1',
    channel: 'slack',
    destination: 'slack-ops',
    severity: 'info',
    title: '30 news at once',
    state: 'delivered',
    attempts: [{ at: iso(now - 2 * hour), outcome: 'delivered', detail: null }],
    nextAttemptAt: null,
    createdAt: iso(now - 2 * hour),
    deliveredAt: iso(now - 2 * hour),
  },
];

/** The parts of format mooring-backup/1 that the console reads. */
export const manifest = (run: FakeRun): Json => ({
  format: 'mooring-backup/1',
  run: { id: run.id, planId: run.planId, planName: run.planName },
  content: {
    tables: [
      { schema: 'public', name: 'customers', kind: 'table', rows: 48_210 },
      { schema: 'public', name: 'orders', kind: 'partitioned', rows: 391_774 },
      { schema: 'public', name: 'orders_2026', kind: 'partition', rows: 391_774 },
      { schema: 'public', name: 'order_items', kind: 'table', rows: 1_204_093 },
    ],
  },
  restore: {
    shell: 'bash',
    commands: [
      'for part in data.*.zst.pgp; do gpg --decrypt "$part" | zstd -d; done > shop.dump',
      'createdb shop_restored',
      'pg_restore --dbname=shop_restored --jobs=4 --no-owner shop.dump',
    ],
    notes: [
      'Copy all objects of this run into one folder first.',
      'Needs gpg 2.2, zstd 1.4 and pg_restore 15 or newer.',
    ],
  },
});
