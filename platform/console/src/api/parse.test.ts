// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { restoreGuide } from '../backups/manifest';
import * as parse from './parse';

describe('a run', () => {
  it('is readable with nothing but its id', () =>
    expect(parse.run({ id: 'r' })).toMatchObject({
      state: 'unknown',
      trigger: 'unknown',
      phase: null,
      copies: [],
      failure: null,
      progress: { sourceBytes: null, estimatedSourceBytes: null },
    }));

  it.each(['levitating', '', null, 7, {}, 'COMPLETED', '__proto__'])(
    'shows the state %j as unknown',
    (state) => expect(parse.run({ id: 'r', state }).state).toBe('unknown'),
  );

  it.each([-1, Number.NaN, Infinity, '12', null])('does not take %j for an amount', (sourceBytes) =>
    expect(parse.run({ id: 'r', progress: { sourceBytes } }).progress.sourceBytes).toBeNull(),
  );

  it.each(['yesterday', '', 5, null])('does not take %j for a time', (startedAt) =>
    expect(parse.run({ id: 'r', startedAt }).startedAt).toBeNull(),
  );

  it.each([null, [], 'run', 3, {}])('is not made of %j', (value) =>
    expect(() => parse.run(value)).toThrow(TypeError),
  );

  it('tells that a failure came without a reason', () =>
    expect(parse.run({ id: 'r', failure: {} }).failure?.message).toBe('The server gave no reason.'));
});

it.each([
  ['PT24H', 86_400],
  ['PT1H30M', 5_400],
  ['P1DT0.5S', 86_400.5],
  ['P', null],
  ['PT-1H', null],
  [24, null],
])('reads the duration %s as %s seconds', (value, seconds) => expect(parse.span(value)).toBe(seconds));

describe('a page', () => {
  it('may be a bare list', () => expect(parse.page(parse.text)(['a']).items).toEqual(['a']));
  it.each([null, {}, { items: 'none' }, 'x'])('is never empty because the answer was %j', (value) =>
    expect(() => parse.page(parse.run)(value)).toThrow(TypeError),
  );
});

it('grants only roles it knows', () =>
  expect(parse.me({ username: 'u', roles: ['operator', 'root', null] })).toEqual({
    username: 'u',
    name: 'u',
    roles: ['operator'],
  }));

describe('a manifest', () => {
  it('gives commands, notes and a count that takes partitions once', () =>
    expect(
      restoreGuide({
        content: {
          tables: [
            { kind: 'table', rows: 2 },
            { kind: 'partitioned', rows: 5 },
            { kind: 'partition', rows: 5 },
          ],
        },
        restore: { commands: ['gpg', 3], notes: ['n'] },
      }),
    ).toEqual({ commands: ['gpg'], notes: ['n'], tables: 2, rows: 7 }));

  it.each([null, 'x', {}, { restore: [], content: { tables: [{ rows: 'many' }] } }])(
    'may be odd: %j',
    (value) => expect(restoreGuide(value)).toMatchObject({ commands: [], rows: null }),
  );
});
