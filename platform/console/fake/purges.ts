import { idAt, type Json } from './data.ts';
import { retentionOf } from './protection-data.ts';
import type { World } from './scenarios.ts';

const day = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();

export interface FakePurge extends Json {
  id: string;
  state: string;
  requestedBy: string;
  planId: string;
  runId: string | null;
  confirmLastVerified: boolean;
}

/** What would become of each backup: what is held, locked or the newest proven one stays, each with its reason. */
export function purgeItems(world: World, scope: Json, now: number): Json[] {
  const runs = world.runs.filter((run) =>
    scope['runId'] ? run.id === scope['runId'] : run.planId === scope['planId'],
  );
  const proven = world.verifications.find((each) => each.kind === 'restore-test' && each.state === 'passed');
  return retentionOf(runs, world.holds, new Set(), now).map((each) => {
    const copies = (world.runs.find((run) => run.id === each['runId'])?.['copies'] ?? []) as Json[];
    const locked = copies.find((copy) => copy['lockedUntil']);
    const reasons = [
      each['hold'] && 'It is under a legal hold: Case 2026-114, asked for by Legal.',
      locked && `It is locked in ${String(locked['locationId'])} until ${String(locked['lockedUntil'])}.`,
      each['runId'] === proven?.runId &&
        !scope['confirmLastVerified'] &&
        'It is the newest backup that is proven: say so if it is to go, too.',
    ].filter(Boolean);
    const last = each['runId'] === proven?.runId;
    return {
      runId: each['runId'],
      takenAt: each['takenAt'],
      fate: reasons.length ? 'stays' : 'goes',
      reasons:
        reasons.length || !last
          ? reasons
          : ['It is the newest verified backup of the plan; whoever asked confirmed that it may go.'],
    };
  });
}

export function purge(world: World, now: number, by: string, body: Json, items: Json[]): FakePurge {
  const run = world.runs.find((each) => each.id === body['runId']);
  const goes = items.filter((each) => each['fate'] === 'goes').length;
  return {
    id: idAt(now, 61),
    planId: run?.planId ?? String(body['planId']),
    runId: run?.id ?? null,
    reason: body['reason'],
    confirmLastVerified: body['confirmLastVerified'] === true,
    state: 'awaiting-approval',
    requestedBy: by,
    requestedAt: iso(now),
    expiresAt: iso(now + 3 * day),
    decidedBy: null,
    decidedAt: null,
    finishedAt: null,
    goes,
    stays: items.length - goes,
    items,
    remark: null,
    correlationId: idAt(now, 62),
  };
}

/** What a decision changes; null for an act that there is not. */
export function decided(found: FakePurge, act: string, by: string, why: unknown, now: number): Json | null {
  const at = { decidedBy: by, decidedAt: iso(now) };
  const over = { ...at, finishedAt: iso(now), expiresAt: null };
  const items = found['items'] as Json[];
  const changes: Record<string, Json> = {
    approve: {
      ...over,
      state: 'completed',
      items: items.map((each) => (each['fate'] === 'goes' ? { ...each, fate: 'gone' } : each)),
    },
    refuse: { ...over, state: 'refused', remark: why ? `Refused by ${by}: ${String(why)}` : null },
    cancel: { ...over, state: 'cancelled' },
  };
  return changes[act] ?? null;
}
