import type { Decision } from '../api/retention';
import type { RetentionRules } from '../api/types';
import { count } from '../design/format';
import type { StatusLook } from '../design/status';

/** What becomes of a backup. A hold is told apart, since no rule ends it. */
export function fate(decision: Decision): StatusLook {
  if (decision.keep === null) return { tone: 'unknown', icon: 'unknown', words: 'Not known' };
  if (!decision.keep) return { tone: 'warn', icon: 'bin', words: 'Goes' };
  return decision.hold
    ? { tone: 'run', icon: 'lock', words: 'Held' }
    : { tone: 'ok', icon: 'ok', words: 'Kept' };
}

const generations = [
  ['hourly', 'hour'],
  ['daily', 'day'],
  ['weekly', 'week'],
  ['monthly', 'month'],
  ['yearly', 'year'],
] as const;

/** "30 days · the newest 5 · the last of 12 months"; null when the server did not tell the rules. */
export function rulesWords(rules: RetentionRules | null): string | null {
  if (rules === null) return null;
  const last = generations.flatMap(([field, unit]) => (rules[field] ? [count(rules[field], unit)] : []));
  const words = [
    rules.days !== null && count(rules.days, 'day'),
    rules.count && `the newest ${rules.count}`,
    last.length > 0 && `the last of ${last.join(', ')}`,
  ].filter(Boolean);
  return words.length ? words.join(' · ') : 'for ever: no rule ends it';
}

/** "3 of 33 backups would go, 1 is held". */
export function outlook(decisions: Decision[]): string {
  const go = decisions.filter((each) => each.keep === false).length;
  const open = decisions.filter((each) => each.keep === null).length;
  const held = decisions.filter((each) => each.hold).length;
  return [
    `${go} of ${count(decisions.length, 'backup')} would go now`,
    held > 0 && `${held} ${held === 1 ? 'is' : 'are'} held`,
    open > 0 && `of ${open} it is not known`,
  ]
    .filter(Boolean)
    .join(', ');
}
