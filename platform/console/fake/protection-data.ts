/** Verifications, what is kept, recovery points, restores and drills for the fake server, in the API's shapes. */
import { type FakePlan, type FakeRun, GiB, idAt, type Json, shopPlan } from './data.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const iso = (at: number) => new Date(at).toISOString();

const answer = (verdict: string, reason: string): Json => ({ verdict, reason });

export interface FakeVerification extends Json {
  id: string;
  runId: string;
  planId: string;
  kind: string;
  state: string;
}

export function verification(run: FakeRun, kind: string, at: number, extra: Json = {}): FakeVerification {
  const checksums = kind === 'checksums';
  const stored = Math.round(3.1 * GiB * 0.27);
  return {
    id: idAt(at, checksums ? 31 : 32),
    kind,
    runId: run.id,
    planId: run.planId,
    planName: run.planName,
    locationId: null,
    takenAt: (run['startedAt'] as string | null) ?? run.queuedAt,
    trigger: checksums ? 'after-run' : 'schedule',
    requestedBy: null,
    state: 'passed',
    verdicts: {
      present: answer('passed', 'Every object of 2 copies was read and is what was written.'),
      restorable: checksums
        ? answer('skipped', 'Reading again does not restore.')
        : answer('passed', 'It was restored into a server that was thrown away.'),
      dataIntact: checksums
        ? answer('skipped', 'Reading again does not look into the data.')
        : answer('passed', 'Rows and hashes of 42 tables are equal to the source.'),
      fastEnough: checksums
        ? answer('skipped', 'Reading again does not measure a restore.')
        : answer('passed', 'It took 9 min 12 s; 1 h is allowed.'),
    },
    copies: ['s3-frankfurt', 'nas-cellar'].map((locationId) => ({
      locationId,
      present: answer('passed', 'All there.'),
      objects: 5,
      objectsRead: 5,
      bytes: stored,
      bytesRead: stored,
      damaged: 0,
      damages: [],
    })),
    measured: checksums
      ? null
      : {
          locationId: 's3-frankfurt',
          compared: 42,
          different: 0,
          differences: [],
          restoreMillis: 552_000,
          steps: [],
        },
    objectiveMillis: 3_600_000,
    remedy: null,
    waitsFor: null,
    queuedAt: iso(at - 600_000),
    startedAt: iso(at - 590_000),
    finishedAt: iso(at),
    correlationId: idAt(at, 33),
    ...extra,
  };
}

/** A cluster that was restored as a test and rolled forward with its WAL. */
export const rolledForward = (run: FakeRun, at: number): FakeVerification => {
  const found = verification(run, 'restore-test', at);
  const replayed = {
    segments: 212,
    lastRecord: '3/99FFF2C0',
    lastTransaction: iso(at - 600_000),
    lostMillis: 2_400,
  };
  return { ...found, measured: { ...(found['measured'] as Json), replayed } };
};

/** A cluster that is being brought back, while its WAL is replayed. */
export const clusterRestore = (run: FakeRun, at: number): FakeRestore =>
  restore(run, at, {
    target: { kind: 'new-cluster', name: '/srv/restored/orders-cluster_20261121_0200' },
    toTime: iso(at - 3 * hour),
    state: 'running',
    phase: 'replaying',
    finishedAt: null,
    progress: {
      bytes: Math.round(4.4 * GiB),
      totalBytes: Math.round(4.4 * GiB),
      bytesPerSecond: null,
      etaSeconds: null,
      doneEntries: null,
      totalEntries: null,
      wal: {
        segments: 84,
        totalSegments: 84,
        bytes: 84 * 16 * 1024 * 1024,
        totalBytes: 84 * 16 * 1024 * 1024,
        replayedSegments: 31,
        replayedTo: '3/4F000000',
      },
    },
  });

/** A copy whose third object was damaged, as the service words it. */
export function damaged(run: FakeRun, at: number): FakeVerification {
  const found = verification(run, 'checksums', at);
  const key = `shop-database/${run.id}/data.00003.zst.pgp`;
  const [s3, nas] = found['copies'] as Json[];
  const reason = `The object ${key} in the location nas-cellar is not what was written: its SHA-256 differs.`;
  return {
    ...found,
    state: 'failed',
    verdicts: { ...(found['verdicts'] as Json), present: answer('failed', reason) },
    copies: [
      s3,
      {
        ...nas,
        present: answer('failed', reason),
        damaged: 1,
        damages: [{ objectKey: key, problem: 'has another SHA-256 than the manifest says.' }],
      },
    ],
    remedy: 'Restore from s3-frankfurt; the copy in nas-cellar is made anew at the next catch-up.',
  };
}

