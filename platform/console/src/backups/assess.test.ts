// @vitest-environment node
import { describe, expect, it } from 'vitest';
import * as parse from '../api/parse';
import { recovery } from '../api/recovery';
import { verification } from '../api/verification';
import { proofOf } from '../verify/proof';
import { assess, headline, type LastGood } from './assess';

const now = Date.parse('2026-11-21T03:00:00Z');
const run = (fields: object) => parse.run({ id: 'r1', planId: 'shop', ...fields });
const plan = (fields: object = {}) =>
  parse.plan({
    id: 'shop',
    name: 'Shop database',
    enabled: true,
    nextRunAt: '2026-11-22T02:00:00Z',
    ...fields,
  });
const good = (at = '2026-11-21T00:00:00Z') =>
  run({ id: 'good', state: 'completed', queuedAt: at, startedAt: at, finishedAt: at });
const known = (found: ReturnType<typeof run> | null): LastGood => ({ known: 'yes', run: found });
const newest = (state: string) => ({
  id: 'new',
  planId: 'shop',
  state,
  queuedAt: '2026-11-21T02:40:00Z',
  finishedAt: '2026-11-21T02:45:00Z',
});

describe('a plan', () => {
  it('is fine when its newest run completed', () =>
    expect(assess(plan({ lastRun: good() }), known(good()), now, now)).toMatchObject({
      tone: 'ok',
      words: 'last good backup 3 h ago',
    }));

  it('is bad when a newer run failed, and still tells how old the last good backup is', () =>
    expect(assess(plan({ lastRun: newest('failed') }), known(good()), now, now)).toMatchObject({
      tone: 'bad',
      words: 'newest backup failed 15 min ago',
      more: 'Last good backup 3 h ago.',
    }));

  it('does not count a partial run as a good backup', () =>
    expect(assess(plan({ lastRun: newest('partial') }), known(good()), now, now).tone).toBe('warn'));

  it('is bad without any good backup', () =>
    expect(assess(plan({ lastRun: newest('failed') }), known(null), now, now)).toMatchObject({
      tone: 'bad',
      words: 'newest backup failed 15 min ago',
      more: 'No good backup yet.',
    }));

  it('warns before its first run', () => expect(assess(plan(), known(null), now, now).tone).toBe('warn'));

  it('stays fine while the next run is being taken', () =>
    expect(assess(plan({ lastRun: newest('running') }), known(good()), now, now).tone).toBe('ok'));

  it.each([
    ['failed', 'bad', 'newest backup failed 15 min ago'],
    ['partial', 'warn', 'newest backup is missing a copy, taken 15 min ago'],
  ])('does not turn fine because a run is under way after one that is %s', (state, tone, words) =>
    expect(
      assess(
        plan({ lastRun: { ...newest('running'), id: 'newer' } }),
        known(good()),
        now,
        now,
        run(newest(state)),
      ),
    ).toMatchObject({ tone, words, more: 'Last good backup 3 h ago. The next one is being taken now.' }),
  );

  it('is bad when the schedule was missed', () =>
    expect(
      assess(plan({ lastRun: good(), nextRunAt: '2026-11-21T02:00:00Z' }), known(good()), now, now),
    ).toMatchObject({
      tone: 'bad',
      words: 'the backup due 1 h ago has not started',
      more: 'Last good backup 3 h ago.',
    }));

  it('is bad when the last good backup is older than the recovery point objective', () => {
    const strict = plan({ lastRun: good(), objectives: { rpo: 'PT2H' } });
    expect(assess(strict, known(good()), now, now)).toMatchObject({
      tone: 'bad',
      words: 'newest good backup is older than the 2 h that may be lost',
    });
    expect(assess(strict, known(good('2026-11-21T02:00:00Z')), now, now).tone).toBe('ok');
  });

  it('still tells what was known when the service fell silent, but not as a verdict', () =>
    expect(assess(plan({ lastRun: good() }), { known: 'no', told: good() }, now, now)).toMatchObject({
      tone: 'unknown',
      words: 'not known whether there is a good backup',
      more: 'The backup service does not tell now. The last good one it told of was taken 3 h ago.',
    }));

  it('warns when it is switched off', () =>
    expect(assess(plan({ lastRun: good(), enabled: false }), known(good()), now, now).tone).toBe('warn'));

  it.each([
    ['the server did not say', assess(plan({ lastRun: good() }), { known: 'no' }, now, now)],
    [
      'the newest run is in a state never heard of',
      assess(plan({ lastRun: newest('levitating') }), known(good()), now, now),
    ],
    ['the answer is five minutes old', assess(plan({ lastRun: good() }), known(good()), now - 300_000, now)],
    ['the good run has no time', assess(plan(), known(run({ state: 'completed' })), now, now)],
  ])('is unknown, never fine, when %s', (_, verdict) => expect(verdict.tone).toBe('unknown'));
});

