import type { Decision } from '../api/retention';
import { type Answer, type Question, questions, type Verification } from '../api/verification';
import { capital, firstWords, relative } from '../design/format';
import type { StatusLook } from '../design/status';

/** What is proven of a plan's backups. */
export interface Proof {
  look: StatusLook;
  more: string | null;
  /** The backup that it is about; null when it is about none. */
  runId: string | null;
}

const endings = ['passed', 'failed', 'inconclusive'];
const ended = (one: Verification) => endings.includes(one.state);
const time = (at: string | null) => (at === null ? Number.NEGATIVE_INFINITY : Date.parse(at));
const newestFirst = (all: Verification[]) =>
  [...all].sort((a, b) => time(b.finishedAt ?? b.queuedAt) - time(a.finishedAt ?? a.queuedAt));

/**
 * How much a plan's backups are worth: a backup that came back from a restore test is proven, one whose bytes were read
 * again is only present. What failed last leads, however much was proven before.
 *
 * @param decisions what retention tells of each backup; null where it does not tell
 */
export function proofOf(verifications: Verification[], decisions: Decision[] | null, now: number): Proof {
  // Who was verified and is deleted by now proves nothing any more.
  const there = decisions && new Set(decisions.map((each) => each.runId));
  const sorted = newestFirst(verifications.filter((one) => !there || there.has(one.runId ?? '')));
  const proven = newestTaken(sorted, 'restore-test', decisions);
  const since = proven
    ? `The newest proven backup was taken ${relative(Date.parse(proven), now)}.`
    : 'No backup is proven by a restore test.';
  for (const kind of ['restore-test', 'checksums'] as const) {
    const newest = sorted.find((one) => one.kind === kind && ended(one));
    if (newest?.state === 'failed')
      return {
        look: bad(kind, newest, now),
        more: [shortReason(newest), since].filter(Boolean).join(' '),
        runId: newest.runId,
      };
  }
  if (proven) {
    const words = `Proven by a restore test: the backup taken ${relative(Date.parse(proven), now)}`;
    const open = sorted.find((one) => one.kind === 'restore-test' && ended(one));
    const more =
      open?.state === 'inconclusive'
        ? `A later restore test came to no answer. ${shortReason(open) ?? ''}`
        : null;
    const runId = open?.state === 'inconclusive' ? open.runId : null;
    return { look: { tone: 'ok', icon: 'shield', words }, more: more?.trim() ?? null, runId };
  }
  const read = newestTaken(sorted, 'checksums', null);
  if (read) {
    const words = `Read again and whole: the backup taken ${relative(Date.parse(read), now)}`;
    const more = 'None has been restored as a test so far.';
    return { look: { tone: 'warn', icon: 'warn', words }, more, runId: null };
  }
  return {
    look: { tone: 'warn', icon: 'warn', words: 'No backup is verified' },
    more: 'Open a run and choose “Verify now”, or set a timetable in the plan.',
    runId: null,
  };
}

function bad(kind: 'restore-test' | 'checksums', one: Verification, now: number): StatusLook {
  const at = one.finishedAt ? ` ${relative(Date.parse(one.finishedAt), now)}` : '';
  const words =
    kind === 'restore-test' ? `The newest restore test failed${at}` : `A copy was found damaged${at}`;
  return { tone: 'bad', icon: 'bad', words };
}

/** The first answer that is not fine, in the words of the server. */
export function failedReason(one: Verification): string | null {
  const wanted = one.state === 'failed' ? 'failed' : 'unknown';
  const found = questions.map((question) => one.verdicts[question]).find((each) => each.verdict === wanted);
  return found?.reason ? capital(found.reason) : null;
}

function shortReason(one: Verification): string | null {
  const reason = failedReason(one);
  return reason === null ? null : firstWords(reason, 160);
}

function newestTaken(
  sorted: Verification[],
  kind: 'restore-test' | 'checksums',
  decisions: Decision[] | null,
): string | null {
  const passed = sorted
    .filter((one) => one.kind === kind && one.state === 'passed')
    .map((one) => one.takenAt);
  const told = decisions?.filter((each) => each.verified).map((each) => each.takenAt) ?? [];
  const known = [...passed, ...told].filter((at) => at !== null);
  return known.sort((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}

/** An answer and which verification gave it. */
export interface Told {
  answer: Answer;
  by: Verification | null;
}

/** The newest answer to each question about one backup; a question that was not asked last keeps its former answer. */
export function answersOf(verifications: Verification[]): Record<Question, Told> {
  const sorted = newestFirst(verifications.filter(ended));
  const told = (question: Question): Told => {
    const by =
      sorted.find((one) => one.verdicts[question].verdict !== 'skipped') ??
      sorted.find((one) => one.verdicts[question].verdict === 'skipped');
    return by
      ? { answer: by.verdicts[question], by }
      : { answer: { verdict: 'unknown', reason: null }, by: null };
  };
  return {
    present: told('present'),
    restorable: told('restorable'),
    dataIntact: told('dataIntact'),
    fastEnough: told('fastEnough'),
  };
}
