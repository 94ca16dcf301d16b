import { Button } from '../design/button';
import { relative } from '../design/format';
import { type StatusLook, StatusWord } from '../design/status';
import { useClock } from '../design/when';
import { type Liveness, useLiveness } from '../live/live';

/** A short break is nothing to worry a person with; after this the page says that it may be behind. */
const staleAfter = 20_000;

export type Freshness = 'live' | 'connecting' | 'reconnecting' | 'stale';

export function freshness(liveness: Liveness, now: number): Freshness {
  if (liveness.stream === 'open') return 'live';
  if (liveness.stream === 'ended') return 'stale';
  if (liveness.lastOpen === null) return 'connecting';
  return now - liveness.lastOpen > staleAfter ? 'stale' : 'reconnecting';
}

const looks: Record<Freshness, StatusLook> = {
  live: { tone: 'ok', icon: 'live', words: 'Live' },
  connecting: { tone: 'neutral', icon: 'run', words: 'Connecting' },
  reconnecting: { tone: 'warn', icon: 'run', words: 'Reconnecting' },
  stale: { tone: 'bad', icon: 'warn', words: 'Not live' },
};

/** Says whether what is on the screen follows the system, and since when not. */
export function LiveState() {
  const liveness = useLiveness();
  const state = useClock((now) => freshness(liveness, now));
  const since = useClock((now) =>
    state === 'stale' && liveness.lastOpen !== null
      ? `Stale since ${relative(liveness.lastOpen, now)}`
      : null,
  );
  return (
    <span className="live-state" data-state={state}>
      <span role="status">
        <StatusWord look={looks[state]} />
      </span>
      {since && <span className="soft live-since">{since}</span>}
      {state === 'stale' && (
        <Button size="small" onClick={() => window.dispatchEvent(new Event('mooring:reconnect'))}>
          Reconnect
        </Button>
      )}
    </span>
  );
}
