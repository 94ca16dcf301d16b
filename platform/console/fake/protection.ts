import { type Json } from './data.ts';
import {
  type FakeDrill,
  type FakeRestore,
  dryRun,
  drill,
  overLive,
  restore,
  retentionOf,
  verification,
} from './protection-data.ts';
import { decided, purge, purgeItems } from './purges.ts';
import type { World } from './scenarios.ts';

/** An answer: a body with its status, or a problem's code and words. */
export type Reply = { status?: number; body: unknown } | { status: number; code: string; detail: string };

const list = (items: unknown[]) => ({ body: { items, nextCursor: null } });
const absent = (what: string, id: string): Reply => ({
  status: 404,
  code: `unknown-${what}`,
  detail: `There is no ${what} with the id '${id}'.`,
});

/** GETs of verifications, retention, recovery, restores and drills; null for any other address. */
export function readProtection(world: World, { pathname, searchParams }: URL, now: number): Reply | null {
  const [, , , area = '', id = '', what = ''] = pathname.split('/').map(decodeURIComponent);
  if (area === 'plans' && what === 'retention') {
    const runs = world.runs.filter((run) => run.planId === id);
    const newest = world.verifications.find(
      (each) => each.planId === id && each.kind === 'restore-test' && each.state === 'passed',
    );
    return list(retentionOf(runs, world.holds, new Set(newest ? [newest.runId] : []), now));
  }
  if (area === 'plans' && what === 'recovery') {
    const found = world.recovery[id];
    return found
      ? { body: found }
      : { status: 404, code: 'no-wal', detail: `The plan '${id}' does not receive WAL.` };
  }
  if (area === 'verifications' && id === '') {
    const wanted = (name: 'planId' | 'runId' | 'kind') => searchParams.get(name);
    return list(
      world.verifications.filter(
        (each) =>
          (!wanted('planId') || each.planId === wanted('planId')) &&
          (!wanted('runId') || each.runId === wanted('runId')) &&
          (!wanted('kind') || each.kind === wanted('kind')),
      ),
    );
  }
  if (area === 'restores') {
    if (id === '') {
      const state = searchParams.get('state');
      const planId = searchParams.get('planId');
      return list(
        world.restores.filter(
          (each) => (!state || each.state === state) && (!planId || each['planId'] === planId),
        ),
      );
    }
    if (id === 'folders') return list(world.restoreFolders);
    const found = world.restores.find((each) => each.id === id);
    return found ? { body: found } : absent('restore', id);
  }
  if (area === 'purges') {
    if (id !== '') {
      const found = world.purges.find((each) => each.id === id);
      return found ? { body: found } : absent('purge', id);
    }
    const wanted = (name: 'planId' | 'state') => searchParams.get(name);
    return list(
      world.purges
        .filter((each) => !wanted('state') || each.state === wanted('state'))
        .filter((each) => !wanted('planId') || each.planId === wanted('planId'))
        .map((each) => ({ ...each, items: null })),
    );
  }
  if (area === 'overdue') return list(world.overdue);
  if (area !== 'drills') return null;
  if (id === 'scenarios') return list(world.scenarios);
  if (id === 'trend') return list(world.trend);
  if (id === '') return list(world.drills);
  const found = world.drills.find((each) => each.id === id);
  return found ? { body: found } : absent('drill', id);
}

interface Change {
  method: string;
  path: string;
  body: Json;
  key: string | null;
}

const needsKey = { status: 400, code: 'idempotency-key-missing', detail: 'Send an Idempotency-Key header.' };

/** What changes something; null for any other address. Refuses as the service does. */
export function changeProtection(
  world: World,
  { method, path, body, key }: Change,
  now: number,
): Reply | null {
  const [, , , area = '', id = '', what = '', more = ''] = path.split('/').map(decodeURIComponent);
  if (area === 'runs' && what === 'hold') return hold(world, method, id, body, now);
  if (area === 'runs' && what === 'verifications') return verify(world, id, body, key, now);
  if (area === 'plans' && what === 'prune') return { status: 202, body: { planId: id, state: 'queued' } };
  if (area === 'restores' && id === 'plan') return { body: dryRun(body) };
  if (area === 'restores' && id === '') return ask(world, body, key, now);
  if (area === 'restores') return actOnRestore(world, id, what, now);
  if (area === 'purges' && id === 'plan') return { body: { items: purgeItems(world, body, now) } };
  if (area === 'purges' && id === '') return askToPurge(world, body, key, now);
  if (area === 'purges') return actOnPurge(world, id, what, body, now);
  if (area === 'drills' && id === '') return rehearse(world, body, key, now);
  if (area === 'drills') return actOnDrill(world, id, what, more, body);
  return null;
}

const may = (world: World, role: string): Reply | null =>
  world.user.roles.includes(role)
    ? null
    : { status: 403, code: 'forbidden', detail: `This needs the role ${role}.` };

function hold(world: World, method: string, id: string, body: Json, now: number): Reply {
  if (method === 'DELETE') {
    const refused = may(world, 'approver');
    if (refused) return refused;
    world.holds.delete(id);
    return { status: 204, body: null };
  }
  const held = { reason: body['reason'], by: world.user.username, at: new Date(now).toISOString() };
  world.holds.set(id, held);
  return may(world, 'operator') ?? { body: held };
}

