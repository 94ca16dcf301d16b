// @vitest-environment node
import { describe, expect, it } from 'vitest';
import * as parse from '../api/parse';
import { decision } from '../api/retention';
import { missingCopies, missingWords } from '../backups/missing-copies';
import { fate, outlook, rulesWords } from './words';

const rules = (fields: object) =>
  parse.plan({ id: 'p', retention: { hourly: 0, daily: 0, ...fields } }).retention;

describe('rules in words', () => {
  it.each([
    [{ days: 30 }, '30 days'],
    [{ days: 7, count: 5 }, '7 days · the newest 5'],
    [{ daily: 7, monthly: 12 }, 'the last of 7 days, 12 months'],
    [{}, 'for ever: no rule ends it'],
  ])('%j: %s', (fields, words) => expect(rulesWords(rules(fields))).toBe(words));
  it('are none where the server did not tell them', () => expect(rulesWords(null)).toBeNull());
});

describe('the fate of a backup', () => {
  it.each([
    [{ keep: true }, 'Kept'],
    [{ keep: false }, 'Goes'],
    [{ keep: true, hold: { reason: 'audit' } }, 'Held'],
    [{}, 'Not known'],
  ])('%j: %s', (fields, words) => expect(fate(decision({ runId: 'r', ...fields })).words).toBe(words));

  it('is summed up without promising what is not known', () =>
    expect(outlook([decision({ runId: 'a', keep: false }), decision({ runId: 'b' })])).toBe(
      '1 of 2 backups would go now, of 1 it is not known',
    ));
});

describe('missing copies', () => {
  const run = (id: string, state = 'partial') =>
    parse.run({
      id,
      planId: 'p',
      state,
      copies: [
        { locationId: 's3', state: 'stored' },
        { locationId: 'nas', state: 'failed', problem: 'full' },
      ],
    });

  it('are those of backups that are still there', () => {
    const found = missingCopies([run('a'), run('gone'), run('b', 'completed')], () => new Set(['a', 'b']));
    expect(found.map((each) => each.run.id)).toEqual(['a']);
    expect(missingWords(found)).toBe('1 copy in nas');
  });

  it('count when nobody tells which backups are there', () =>
    expect(missingCopies([run('a'), run('b')], () => null)).toHaveLength(2));
});
