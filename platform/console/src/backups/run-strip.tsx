import type { Run, RunState } from '../api/types';
import { absolute, count, duration, secondsBetween } from '../design/format';
import { runLooks } from './looks';
import './run-strip.css';

const slots = 30;
const slotWidth = 10;
const height = 66;
const floor = 55;

/** The last runs as bars: height is duration, the mark under a bar is its outcome. Oldest left, newest right. */
export function RunStrip({ runs, planName }: { runs: Run[]; planName: string }) {
  const shown = runs.slice(0, slots).reverse();
  const seconds = shown.map((run) => secondsBetween(run.startedAt, run.finishedAt));
  const longest = Math.max(1, ...seconds.map((each) => each ?? 0));
  const offset = (slots - shown.length) * slotWidth;
  return (
    <figure className="run-strip">
      <svg
        viewBox={`0 0 ${slots * slotWidth} ${height}`}
        role="img"
        aria-label={inWords(runs.slice(0, slots), planName)}
      >
        <line x1="0" x2={slots * slotWidth} y1={floor + 0.5} y2={floor + 0.5} className="strip-floor" />
        {shown.map((run, index) => (
          <Bar key={run.id} run={run} x={offset + index * slotWidth} part={(seconds[index] ?? 0) / longest} />
        ))}
      </svg>
      <figcaption>
        <span>{shown.length === 1 ? 'The only run' : `Last ${count(shown.length, 'run')}`}</span>
        <span>
          longest {duration(longest)} · newest <span aria-hidden="true">→</span>
        </span>
      </figcaption>
    </figure>
  );
}

function Bar({ run, x, part }: { run: Run; x: number; part: number }) {
  const tall = Math.max(3, Math.sqrt(part) * (floor - 3));
  const look = runLooks[run.state];
  const at = run.startedAt ?? run.queuedAt;
  return (
    <g className={`strip-run tone-${look.tone}`}>
      <title>
        {[look.words, at && absolute(at), `took ${duration(secondsBetween(run.startedAt, run.finishedAt))}`]
          .filter(Boolean)
          .join(' · ')}
      </title>
      <rect x={x} y="0" width={slotWidth} height={height} className="strip-hit" />
      <rect
        x={x + 2}
        y={floor - tall}
        width={slotWidth - 4}
        height={tall}
        rx="1.5"
        className={
          run.state === 'unknown' || run.state === 'queued' ? 'strip-bar strip-bar-open' : 'strip-bar'
        }
      />
      <OutcomeMark state={run.state} x={x + slotWidth / 2} />
    </g>
  );
}

function OutcomeMark({ state, x }: { state: RunState; x: number }) {
  const y = floor + 6;
  if (state === 'failed') return <path className="strip-mark" d={`M${x - 2.5} ${y - 2.5}l5 5m0-5l-5 5`} />;
  if (state === 'partial') return <path className="strip-mark" d={`M${x} ${y - 3}l3 5.5h-6z`} />;
  if (state === 'cancelled') return <path className="strip-mark" d={`M${x - 2.5} ${y}h5`} />;
  if (state === 'unknown')
    return <circle className="strip-mark" cx={x} cy={y} r="2.2" strokeDasharray="1.6 1.2" />;
  return null;
}

function inWords(runs: Run[], planName: string): string {
  const states = Object.keys(runLooks) as RunState[];
  const parts = states
    .map((state) => ({ state, found: runs.filter((run) => run.state === state).length }))
    .filter((each) => each.found > 0)
    .map((each) => `${each.found} ${runLooks[each.state].words.toLowerCase()}`);
  const newest = runs[0] ? ` The newest is ${runLooks[runs[0].state].words.toLowerCase()}.` : '';
  return `Last ${count(runs.length, 'run')} of ${planName}: ${parts.join(', ')}.${newest}`;
}
