import * as data from './data.ts';
import * as protection from './protection-data.ts';
import type { FakeDrill, FakeRestore, FakeVerification } from './protection-data.ts';
import { alerts, deliveriesOf, storm } from './alerts.ts';
import { type NotifierWorld, notifierWorld, quietNotifier } from './notifier.ts';
import { type FakePurge, purge, purgeItems } from './purges.ts';
import type { FakePlan, FakeRun, Json } from './data.ts';

/** What the fake system looks like to the console. Every field may be changed by a test. */
export interface World {
  user: { username: string; name: string; roles: string[] };
  signedIn: boolean;
  plans: FakePlan[];
  /** Newest first. */
  runs: FakeRun[];
  locations: Json[];
  services: Json[];
  deliveries: Json[];
  channels: Json[];
  /** Newest first. */
  verifications: FakeVerification[];
  holds: Map<string, Json>;
  /** By plan; a plan that is not here receives no WAL. */
  recovery: Record<string, Json>;
  restores: FakeRestore[];
  /** Below which trees and clusters may be restored. */
  restoreFolders: string[];
  purges: FakePurge[];
  scenarios: Json[];
  trend: Json[];
  drills: FakeDrill[];
  overdue: Json[];
  notifier: NotifierWorld;
  /** Path prefixes that answer with this status instead. */
  broken: Record<string, number>;
}

