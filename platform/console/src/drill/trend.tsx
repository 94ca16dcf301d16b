import type { TrendPoint } from '../api/drill';
import { day, duration } from '../design/format';
import { metLooks } from './looks';
import '../recovery/recovery.css';

const width = 220;
const height = 56;
const floor = 50;

interface TrendProps {
  what: 'RTO' | 'RPO';
  component: string;
  points: TrendPoint[];
}

const measured = (point: TrendPoint, what: 'RTO' | 'RPO') =>
  what === 'RTO' ? point.measuredRtoMillis : point.measuredRpoMillis;
const objective = (point: TrendPoint, what: 'RTO' | 'RPO') =>
  what === 'RTO' ? point.objectiveRtoMillis : point.objectiveRpoMillis;

/** What drills measured over time, against the objective as a dashed line. The same in words for who cannot see it. */
export function Trend({ what, component, points }: TrendProps) {
  const shown = points.filter((point) => measured(point, what) !== null).slice(-20);
  // One figure is no course: it stands in words beside this.
  if (shown.length < 2) return null;
  const top = Math.max(
    1,
    ...shown.flatMap((point) => [measured(point, what) ?? 0, objective(point, what) ?? 0]),
  );
  const y = (millis: number) => floor - (millis / top) * (floor - 6);
  const x = (index: number) => 6 + (index / (shown.length - 1)) * (width - 12);
  const newest = shown.at(-1)!;
  const wanted = objective(newest, what);
  const allowed = steps(
    shown.map((point) => objective(point, what)),
    x,
    y,
  );
  const at = (index: number) => shown[index]?.at ?? null;
  const line = shown.map((point, index) => `${x(index)},${y(measured(point, what) ?? 0)}`).join(' ');
  return (
    <figure className="trend">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={inWords(what, component, shown)}>
        <line x1="0" x2={width} y1={floor} y2={floor} className="window-floor" />
        <path d={allowed} className="trend-objective" />
        <polyline points={line} className="trend-line" />
        {shown.map((point, index) => {
          const value = measured(point, what) ?? 0;
          const missed = (objective(point, what) ?? Number.POSITIVE_INFINITY) < value;
          return (
            <g key={`${point.drillId}${point.at}`} className={`tone-${missed ? 'bad' : 'ok'}`}>
              <title>{`${point.at ? day(point.at) : 'Time unknown'}: ${duration(value / 1000)}, ${missed ? 'missed' : 'met'}`}</title>
              {missed ? (
                <path d={`M${x(index)} ${y(value) - 4}l4 7h-8z`} className="trend-mark" />
              ) : (
                <circle cx={x(index)} cy={y(value)} r="3" className="trend-mark" />
              )}
            </g>
          );
        })}
      </svg>
      <figcaption>
        <span>{dates(at(0), newest.at)}</span>
        {wanted !== null && <span>dashed: allowed</span>}
      </figcaption>
    </figure>
  );
}

/** Plans have objectives of their own: the line is level around each drill, steps halfway to the next, and is not drawn where there is none. */
export function steps(
  objectives: (number | null)[],
  x: (index: number) => number,
  y: (millis: number) => number,
): string {
  const halfway = (one: number, other: number) =>
    (x(Math.max(0, one)) + x(Math.min(objectives.length - 1, other))) / 2;
  return objectives
    .map((millis, index) => {
      if (millis === null) return '';
      const begin = (objectives[index - 1] ?? null) === null ? 'M' : 'L';
      return `${begin}${halfway(index - 1, index)} ${y(millis)}H${halfway(index, index + 1)}`;
    })
    .join('');
}

/** From when to when; one day alone where all was on it. */
function dates(first: string | null, last: string | null): string {
  const days = [first, last].map((at) => (at === null ? 'unknown' : day(at)));
  return days[0] === days[1] ? days[0]! : days.join(' – ');
}

function inWords(what: string, component: string, points: TrendPoint[]): string {
  const told = points.map((point) => {
    const value = what === 'RTO' ? point.measuredRtoMillis : point.measuredRpoMillis;
    return `${point.at ? day(point.at) : 'time unknown'}: ${duration((value ?? 0) / 1000)}`;
  });
  return `${what} of ${component} as measured, oldest first. ${told.join('; ')}. ${metLooks[points.at(-1)?.met ?? 'unknown'].words} at last.`;
}
