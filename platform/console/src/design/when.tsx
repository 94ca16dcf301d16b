import { useSyncExternalStore } from 'react';
import { absolute, relative, short } from './format';

const listeners = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  ticker ??= setInterval(() => listeners.forEach((each) => each()), 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(ticker);
      ticker = undefined;
    }
  };
}

/** Renders again only when the words (or the figure) change, though the clock ticks every second. */
export function useClock<T extends string | number | boolean | null>(read: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(Date.now()));
}

interface WhenProps {
  at: string | null;
  /** Said when the time is not known. */
  otherwise?: string;
  /** Also shows the clock time, for the reader who compares with a log. */
  withClock?: boolean;
}

/** "3 h ago", with the exact time on hover and for screen readers. */
export function When({ at, otherwise = 'unknown', withClock = false }: WhenProps) {
  const words = useClock((now) => (at === null ? otherwise : relative(Date.parse(at), now)));
  if (at === null) return <span className="quiet">{otherwise}</span>;
  return (
    <time dateTime={at} title={`${absolute(at)}\n${at}`}>
      <span className={withClock ? 'nowrap when-words' : 'nowrap'}>{words}</span>
      {withClock && (
        <>
          {' '}
          <span className="quiet nowrap">{short(at)}</span>
        </>
      )}
    </time>
  );
}
