import type { Input } from '../api/input';
import { duration, secondsBetween } from '../design/format';

/** The dead man's switch in whole words: what is expected, what was heard, what follows. */
export function switchWords(input: Input, now: number): string {
  const { expectedEverySeconds: every, graceSeconds, lastHeardAt, heartbeatAlert } = input;
  if (input.state === 'not-watched')
    return 'It has no dead man’s switch: when it falls silent, nobody is told. Settings can expect it every so often.';
  if (input.state === 'unknown' || every === null)
    return 'Whether it still reports as it should is not known.';
  const longest = every + (graceSeconds ?? 0);
  const what = heartbeatAlert ? `its alert ${heartbeatAlert}` : 'something';
  const rule = `Mooring expects ${what} every ${duration(every)}`;
  const after = graceSeconds ? `, and allows ${duration(graceSeconds)} more` : '';
  if (input.state === 'never-heard')
    return `${rule}${after}; it was never heard. Look whether it knows the address and the secret.`;
  const silent = secondsBetween(lastHeardAt, now);
  if (input.state === 'late') {
    // What is heard last may be another word than the one that counts.
    const since = heartbeatAlert || silent === null ? '' : ` Nothing came for ${duration(silent)}.`;
    return `${rule}${after}.${since} What it watches may fail unnoticed: a critical alert tells of it.`;
  }
  return `${rule}; after ${duration(longest)} of silence a critical alert tells of it.`;
}