describe('a plan whose WAL is received', () => {
  const cluster = plan({ lastRun: good(), objectives: { rpo: 'PT5M' } });
  const at = (told: object | null) =>
    assess(cluster, known(good()), now, now, null, null, { told: told && recovery(told) });

  it('is fine though its backup is older than the objective, since little would be lost', () =>
    expect(at({ state: 'healthy', rpoSeconds: 2, objectiveSeconds: 300 }).tone).toBe('ok'));
  it('is bad when too much would be lost, though its backup is young', () =>
    expect(at({ state: 'healthy', rpoSeconds: 900, objectiveSeconds: 300 })).toMatchObject({
      tone: 'bad',
      words: 'writes of 15 min would be lost now',
    }));
  it('needs attention when its source refuses what restore tests look for', () =>
    expect(
      at({ state: 'healthy', rpoSeconds: 2, objectiveSeconds: 300, canaries: { state: 'refused' } }),
    ).toMatchObject({ tone: 'warn', words: 'restore tests cannot prove recovery to a time' }));
  it('is unknown, never fine, when nobody tells', () => {
    expect(at(null).tone).toBe('unknown');
    expect(at({ state: 'healthy' }).tone).toBe('unknown');
  });
});

describe('a plan whose backup failed its test', () => {
  const proof = proofOf(
    [verification({ id: 'v', kind: 'restore-test', state: 'failed', finishedAt: '2026-11-21T02:00:00Z' })],
    null,
    now,
  );
  it('is bad, though the backup is stored everywhere', () =>
    expect(assess(plan({ lastRun: good() }), known(good()), now, now, null, proof)).toMatchObject({
      tone: 'bad',
      words: 'the newest restore test failed 1 h ago',
      more: 'No backup is proven by a restore test. Last good backup 3 h ago.',
    }));
  it('keeps a worse reason', () =>
    expect(assess(plan({ lastRun: newest('failed') }), known(good()), now, now, null, proof).words).toContain(
      'newest backup failed',
    ));
});

describe('the headline', () => {
  const fine = { plan: plan(), verdict: assess(plan({ lastRun: good() }), known(good()), now, now) };
  const broken = {
    plan: plan({ name: 'Billing' }),
    verdict: assess(plan({ lastRun: newest('failed') }), known(null), now, now),
  };

  it('names a single plan', () =>
    expect(headline([fine]).words).toBe('Shop database: last good backup 3 h ago'));
  it('is fine only when every plan is', () =>
    expect(headline([fine, fine, fine])).toMatchObject({
      tone: 'ok',
      words: 'All 3 plans have a good backup',
    }));
  it('counts what needs attention and takes the worst tone', () =>
    expect(headline([fine, broken])).toMatchObject({ tone: 'bad', words: '1 of 2 plans needs attention' }));
  it('is not fine without plans', () => expect(headline([]).tone).not.toBe('ok'));
});