/** What a prune of a plan would do: 30 days, then one a month; the newest always. */
export function retentionOf(
  runs: FakeRun[],
  holds: Map<string, Json>,
  proven: Set<string>,
  now: number,
): Json[] {
  return runs
    .filter((run) => run.state === 'completed' || run.state === 'partial')
    .map((run, index) => {
      const takenAt = (run['startedAt'] as string | null) ?? run.queuedAt;
      const age = now - Date.parse(takenAt);
      const hold = holds.get(run.id) ?? null;
      const reasons = [
        index === 0 && 'It is the newest backup.',
        proven.has(run.id) && 'It is the newest backup whose data are proven by a restore test.',
        hold && 'It is under a legal hold.',
        age < 30 * day && 'It is younger than 30 days.',
      ].filter((each): each is string => Boolean(each));
      const keep = reasons.length > 0;
      return {
        runId: run.id,
        takenAt,
        keep,
        cause: keep ? null : 'age',
        reasons: keep ? reasons : [`It is ${Math.floor(age / day)} days old; backups are kept for 30 days.`],
        verified: proven.has(run.id),
        hold,
      };
    });
}

export const clusterPlan = (now: number): FakePlan => ({
  ...shopPlan(now),
  id: 'orders-cluster',
  name: 'Orders cluster',
  source: { kind: 'cluster', host: 'db-3.shop.internal', port: 5432 },
  objectives: { rpo: 'PT5M', rto: 'PT30M' },
});

export const uploadsPlan = (now: number): FakePlan => ({
  ...shopPlan(now),
  id: 'uploads',
  name: 'Uploads',
  source: { kind: 'files', path: '/srv/shop/uploads' },
  retentionDays: 90,
  retention: { days: 90, count: null, hourly: 0, daily: 0, weekly: 0, monthly: 12, yearly: 0 },
});

export const recovery = (now: number, extra: Json = {}): Json => ({
  state: 'healthy',
  reason: null,
  slot: 'mooring_orders_cluster',
  receivedLsn: '3/9A000148',
  shippedLsn: '3/99FFF2C0',
  rpoSeconds: 2.4,
  objectiveSeconds: 300,
  window: { from: iso(now - 6.4 * day), to: iso(now - 2_400) },
  gaps: [],
  canaries: { state: 'committed', since: null, reason: null, remedy: null },
  reportedAt: iso(now - 800),
  ...extra,
});

/** Of a source on which somebody has taken a right away. */
export const refusedCanaries = (since: number): Json => ({
  state: 'refused',
  since: iso(since),
  reason: `Restore tests cannot prove recovery to a time: the source has refused canaries since ${iso(since)}. The server said: ERROR: permission denied for function pg_logical_emit_message.`,
  remedy:
    'As a superuser, in the database postgres: GRANT EXECUTE ON FUNCTION pg_logical_emit_message(boolean,text,text) TO keeper; Where no time is to be proven, set source.wal.canary-every to 0s.',
});

export interface FakeRestore extends Json {
  id: string;
  state: string;
  requestedBy: string;
}

export function restore(run: FakeRun, at: number, extra: Json = {}): FakeRestore {
  return {
    id: idAt(at, 41),
    planId: run.planId,
    planName: run.planName,
    runId: run.id,
    locationId: 's3-frankfurt',
    target: { kind: 'new-database', name: 'shop_look' },
    tables: [],
    toTime: null,
    state: 'completed',
    phase: null,
    progress: {
      bytes: Math.round(3.1 * GiB),
      totalBytes: Math.round(3.1 * GiB),
      bytesPerSecond: null,
      etaSeconds: null,
      doneEntries: null,
      totalEntries: null,
    },
    needsApproval: false,
    requestedBy: 'sam',
    decidedBy: null,
    decidedAt: null,
    requestedAt: iso(at),
    startedAt: iso(at + 2_000),
    finishedAt: iso(at + 540_000),
    failure: null,
    previousKeptAs: null,
    awaitsConfirmation: false,
    wish: null,
    remarks: [],
    correlationId: idAt(at, 42),
    ...extra,
  };
}

export const overLive = (run: FakeRun, at: number, requestedBy: string, extra: Json = {}): FakeRestore =>
  restore(run, at, {
    target: { kind: 'live-database', name: 'shop' },
    needsApproval: true,
    requestedBy,
    state: 'awaiting-approval',
    locationId: null,
    startedAt: null,
    finishedAt: null,
    progress: { bytes: 0 },
    ...extra,
  });

export const dryRun = (order: Json): Json => {
  const target = order['target'] as { kind: string; name: string };
  const live = target.kind === 'live-database';
  const taken = target.kind === 'new-database' && target.name === 'shop';
  return {
    steps: [
      live && { name: 'approve', detail: 'Another person with the role approver agrees.' },
      { name: 'fetch', detail: 'Fetch, decrypt and check every object.' },
      { name: 'load', detail: 'Make the database under another name beside the others.' },
      { name: 'analyze', detail: "Collect the planner's statistics." },
      { name: 'compare', detail: 'Compare rows and hashes of every restored table with the manifest.' },
      {
        name: 'switch',
        detail: live
          ? `End all sessions in ${target.name}, keep it under another name, and give its name to the restored one; both at once.`
          : `Give it the name ${target.name}.`,
      },
      live && {
        name: 'keep',
        detail: 'Keep the replaced database until somebody confirms; until then it can be had back.',
      },
    ].filter(Boolean),
    locationId: 's3-frankfurt',
    bytes: Math.round(3.1 * GiB),
    storedBytes: Math.round(3.1 * GiB * 0.27),
    estimatedSeconds: 552,
    freeBytes: 214 * GiB,
    needsApproval: live,
    problems: taken
      ? [
          {
            code: 'database-exists',
            message: 'There is a database shop on db-1.shop.internal:5432 already.',
            remedy: 'Choose another name; nothing is ever overwritten.',
          },
        ]
      : [],
    remarks: [],
  };
};

