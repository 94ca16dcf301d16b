// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { recovery } from './recovery';
import * as parse from './parse';
import { purge, purgePlan } from './purge';
import { dryRun, isRestoring, restore } from './restore';
import { decision } from './retention';
import { verification } from './verification';

describe('a verification', () => {
  it('is readable with nothing but its id, and then proves nothing', () => {
    const found = verification({ id: 'v' });
    expect(found).toMatchObject({ state: 'unknown', kind: 'unknown', copies: [], different: null });
    expect(Object.values(found.verdicts)).toEqual(Array(4).fill({ verdict: 'unknown', reason: null }));
  });

  it.each(['PASSED', 'fine', true, 1, null])('does not take the verdict %j for passed', (verdict) =>
    expect(verification({ id: 'v', verdicts: { present: { verdict } } }).verdicts.present.verdict).toBe(
      'unknown',
    ),
  );

  it('names the damaged objects', () =>
    expect(
      verification({
        id: 'v',
        copies: [{ locationId: 'nas', damages: [{ objectKey: 'data.3', problem: 'is missing' }] }],
      }).copies[0]?.damages,
    ).toEqual([{ objectKey: 'data.3', problem: 'is missing' }]));
});

describe('a decision of retention', () => {
  it.each([undefined, 'yes', 1, null])('is open when the server says %j', (keep) =>
    expect(decision({ runId: 'r', keep }).keep).toBeNull(),
  );
  it('keeps a hold though its reason is missing', () =>
    expect(decision({ runId: 'r', hold: {} }).hold).toEqual({
      reason: 'no reason was given',
      by: null,
      at: null,
    }));
});

describe('the recovery of a plan', () => {
  it('has no window that ends before it begins', () =>
    expect(
      recovery({ window: { from: '2026-11-21T03:00:00Z', to: '2026-11-21T02:00:00Z' } }).window,
    ).toBeNull());
  it.each([-1, '3', null, undefined])('does not take %j for a recovery point', (rpoSeconds) =>
    expect(recovery({ rpoSeconds })).toMatchObject({ rpoSeconds: null, state: 'unknown' }),
  );
});

describe('a restore', () => {
  it('is readable with nothing but its id', () =>
    expect(restore({ id: 'r' })).toMatchObject({
      state: 'unknown',
      target: { kind: 'unknown', name: null },
      needsApproval: null,
      awaitsConfirmation: false,
      wish: null,
    }));
  it('still moves while a wish about its old database is carried out', () => {
    expect(isRestoring(restore({ id: 'r', state: 'completed', wish: 'undo' }))).toBe(true);
    expect(isRestoring(restore({ id: 'r', state: 'completed' }))).toBe(false);
  });
});

describe('a dry run', () => {
  it.each([{}, { problems: null }, { problems: 'none' }])(
    'is never without problems because the answer was %j',
    (value) => expect(() => dryRun(value)).toThrow(TypeError),
  );
  it('keeps a problem of which it can read nothing', () =>
    expect(dryRun({ problems: [7] }).problems).toEqual([
      { code: null, message: 'The server gave no reason.', remedy: null },
    ]));
});

describe('a purge', () => {
  const item = (fate: string) => ({ runId: fate, takenAt: '2026-11-21T02:00:00Z', fate, reasons: [] });
  it('counts what goes from the backups themselves, and an unknown fate as staying', () =>
    expect(
      purgePlan({ goes: 7, stays: 0, items: [item('goes'), item('stays'), item('evaporates')] }),
    ).toMatchObject({
      goes: 1,
      stays: 2,
    }));
  it.each([{}, { items: null }, null, 'soon'])('whose dry run is %j is refused', (told) =>
    expect(() => purgePlan(told)).toThrow(TypeError),
  );
  it('is in no known state when its word is new, and lists have no items', () =>
    expect(purge({ id: 'p', state: 'shredding', items: null })).toMatchObject({
      state: 'unknown',
      items: null,
      goes: null,
    }));
});

it('tells of a lock only with its end', () => {
  const copies = (fields: object) => parse.run({ id: 'r', copies: [{ locationId: 's3', ...fields }] }).copies;
  expect(copies({ objectLock: 'compliance', lockedUntil: '2026-12-21T00:00:00Z' })[0]!.lock).toEqual({
    mode: 'compliance',
    until: '2026-12-21T00:00:00Z',
  });
  expect(copies({ objectLock: 'compliance', lockedUntil: 'for ever' })[0]!.lock).toBeNull();
  expect(copies({})[0]!.lock).toBeNull();
});