function verify(world: World, runId: string, body: Json, key: string | null, now: number): Reply {
  const run = world.runs.find((each) => each.id === runId);
  if (!key) return needsKey;
  if (!run) return absent('run', runId);
  const queued = verification(run, String(body['kind']), now, {
    state: 'queued',
    verdicts: {},
    copies: [],
    measured: null,
    trigger: 'manual',
    requestedBy: world.user.username,
    startedAt: null,
    finishedAt: null,
    queuedAt: new Date(now).toISOString(),
  });
  world.verifications.unshift(queued);
  return may(world, 'operator') ?? { status: 202, body: queued };
}

function ask(world: World, body: Json, key: string | null, now: number): Reply {
  if (!key) return needsKey;
  const run = world.runs.find((each) => each.id === body['runId']);
  if (!run) return absent('run', String(body['runId']));
  const live = (body['target'] as Json)['kind'] === 'live-database';
  const asked = live
    ? overLive(run, now, world.user.username, { target: body['target'], tables: body['tables'] })
    : restore(run, now, {
        target: body['target'],
        tables: body['tables'],
        requestedBy: world.user.username,
        state: 'queued',
        startedAt: null,
        finishedAt: null,
        locationId: null,
        progress: { bytes: 0 },
      });
  world.restores.unshift(asked);
  return may(world, 'operator') ?? { status: 202, body: asked };
}

const decides = (act: string) => act === 'approve' || act === 'refuse';
const ownRequest = {
  status: 403,
  code: 'own-request',
  detail: 'You asked for it yourself: another person must decide.',
};

function actOnRestore(world: World, id: string, act: string, now: number): Reply {
  const found = world.restores.find((each) => each.id === id);
  if (!found) return absent('restore', id);
  const refused = may(world, decides(act) ? 'approver' : 'operator');
  if (refused) return refused;
  if (decides(act) && found.requestedBy === world.user.username) return ownRequest;
  const at = new Date(now).toISOString();
  const decided = { decidedBy: world.user.username, decidedAt: at };
  const changes: Record<string, Partial<FakeRestore>> = {
    approve: { state: 'queued', ...decided },
    refuse: { state: 'refused', finishedAt: at, ...decided },
    cancel: {
      state: 'cancelled',
      finishedAt: at,
      phase: null,
      failure: { code: 'cancelled', message: `Cancelled by ${world.user.username}; nothing of it is left.` },
    },
    undo: { wish: 'undo', awaitsConfirmation: false },
    confirm: { wish: 'confirm', awaitsConfirmation: false },
  };
  Object.assign(found, changes[act]);
  return { status: 202, body: found };
}

function askToPurge(world: World, body: Json, key: string | null, now: number): Reply {
  if (!key) return needsKey;
  if (!String(body['reason'] ?? '').trim())
    return { status: 400, code: 'invalid-request', detail: 'Say why in reason.' };
  const asked = purge(world, now, world.user.username, body, purgeItems(world, body, now));
  world.purges.unshift(asked);
  return may(world, 'operator') ?? { status: 202, body: asked };
}

function actOnPurge(world: World, id: string, act: string, body: Json, now: number): Reply {
  const found = world.purges.find((each) => each.id === id);
  if (!found) return absent('purge', id);
  const refused = may(world, decides(act) ? 'approver' : 'operator');
  if (refused) return refused;
  if (decides(act) && found.requestedBy === world.user.username) return ownRequest;
  Object.assign(found, decided(found, act, world.user.username, body?.['reason'], now));
  return { body: found };
}

function rehearse(world: World, body: Json, key: string | null, now: number): Reply {
  if (!key) return needsKey;
  const scenario = world.scenarios.find((each) => each['scenario'] === body['scenario'])!;
  const begun = drill(now, now, {
    scenario: scenario['scenario'],
    title: scenario['title'],
    mode: body['mode'],
    state: body['mode'] === 'execute' ? 'awaiting-approval' : 'queued',
    startedBy: world.user.username,
    scheduled: false,
    steps: (scenario['steps'] as Json[]).map((each) => ({ ...each, outcome: 'pending', words: '' })),
    components: [],
    stepsDone: 0,
    startedAt: null,
    finishedAt: null,
  });
  world.drills.unshift(begun);
  return may(world, 'operator') ?? { status: 202, body: begun };
}

function actOnDrill(world: World, id: string, act: string, stepId: string, body: Json): Reply {
  const found = world.drills.find((each) => each.id === id);
  if (!found) return absent('drill', id);
  const refused = may(world, decides(act) ? 'approver' : 'operator');
  if (refused) return refused;
  if (decides(act) && found.startedBy === world.user.username) return ownRequest;
  if (act === 'steps') tell(found, stepId, body, world.user.username);
  else Object.assign(found, { state: { approve: 'queued', refuse: 'refused', cancel: 'cancelled' }[act] });
  return { body: found };
}

function tell(found: FakeDrill, stepId: string, body: Json, by: string) {
  found['steps'] = (found['steps'] as Json[]).map((each) =>
    each['id'] === stepId ? { ...each, outcome: body['outcome'], words: body['words'], by } : each,
  );
  found.state = 'running';
}
