import type { Recovery } from '../api/recovery';
import type { Plan, Run } from '../api/types';
import { capital, duration, relative } from '../design/format';
import type { IconName } from '../design/icon';
import type { Tone } from '../design/status';
import { rpoLook } from '../recovery/rpo';
import type { Proof } from '../verify/proof';

/** What is known of a plan's newest whole backup: not asked yet, not answered, none, or this run. */
export type LastGood =
  { known: 'asking' } | { known: 'no'; told?: Run | null | undefined } | { known: 'yes'; run: Run | null };

export interface Verdict {
  tone: Tone;
  icon: IconName;
  /** "last good backup 3 h ago": follows the plan's name and a colon. */
  words: string;
  /** What else a person should know before deciding to sleep on. */
  more: string | null;
}

/** A schedule may start late while the service restarts; after this it has missed. */
const overdueAfter = 10 * 60_000;
/** An answer older than this says nothing about now. */
const tooOld = 3 * 60_000;

export const finished = (run: Run) => run.finishedAt ?? run.startedAt ?? run.queuedAt;

/**
 * Judges one plan. Only a completed run counts as good: a partial one is missing a copy. Whatever is not known, or was
 * learned too long ago, is never judged fine. A run under way changes nothing: what ended last is what counts.
 *
 * @param askedAt when the plan was last read from the server, epoch milliseconds
 * @param lastEnded the newest run that has ended, where known
 * @param wal of a plan that receives WAL: not its backups' age but what would be lost now is held against the objective;
 *     undefined for any other plan
 * @param proof what verifications found, where known: a backup that did not come back is none, however it was stored
 */
export function assess(
  plan: Plan,
  lastGood: LastGood,
  askedAt: number,
  now: number,
  lastEnded: Run | null = null,
  proof: Proof | null = null,
  wal?: Wal,
): Verdict {
  if (lastGood.known === 'asking')
    return { tone: 'neutral', icon: 'run', words: 'looking for the last good backup', more: null };
  if (lastGood.known === 'no') {
    return {
      tone: 'unknown',
      icon: 'unknown',
      words: 'not known whether there is a good backup',
      more: lastTold(lastGood.told, now),
    };
  }
  const judged = judge(plan, lastGood.run, lastEnded, now, wal);
  const verdict = judged.tone !== 'bad' && proof?.look.tone === 'bad' ? unproven(judged, proof) : judged;
  if (verdict.tone === 'ok' && now - askedAt > tooOld) {
    const more = `Nothing newer is known: the last answer is from ${relative(askedAt, now)}.`;
    return { ...verdict, tone: 'unknown', icon: 'unknown', more };
  }
  return verdict;
}

/** What is known of a plan's WAL; null while the service does not tell. */
export interface Wal {
  told: Recovery | null;
}

/** What is wrong with the recovery point, or with proving one; null when nothing is. */
function recoveryPoint({ told }: Wal): { tone: 'bad' | 'warn' | 'unknown'; words: string } | null {
  const look = rpoLook(told);
  if (look.tone === 'unknown') return { tone: 'unknown', words: 'not known how much would be lost now' };
  if (look.tone === 'bad')
    return {
      tone: 'bad',
      words: `writes of ${told?.rpoSeconds == null ? 'an unknown time' : duration(told.rpoSeconds)} would be lost now`,
    };
  if (look.tone === 'warn') return { tone: 'warn', words: 'its WAL needs attention' };
  if (told?.canaries.state === 'refused')
    return { tone: 'warn', words: 'restore tests cannot prove recovery to a time' };
  return null;
}

const unproven = (judged: Verdict, { look, more }: Proof): Verdict => ({
  tone: 'bad',
  icon: 'bad',
  words: look.words.charAt(0).toLowerCase() + look.words.slice(1),
  more: [more, `${capital(judged.words)}.`].filter(Boolean).join(' '),
});

function lastTold(run: Run | null | undefined, now: number): string {
  const at = run && finished(run);
  return at
    ? `The backup service does not tell now. The last good one it told of was taken ${relative(Date.parse(at), now)}.`
    : 'The backup service does not tell.';
}

