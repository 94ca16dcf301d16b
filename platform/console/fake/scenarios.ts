import * as data from './data.ts';
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
  'viewer',
  'signed-out',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

function steady(now: number): World {
  const plan = data.shopPlan(now);
  return {
    user: { username: 'sam', name: 'Sam Okafor', roles: ['viewer', 'operator'] },
    signedIn: true,
    plans: [plan],
    runs: data.history(plan, now, 34),
    locations: data.locations(now),
    services: data.services(),
    deliveries: data.deliveries(now),
    channels: [{ id: 'slack', state: 'ready', detail: null }],
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
  empty: (now) => ({ ...steady(now), plans: [], runs: [], locations: [], deliveries: [], channels: [] }),
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
    const runs = [...ledger, ...world.runs].sort((a, b) => b.queuedAt.localeCompare(a.queuedAt));
    return { ...world, plans: [...world.plans, billing], runs };
  },
  viewer: (now) => ({ ...steady(now), user: { username: 'vera', name: 'Vera Lind', roles: ['viewer'] } }),
  'signed-out': (now) => ({ ...steady(now), signedIn: false }),
};

export const worldOf = (name: ScenarioName, now: number): World => scenarios[name](now);
