import { useClock, When } from '../design/when';

/** When it is tried next; what is due and still waits is not said to have been tried. */
export function WhenDue({ at, withClock = false }: { at: string; withClock?: boolean }) {
  const due = useClock((now) => Date.parse(at) <= now);
  return due ? <>as soon as it is its turn</> : <When at={at} withClock={withClock} />;
}
