const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  ...[1, 5, 15, 30].map((many) => many * minute),
  ...[1, 3, 6, 12].map((many) => many * hour),
  ...[1, 2, 7, 14, 28, 91, 182].map((many) => many * day),
];

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

export interface Tick {
  at: number;
  words: string;
}

/**
 * Round times between two instants, in the reader's zone, few enough for their words to fit on a phone. None close to an
 * end, where its words would be cut off.
 *
 * @param most how many at most
 */
export function ticksBetween(from: number, to: number, most = 4): Tick[] {
  const span = to - from;
  const step = steps.find((each) => span / each <= most);
  if (step === undefined || span < minute) return [];
  const edge = span * 0.06;
  const ticks: Tick[] = [];
  for (let at = roundUp(from, step); at <= to; at = following(at, step))
    if (at - from >= edge && to - at >= edge)
      ticks.push({ at, words: (step < day && !isMidnight(at) ? clock : date).format(at) });
  return ticks;
}

/** The first round time that is not before an instant. Days begin at the reader's midnight, whatever summer time does. */
function roundUp(instant: number, step: number): number {
  const midnight = new Date(instant).setHours(0, 0, 0, 0);
  if (step >= day) return midnight < instant ? following(midnight, day) : midnight;
  return midnight + Math.ceil((instant - midnight) / step) * step;
}

function following(at: number, step: number): number {
  if (step < day) return at + step;
  const next = new Date(at);
  return next.setDate(next.getDate() + step / day);
}

const isMidnight = (at: number) => new Date(at).setHours(0, 0, 0, 0) === at;