function judge(plan: Plan, good: Run | null, lastEnded: Run | null, now: number, wal?: Wal): Verdict {
  const underWay = busy(plan.lastRun);
  const last = underWay ? lastEnded : plan.lastRun;
  const goodAt = good && finished(good);
  const found =
    good === null
      ? 'no good backup yet'
      : `last good backup ${goodAt ? relative(Date.parse(goodAt), now) : 'at an unknown time'}`;
  const trouble = (tone: 'bad' | 'warn' | 'unknown', words: string): Verdict => ({
    tone,
    icon: tone,
    words,
    more: `${capital(found)}.${underWay ? ' The next one is being taken now.' : ''}`,
  });
  const newest = last && last.id !== good?.id && !olderThan(last, good) ? last : null;

  if (newest?.state === 'failed') return trouble('bad', `newest backup failed${ago(newest, now)}`);
  if (newest?.state === 'unknown')
    return trouble('unknown', 'newest backup is in a state this console does not know');
  if (newest?.state === 'partial')
    return trouble('warn', `newest backup is missing a copy, taken${ago(newest, now)}`);
  if (good === null) return withoutAny(underWay ? plan.lastRun : newest);
  if (overdue(plan, now))
    return trouble(
      'bad',
      `the backup due ${relative(Date.parse(plan.nextRunAt ?? ''), now)} has not started`,
    );
  const point = wal && recoveryPoint(wal);
  if (point) return trouble(point.tone, point.words);
  if (!wal && goodAt && plan.rpoSeconds !== null && now - Date.parse(goodAt) > plan.rpoSeconds * 1000) {
    return trouble(
      'bad',
      `newest good backup is older than the ${duration(plan.rpoSeconds)} that may be lost`,
    );
  }
  if (plan.enabled === false) return trouble('warn', 'switched off, no backup will start by itself');
  if (newest?.state === 'cancelled') return trouble('warn', `newest backup was cancelled${ago(newest, now)}`);
  const tone = goodAt ? 'ok' : 'unknown';
  return { tone, icon: tone, words: found, more: underWay ? 'The next one is being taken now.' : null };
}

function withoutAny(newest: Run | null): Verdict {
  const words = 'no good backup yet';
  if (newest === null) return { tone: 'warn', icon: 'warn', words, more: 'Nothing has run so far.' };
  if (busy(newest)) return { tone: 'warn', icon: 'warn', words, more: 'The first one is being taken now.' };
  return { tone: 'bad', icon: 'bad', words, more: 'No run has completed so far.' };
}

const busy = (run: Run | null) => run?.state === 'running' || run?.state === 'queued';

const ago = (run: Run, now: number) => {
  const at = finished(run);
  return at ? ` ${relative(Date.parse(at), now)}` : '';
};

const olderThan = (run: Run, other: Run | null) =>
  run.queuedAt !== null && other?.queuedAt != null && Date.parse(run.queuedAt) < Date.parse(other.queuedAt);

function overdue(plan: Plan, now: number): boolean {
  return (
    !busy(plan.lastRun) &&
    plan.enabled !== false &&
    plan.nextRunAt !== null &&
    now - Date.parse(plan.nextRunAt) > overdueAfter
  );
}

const weight: Record<Tone, number> = { bad: 5, unknown: 4, warn: 3, neutral: 2, run: 1, ok: 0 };

export interface Judged {
  plan: Plan;
  verdict: Verdict;
}

/** Worst first. */
export const byUrgency = (judged: Judged[]) =>
  [...judged].sort((a, b) => weight[b.verdict.tone] - weight[a.verdict.tone]);

/** The sentence at the top of the page. */
export function headline(judged: Judged[]): Verdict {
  const worst = byUrgency(judged)[0];
  if (!worst)
    return {
      tone: 'neutral',
      icon: 'paused',
      words: 'Nothing is backed up: there is no plan yet',
      more: null,
    };
  if (judged.length === 1) return { ...worst.verdict, words: `${worst.plan.name}: ${worst.verdict.words}` };
  const fine = judged.filter((each) => each.verdict.tone === 'ok').length;
  const words =
    fine === judged.length
      ? `${judged.length === 2 ? 'Both' : `All ${judged.length}`} plans have a good backup`
      : `${judged.length - fine} of ${judged.length} plans ${judged.length - fine === 1 ? 'needs' : 'need'} attention`;
  return { ...worst.verdict, words, more: null };
}