export const scenarioNames = [
  'steady',
  'running',
  'failed',
  'partial',
  'empty',
  'unknown',
  'many',
  'approver',
  'restoring',
  'damaged',
  'viewer',
  'storm',
  'signed-out',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

const hour = 3_600_000;
const day = 24 * hour;

function steady(now: number): World {
  const plan = data.shopPlan(now);
  const runs = data.history(plan, now, 34);
  const [newest, before] = runs;
  const old = runs.at(-2)!;
  const known = alerts(now);
  return {
    user: { username: 'sam', name: 'Sam Okafor', roles: ['viewer', 'operator'] },
    signedIn: true,
    plans: [plan],
    runs,
    locations: data.locations(now),
    services: data.services(),
    deliveries: [...data.deliveries(now), ...deliveriesOf(known[0]!)],
    channels: [{ id: 'slack', state: 'ready', detail: null }],
    verifications: [
      protection.verification(newest!, 'checksums', now - 30 * 60_000),
      protection.verification(before!, 'restore-test', now - 20 * hour),
    ],
    holds: new Map([
      [
        old.id,
        { reason: 'Case 2026-114, asked for by Legal', by: 'kim', at: new Date(now - 9 * day).toISOString() },
      ],
    ]),
    recovery: {},
    restores: [protection.restore(newest!, now - 50 * hour)],
    restoreFolders: ['/srv/restored'],
    purges: [],
    scenarios: protection.scenarios(now),
    trend: protection.trend(now),
    drills: [protection.drill(now, now - 8 * day)],
    overdue: [],
    notifier: notifierWorld(now, known),
    broken: {},
  };
}

function withNewest(world: World, run: FakeRun): World {
  return { ...world, runs: [run, ...world.runs] };
}

const scenarios: Record<ScenarioName, (now: number) => World> = {
  steady,
  running: (now) => {
    const world = steady(now);
    world.deliveries = world.deliveries.filter((each) => each['state'] !== 'dead');
    return withNewest(world, data.queuedRun(world.plans[0]!, now - 65_000, 'sam'));
  },
  failed: (now) => {
    const world = steady(now);
    const shape = { plan: world.plans[0]!, startedAt: now - 14 * 60_000, seconds: 4, sourceBytes: 0 };
    const failed = data.finishedRun({
      ...shape,
      state: 'failed',
      failure: data.refused,
      trigger: 'manual',
      requestedBy: 'sam',
    });
    return withNewest(world, failed);
  },
  partial: (now) => {
    const world = steady(now);
    const plan = world.plans[0]!;
    const sourceBytes = 3.12 * data.GiB;
    const copies = data.partialCopies(plan, sourceBytes);
    const run = data.finishedRun({
      plan,
      startedAt: now - 26 * 60_000,
      seconds: 231,
      sourceBytes,
      state: 'partial',
      copies,
    });
    const [s3, nas] = world.locations;
    const full = {
      ...nas,
      state: 'down',
      reason: 'The folder /mnt/nas/backups is full: 0 B of 4 TiB are free.',
      freeBytes: 0,
    };
    return { ...withNewest(world, run), locations: [s3!, full] };
  },
  empty: (now) => ({
    ...steady(now),
    plans: [],
    runs: [],
    locations: [],
    deliveries: [],
    channels: [],
    verifications: [],
    holds: new Map(),
    restores: [],
    scenarios: [],
    trend: [],
    drills: [],
    notifier: quietNotifier(),
  }),
  unknown: (now) => {
    const world = steady(now);
    const [newest, ...older] = world.runs;
    return {
      ...world,
      runs: [
        {
          ...newest!,
          state: 'levitating',
          copies: [{ locationId: 's3-frankfurt', kind: 's3', state: 'quantum', bytes: null, problem: null }],
          progress: null as unknown as Json,
        },
        ...older,
      ],
      locations: [
        { id: 's3-frankfurt', kind: 's3', state: 'sideways', checkedAt: 'not a time' },
        { id: 'tape-7', kind: 'tape' },
      ],
      services: [
        ...world.services.filter((each) => each['service'] !== 'security' && each['service'] !== 'scaling'),
        { service: 'security', state: 'unknown', detail: 'No answer within 2 s.' },
        { service: 'scaling' },
      ],
    };
  },
  many: (now) => {
    const world = steady(now);
    const billing = data.billingPlan(now);
    const ledger = Array.from({ length: 26 }, (_, index) =>
      data.finishedRun({
        plan: billing,
        startedAt: Math.floor(now / 3_600_000) * 3_600_000 - index * 3_600_000 - 45 * 60_000,
        seconds: 41 + ((index * 7) % 13),
        sourceBytes: 640 * data.MiB,
      }),
    );
    const cluster = protection.clusterPlan(now);
    const uploads = protection.uploadsPlan(now);
    const others = [cluster, uploads].flatMap((plan) => data.history(plan, now - 5 * 60_000, 8));
    const runs = [...ledger, ...others, ...world.runs].sort((a, b) => b.queuedAt.localeCompare(a.queuedAt));
    const [base] = others.filter((run) => run.planId === cluster.id);
    return {
      ...world,
      plans: [...world.plans, billing, cluster, uploads],
      runs,
      verifications: [protection.rolledForward(base!, now - 3 * hour), ...world.verifications],
      restores: [protection.clusterRestore(base!, now - 80_000), ...world.restores],
      recovery: {
        'orders-cluster': protection.recovery(now, {
          state: 'warning',
          reason: 'WAL between 2/11000000 and 2/14000000 is missing and cannot be had any more.',
          gaps: [{ after: '2/11000000', before: '2/14000000', since: new Date(now - 7 * day).toISOString() }],
          canaries: protection.refusedCanaries(now - 5 * hour),
        }),
      },
    };
  },
  approver: (now) => {
    const world = steady(now);
    const ask = protection.overLive(world.runs[0]!, now - 4 * 60_000, 'kim');
    const [newest] = world.runs;
    const [vault, nas] = newest!['copies'] as Json[];
    const lockedUntil = new Date(now + 30 * day).toISOString();
    newest!['copies'] = [
      { ...vault, objectLock: 'compliance', lockedUntil },
      { ...nas, objectLock: 'none' },
    ];
    const scope = { planId: 'shop-database', reason: 'GDPR request 77: the customer left' };
    const [s3, folder] = world.locations;
    return {
      ...world,
      user: { username: 'sam', name: 'Sam Okafor', roles: ['viewer', 'operator', 'approver'] },
      restores: [ask, ...world.restores],
      locations: [
        { ...s3, objectLock: 'compliance', objectLockDays: 30 },
        { ...folder, objectLock: 'none', objectLockDays: null },
      ],
      purges: [purge(world, now - 6 * 60_000, 'kim', scope, purgeItems(world, scope, now))],
      drills: [
        protection.drill(now, now - 3 * 60_000, {
          mode: 'execute',
          state: 'awaiting-approval',
          startedBy: 'kim',
          scheduled: false,
          components: [],
          startedAt: null,
          finishedAt: null,
        }),
        ...world.drills,
      ],
    };
  },
  restoring: (now) => {
    const world = steady(now);
    const running = protection.restore(world.runs[0]!, now - 95_000, {
      state: 'running',
      phase: 'fetching',
      finishedAt: null,
      target: { kind: 'new-database', name: 'shop_20261121_0200' },
      progress: {
        bytes: Math.round(1.2 * data.GiB),
        totalBytes: Math.round(3.1 * data.GiB),
        bytesPerSecond: 14 * data.MiB,
        etaSeconds: 139,
        doneEntries: null,
        totalEntries: null,
      },
    });
    const replaced = protection.overLive(world.runs[1]!, now - 26 * hour, 'kim', {
      state: 'completed',
      startedAt: new Date(now - 25 * hour).toISOString(),
      finishedAt: new Date(now - 25 * hour + 552_000).toISOString(),
      decidedBy: 'sam',
      decidedAt: new Date(now - 25 * hour).toISOString(),
      locationId: 'nas-cellar',
      previousKeptAs: 'shop_before_20261120',
      awaitsConfirmation: true,
    });
    const beside = protection.overLive(world.runs[1]!, now - 2 * hour, 'kim', {
      state: 'completed',
      tables: ['public.orders'],
      startedAt: new Date(now - 2 * hour).toISOString(),
      finishedAt: new Date(now - 2 * hour + 60_000).toISOString(),
      schema: 'restored_20261121_1234abcd',
      awaitsConfirmation: true,
    });
    return { ...world, restores: [running, replaced, ...world.restores, beside] };
  },
  damaged: (now) => {
    const world = steady(now);
    return {
      ...world,
      verifications: [protection.damaged(world.runs[0]!, now - 12 * 60_000), ...world.verifications],
      overdue: [
        {
          planId: 'shop-database',
          planName: 'Shop database',
          kind: 'recovery-drill',
          expectedAt: new Date(now - 3 * day).toISOString(),
          graceSeconds: 86_400,
          lastDoneAt: new Date(now - 98 * day).toISOString(),
        },
      ],
    };
  },
  viewer: (now) => ({ ...steady(now), user: { username: 'vera', name: 'Vera Lind', roles: ['viewer'] } }),
  storm: (now) => {
    const world = steady(now);
    return { ...world, notifier: notifierWorld(now, storm(now)) };
  },
  'signed-out': (now) => ({ ...steady(now), signedIn: false }),
};

export const worldOf = (name: ScenarioName, now: number): World => scenarios[name](now);
