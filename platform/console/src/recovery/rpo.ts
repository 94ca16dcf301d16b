import type { Recovery } from '../api/recovery';
import { duration } from '../design/format';
import type { StatusLook } from '../design/status';

/** What would be lost now, against what may be lost. Unknown is never fine; null: the service did not tell. */
export function rpoLook(recovery: Recovery | null): StatusLook {
  if (recovery === null || recovery.rpoSeconds === null)
    return { tone: 'unknown', icon: 'unknown', words: 'Not known' };
  const { rpoSeconds, objectiveSeconds } = recovery;
  const words = `${duration(rpoSeconds)}${objectiveSeconds === null ? '' : ` of ${duration(objectiveSeconds)}`}`;
  if (recovery.state === 'unknown') return { tone: 'unknown', icon: 'unknown', words };
  const missed = objectiveSeconds !== null && rpoSeconds > objectiveSeconds;
  if (missed || recovery.state === 'down') return { tone: 'bad', icon: 'bad', words };
  if (recovery.state === 'warning' || recovery.gaps.length > 0) return { tone: 'warn', icon: 'warn', words };
  return { tone: 'ok', icon: 'ok', words };
}
