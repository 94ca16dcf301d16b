// @vitest-environment node
import { describe, expect, it } from 'vitest';
import * as parse from '../api/parse';
import { restore } from '../api/restore';
import { choosing, firstDraft, incomplete, isBeside, orderOf, suggestedName, targetsOf } from './order';
import { phasePart } from './restore-progress';
import { tableNames } from './tables';

const plan = parse.plan({ id: 'shop', source: { kind: 'postgres', database: 'shop' } });
const draft = firstDraft(plan, 'r1', '2026-11-21T02:00:01Z');

describe('an order', () => {
  it('goes into a new database unless somebody says otherwise', () =>
    expect(orderOf(draft)).toEqual({
      runId: 'r1',
      locationId: null,
      target: { kind: 'new-database', name: 'shop_20261121_0200' },
      tables: [],
      toTime: null,
    }));

  it('reads the typed time as UTC, whatever the zone of the browser', () =>
    expect(orderOf({ ...draft, toTime: '2026-11-21T02:30' }).toTime).toBe('2026-11-21T02:30:00.000Z'));

  it('puts tables beside those of a live database, and replaces it only without any', () => {
    const live = { ...draft, kind: 'live-database' as const, tables: ['public.a'] };
    expect(orderOf(live)).toMatchObject({
      target: { kind: 'live-database', name: 'shop' },
      tables: ['public.a'],
    });
    expect(isBeside(live)).toBe(true);
    expect(isBeside({ ...live, tables: null })).toBe(false);
    expect(isBeside({ ...live, kind: 'new-database' })).toBe(false);
  });

  it('sends no tables with what is no database', () =>
    expect(orderOf({ ...draft, kind: 'folder', tables: ['public.a'] }).tables).toEqual([]));

  it.each([
    [{ runId: null }, 'Choose a backup first'],
    [{ tables: [] }, 'Choose at least one table, or everything'],
    [{ toTime: 'noon' }, 'Say which time first'],
    [{ names: { ...draft.names, 'new-database': ' ' } }, 'Say where it goes first'],
    [{}, null],
  ])('with %j is incomplete: %s', (change, words) => expect(incomplete({ ...draft, ...change })).toBe(words));
});

describe('another backup', () => {
  const next = { runId: 'r2', takenAt: '2026-11-20T02:00:01Z' };
  it('takes the suggested name along, and forgets tables that it may not have', () =>
    expect(choosing({ ...draft, tables: ['public.a'] }, plan, '2026-11-21T02:00:01Z', next)).toMatchObject({
      runId: 'r2',
      tables: [],
      names: { 'new-database': 'shop_20261120_0200' },
    }));
  it('leaves a name that somebody typed', () =>
    expect(
      choosing(
        { ...draft, names: { ...draft.names, 'new-database': 'mine' } },
        plan,
        '2026-11-21T02:00:01Z',
        next,
      ).names['new-database'],
    ).toBe('mine'));
});

it.each([
  ['postgres', 'new-database'],
  ['cluster', 'new-cluster'],
  ['files', 'folder'],
  ['configuration', 'folder'],
])('offers for %s first what touches nothing in use: %s', (kind, first) =>
  expect(targetsOf(kind)[0]).toBe(first),
);

it('suggests a name without a time too', () => expect(suggestedName(null, null)).toBe('restored_restored'));

it('names tables as the API takes them, partitions by their table alone', () =>
  expect(
    tableNames({
      content: {
        tables: [
          { schema: 'public', name: 'orders', kind: 'partitioned' },
          { schema: 'public', name: 'orders_2026', kind: 'partition' },
          { schema: 'app', name: 'users', kind: 'table' },
          { name: 'nowhere' },
        ],
      },
    }),
  ).toEqual(['app.users', 'public.orders']));

describe('the part of a phase', () => {
  const at = (phase: string, progress: object) => phasePart(restore({ id: 'r', phase, progress }));
  it('never claims its end', () => expect(at('fetching', { bytes: 10, totalBytes: 10 })).toBe(0.99));
  it('is open where nothing is measured', () => {
    expect(at('fetching', { bytes: 10 })).toBeNull();
    expect(at('analyzing', { bytes: 10, totalBytes: 10 })).toBeNull();
  });
});
