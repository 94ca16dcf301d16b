// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { decision } from '../api/retention';
import { verification } from '../api/verification';
import { answersOf, proofOf } from './proof';

const now = Date.parse('2026-11-21T03:00:00Z');
const check = (fields: object) =>
  verification({
    id: JSON.stringify(fields),
    kind: 'restore-test',
    takenAt: '2026-11-20T02:00:00Z',
    finishedAt: '2026-11-21T01:00:00Z',
    ...fields,
  });

describe('the proof of a plan', () => {
  it('is a restore test that passed, told by the age of its backup', () =>
    expect(proofOf([check({ state: 'passed' })], null, now).look).toEqual({
      tone: 'ok',
      icon: 'shield',
      words: 'Proven by a restore test: the backup taken 25 h ago',
    }));

  it('is not made by reading the bytes again', () => {
    const { look, more } = proofOf([check({ kind: 'checksums', state: 'passed' })], null, now);
    expect(look.tone).toBe('warn');
    expect(more).toBe('None has been restored as a test so far.');
  });

  it('is gone when the newest test failed, and says why and what is still proven', () => {
    const failed = check({
      state: 'failed',
      finishedAt: '2026-11-21T02:00:00Z',
      verdicts: { dataIntact: { verdict: 'failed', reason: 'public.orders lacks a row.' } },
    });
    expect(proofOf([check({ state: 'passed' }), failed], null, now)).toMatchObject({
      look: { tone: 'bad', words: 'The newest restore test failed 1 h ago' },
      more: 'Public.orders lacks a row. The newest proven backup was taken 25 h ago.',
    });
  });

  it('is bad while a copy is damaged, though a restore test passed', () =>
    expect(
      proofOf([check({ state: 'passed' }), check({ kind: 'checksums', state: 'failed' })], null, now).look
        .tone,
    ).toBe('bad'));

  it.each(['queued', 'running', 'cancelled', 'inconclusive', 'levitating'])(
    'is not made by a test that is %s',
    (state) => expect(proofOf([check({ state })], null, now).look.tone).toBe('warn'),
  );

  it('is nothing when the backup is deleted by now', () => {
    const kept = decision({ runId: 'other', takenAt: '2026-11-19T02:00:00Z', verified: false });
    const gone = check({ state: 'passed', runId: 'gone' });
    expect(proofOf([gone], [kept], now).look.words).toBe('No backup is verified');
    expect(
      proofOf([gone, check({ state: 'passed', runId: 'other', kind: 'checksums' })], [kept], now).look.words,
    ).toBe('Read again and whole: the backup taken 25 h ago');
  });

  it('counts what retention knows to be proven, when the test is further back than was asked for', () =>
    expect(
      proofOf([], [decision({ runId: 'r', takenAt: '2026-11-01T02:00:00Z', verified: true })], now).look,
    ).toMatchObject({ tone: 'ok', words: 'Proven by a restore test: the backup taken 20 days ago' }));
});

describe('the answers about one backup', () => {
  it('are never known without a verification that ended', () =>
    expect(answersOf([check({ state: 'running' })]).present).toEqual({
      answer: { verdict: 'unknown', reason: null },
      by: null,
    }));

  it('keep the former answer to what was not asked last', () => {
    const former = check({ state: 'passed', verdicts: { restorable: { verdict: 'passed' } } });
    const last = check({
      kind: 'checksums',
      state: 'failed',
      finishedAt: '2026-11-21T02:30:00Z',
      verdicts: { present: { verdict: 'failed' }, restorable: { verdict: 'skipped' } },
    });
    const answers = answersOf([former, last]);
    expect(answers.restorable.by?.id).toBe(former.id);
    expect(answers.present.answer.verdict).toBe('failed');
  });
});
