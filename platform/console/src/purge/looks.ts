import type { Purge, PurgeFate, PurgeState } from '../api/purge';
import { count } from '../design/format';
import type { StatusLook } from '../design/status';

export const purgeLooks: Record<PurgeState, StatusLook> = {
  'awaiting-approval': { tone: 'warn', icon: 'queued', words: 'Awaits approval' },
  deleting: { tone: 'run', icon: 'run', words: 'Deleting' },
  completed: { tone: 'ok', icon: 'ok', words: 'Deleted' },
  failed: { tone: 'bad', icon: 'bad', words: 'Failed' },
  refused: { tone: 'neutral', icon: 'cancelled', words: 'Refused' },
  expired: { tone: 'neutral', icon: 'cancelled', words: 'Expired' },
  cancelled: { tone: 'neutral', icon: 'cancelled', words: 'Taken back' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Unknown' },
};

export const fateLooks: Record<PurgeFate, StatusLook> = {
  goes: { tone: 'warn', icon: 'bin', words: 'Goes' },
  stays: { tone: 'ok', icon: 'ok', words: 'Stays' },
  gone: { tone: 'neutral', icon: 'bin', words: 'Gone' },
  remains: { tone: 'warn', icon: 'warn', words: 'Something remains' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Not known' },
};

/** "12 go, 2 stay", in the tense of the purge's state. */
export function outcomeWords({ state, goes, stays }: Pick<Purge, 'state' | 'goes' | 'stays'>): string {
  const over = state === 'completed' || state === 'failed';
  const [go, stay] = over ? ['gone', 'not gone'] : ['would go', 'would stay'];
  return `${goes ?? 'unknown'} ${go}, ${stays ?? 'unknown'} ${stay}`;
}

/** What is meant: "one backup" or "all backups". */
export const scopeWords = ({ runId }: Pick<Purge, 'runId'>) =>
  runId === null ? 'all backups' : 'one backup';

export const backups = (many: number) => count(many, 'backup');
