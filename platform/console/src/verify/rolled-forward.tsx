import type { Replayed } from '../api/verification';
import { count, duration } from '../design/format';
import { type StatusLook, StatusWord } from '../design/status';
import { When } from '../design/when';

/** How far a restored cluster was rolled forward, and what would have been lost then, against what may be lost. */
export function RolledForward({ replayed, rpoSeconds }: { replayed: Replayed; rpoSeconds: number | null }) {
  const { segments, lastRecord, lastTransaction } = replayed;
  return (
    <>
      <p className="soft">
        Rolled forward through{' '}
        {segments === null ? 'an unknown number of WAL segments' : count(segments, 'WAL segment')} up to{' '}
        <code>{lastRecord ?? 'an unknown position'}</code>.{' '}
        {lastTransaction ? (
          <>
            The last transaction in it was committed <When at={lastTransaction} withClock />.
          </>
        ) : (
          'No transaction was committed in it.'
        )}
      </p>
      {replayed.provenTime && (
        <p>
          <StatusWord look={{ tone: 'ok', icon: 'shield', words: 'Recovery to a time is proven' }} />
          <span className="soft">
            {' '}
            At <When at={replayed.provenTime} withClock /> it had what was committed before, and nothing of
            after.
          </span>
        </p>
      )}
      <p>
        <StatusWord look={lostLook(replayed, rpoSeconds)} />
      </p>
    </>
  );
}

/** What would have been lost if the source had been gone when the test looked for WAL. */
export function lostLook({ lostMillis }: Replayed, rpoSeconds: number | null): StatusLook {
  if (lostMillis === null)
    return { tone: 'unknown', icon: 'unknown', words: 'How much would have been lost then is not known' };
  const words = `${duration(lostMillis / 1000)} of work would have been lost then`;
  if (rpoSeconds === null) return { tone: 'neutral', icon: 'paused', words };
  const allowed = `${words}; ${duration(rpoSeconds)} may be`;
  return lostMillis / 1000 > rpoSeconds
    ? { tone: 'bad', icon: 'bad', words: allowed }
    : { tone: 'ok', icon: 'ok', words: allowed };
}