const step = (id: string, name: string, who: string, what: string, dangerous = false): Json => ({
  id,
  name,
  what,
  who,
  automatic: who === 'Mooring',
  dangerous,
  runbook: `https://runbooks.shop.internal/recovery#${id}`,
});

const steps = (): Json[] => [
  step('stop-writers', 'Stop the writers', 'Service owner', 'Put the application into read-only mode.'),
  step(
    'choose-backup',
    'Choose the backup',
    'Mooring',
    'Takes the newest backup that a restore test has proven.',
  ),
  step(
    'read-again',
    'Read it again',
    'Mooring',
    'Reads every object again and compares it with the manifest.',
  ),
  step('restore-test', 'Restore it to the side', 'Mooring', 'Restores it into a server that is thrown away.'),
  step('restore', 'Restore over the live database', 'Database administrator', 'Needs approval.', true),
  step('measure', 'Measure', 'Mooring', 'Compares what was measured with the objectives.'),
];

export const scenarios = (now: number): Json[] => [
  {
    scenario: 'datacenter-outage',
    title: 'Datacenter outage',
    what: 'A whole site is gone, with every server and disk in it.',
    steps: steps(),
    lastDoneAt: iso(now - 40 * day),
  },
  {
    scenario: 'database-corruption',
    title: 'Database corruption',
    what: 'The database runs, but its data are wrong or unreadable.',
    steps: steps(),
    lastDoneAt: iso(now - 8 * day),
  },
  {
    scenario: 'security-breach',
    title: 'Security breach',
    what: 'Somebody else was in: nothing that was running can be trusted.',
    steps: steps(),
    lastDoneAt: null,
  },
  {
    scenario: 'application-failure',
    title: 'Application failure',
    what: 'A release or a fault took the application down; the data may be damaged.',
    steps: steps(),
    lastDoneAt: null,
  },
];

const component = (name: string, rto: number, rpo: number, measured: [number, number] | null): Json => ({
  component: name,
  objectiveRtoMillis: rto * minute,
  measuredRtoMillis: measured && measured[0],
  objectiveRpoMillis: rpo * minute,
  measuredRpoMillis: measured && measured[1],
  met:
    measured === null
      ? 'unknown'
      : measured[0] <= rto * minute && measured[1] <= rpo * minute
        ? 'passed'
        : 'failed',
  reason:
    measured === null
      ? 'Mooring cannot measure this: it holds no backup of it.'
      : `Recovery took ${Math.round(measured[0] / 1000)} s.`,
});

const components = (database: [number, number] | null): Json[] => [
  component('application', 15, 5, null),
  component('database', 30, 15, database),
  component('cache', 5, 1, null),
  component('file-storage', 10, 60, null),
  component('monitoring', 20, 30, null),
];

export interface FakeDrill extends Json {
  id: string;
  state: string;
  startedBy: string;
}

export function drill(now: number, at: number, extra: Json = {}): FakeDrill {
  const outcome = (index: number) => (index === 0 || index === 4 ? 'skipped' : 'done');
  return {
    id: idAt(at, 51),
    scenario: 'database-corruption',
    title: 'Database corruption',
    mode: 'test',
    planId: 'shop-database',
    planName: 'Shop database',
    component: 'database',
    state: 'succeeded',
    startedBy: 'sam',
    scheduled: true,
    decidedBy: null,
    failure: null,
    runId: null,
    stepsDone: 4,
    steps: steps().map((each, index) => ({
      ...each,
      outcome: outcome(index),
      words: outcome(index) === 'done' ? 'It was done.' : 'Only done when it is executed.',
      by: null,
      startedAt: iso(at),
      endedAt: iso(at + 60_000),
      millis: outcome(index) === 'done' ? 61_000 * (index + 1) : null,
    })),
    components: components([552_000, 9 * minute]),
    queuedAt: iso(at),
    startedAt: iso(at + 1_000),
    finishedAt: iso(Math.min(now, at + 600_000)),
    correlationId: idAt(at, 52),
    ...extra,
  };
}

/** Quarterly drills; the third missed its objective. */
export const trend = (now: number): Json[] =>
  [620_000, 598_000, 2_140_000, 580_000, 552_000].map((rto, index) => ({
    ...component('database', 30, 15, [rto, (4 + index) * minute]),
    at: iso(now - (368 - index * 90) * day),
    drillId: `d${index}`,
    scenario: 'database-corruption',
    planId: 'shop-database',
  }));
