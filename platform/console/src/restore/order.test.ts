// @vitest-environment node
import { describe, expect, it } from 'vitest';
import * as parse from '../api/parse';
import { restore } from '../api/restore';
import { addressOf, draftFrom } from './address';
import {
  baseFor,
  choosing,
  firstDraft,
  incomplete,
  isBeside,
  orderOf,
  suggestedName,
  targetsOf,
} from './order';
import { phasePart, walFetched, walReplayed } from './restore-progress';
import { tableNames } from './tables';

const plan = parse.plan({ id: 'shop', source: { kind: 'postgres', database: 'shop' } });
const draft = firstDraft(plan, 'r1', '2026-11-21T02:00:01Z', null);

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
  const next = { runId: 'r2', takenAt: '2026-11-20T02:00:01Z', copies: ['nas'] };
  it('takes the suggested name along, and forgets tables that it may not have', () =>
    expect(
      choosing({ ...draft, tables: ['public.a'] }, plan, null, '2026-11-21T02:00:01Z', next),
    ).toMatchObject({
      runId: 'r2',
      tables: [],
      names: { 'new-database': 'shop_20261120_0200' },
    }));
  it('leaves a name that somebody typed', () =>
    expect(
      choosing(
        { ...draft, names: { ...draft.names, 'new-database': 'mine' } },
        plan,
        null,
        '2026-11-21T02:00:01Z',
        next,
      ).names['new-database'],
    ).toBe('mine'));
});

it('reads from one copy alone only while the backup has it', () => {
  const next = (copies: string[]) => ({ runId: 'r2', takenAt: null, copies });
  const nas = { ...draft, locationId: 'nas' };
  expect(choosing(nas, plan, null, null, next(['nas'])).locationId).toBe('nas');
  expect(choosing(nas, plan, null, null, next(['s3'])).locationId).toBeNull();
});

describe('the backup that leads to a time', () => {
  const ended = (runId: string, endedAt: string | null) => ({
    runId,
    takenAt: endedAt,
    endedAt,
    verified: null,
    complete: true,
    copies: [],
  });
  const all = [
    ended('new', '2026-11-21T02:00:00Z'),
    ended('old', '2026-11-20T02:00:00Z'),
    ended('odd', null),
  ];
  it.each([
    ['2026-11-21T03:00:00Z', 'new'],
    ['2026-11-21T02:00:00Z', 'new'],
    ['2026-11-21T01:59:59Z', 'old'],
    ['2026-11-19T01:59:59Z', undefined],
    ['noon', undefined],
  ])('%s is %s', (at, runId) => expect(baseFor(all, Date.parse(at))?.runId).toBe(runId));
});

describe('the address of a draft', () => {
  const back = (changed: typeof draft) =>
    draftFrom(new URLSearchParams(addressOf(changed, plan, draft).toString()), plan, draft);
  it('is short where nothing was changed', () =>
    expect(addressOf(draft, plan, draft).toString()).toBe('plan=shop&run=r1'));
  it('holds everything that was changed', () => {
    const changed = {
      ...draft,
      kind: 'live-database' as const,
      names: { ...draft.names, 'live-database': 'shop & more' },
      tables: ['public.a', 'app.b'],
      locationId: 'nas',
    };
    expect(back(changed)).toEqual(changed);
    expect(back({ ...draft, tables: [] }).tables).toEqual([]);
  });
  it('means nothing that the plan has not', () => {
    const address = new URLSearchParams('into=folder&to=2026-11-21T02:00');
    expect(draftFrom(address, plan, draft)).toMatchObject({ kind: 'new-database', toTime: null });
  });
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
  it('tells the WAL of a cluster apart from its copy', () => {
    const wal = { segments: 1, totalSegments: 4, bytes: 10, totalBytes: 40, replayedSegments: 3 };
    expect(at('fetching', { bytes: 30, totalBytes: 100, wal })).toBe(0.5);
    expect(at('fetching-wal', { bytes: 70, totalBytes: 100, wal })).toBe(0.25);
    expect(at('replaying', { bytes: 100, totalBytes: 100, wal })).toBe(0.75);
    expect(at('replaying', {})).toBeNull();
    expect(at('fetching-wal', { wal: { ...wal, totalBytes: 0 } })).toBeNull();
  });
  it('is open where nothing is measured', () => {
    expect(at('fetching', { bytes: 10 })).toBeNull();
    expect(at('analyzing', { bytes: 10, totalBytes: 10 })).toBeNull();
  });
});

describe('the WAL of a restore in words', () => {
  const wal = {
    segments: 12,
    totalSegments: 40,
    bytes: 201_326_592,
    totalBytes: 671_088_640,
    replayedSegments: 3,
    replayedTo: '0/5000060',
  };
  it.each([
    [{}, '12 of 40 segments, 192 MiB of 640 MiB', 'up to 0/5000060, 3 of 40 whole segments'],
    [
      { segments: 40, replayedSegments: 40 },
      'all 40 segments, 192 MiB',
      'up to 0/5000060, as far as it goes',
    ],
    [{ replayedTo: null }, '12 of 40 segments, 192 MiB of 640 MiB', 'not begun'],
    [{ totalSegments: 0 }, 'there is none behind this backup', 'up to 0/5000060, 3 of 0 whole segments'],
    [
      { segments: null, totalBytes: null },
      'unknown of 40 segments, 192 MiB',
      'up to 0/5000060, 3 of 40 whole segments',
    ],
  ])('%j', (change, fetched, replayed) => {
    expect(walFetched({ ...wal, ...change })).toBe(fetched);
    expect(walReplayed({ ...wal, ...change })).toBe(replayed);
  });
});
