import type { Decision } from '../api/retention';
import { absolute, short } from '../design/format';
import { fate, outlook } from './words';

const height = 46;
const line = 24;

/** All backups along time: what stays stands up, what would go hangs down and is open. */
export function KeptStrip({ decisions }: { decisions: Decision[] }) {
  const placed = decisions.flatMap((each) => (each.takenAt ? [{ each, at: Date.parse(each.takenAt) }] : []));
  const times = placed.map((one) => one.at);
  const from = Math.min(...times);
  const to = Math.max(...times);
  if (placed.length < 2 || to === from) return null;
  // Per cent of the width, so that marks keep their shape however wide the page is.
  const x = (at: number) => `${((at - from) / (to - from)) * 100}%`;
  return (
    <figure className="kept-strip">
      <svg width="100%" height={height} role="img" aria-label={`Backups along time: ${outlook(decisions)}.`}>
        <line x1="0" x2="100%" y1={line} y2={line} className="kept-floor" />
        {placed.map(({ each, at }) => {
          const look = fate(each);
          return (
            <svg key={each.runId} x={x(at)} overflow="visible" className={`tone-${look.tone}`}>
              <title>{`${look.words} · ${absolute(each.takenAt ?? '')}\n${each.reasons.join('\n')}`}</title>
              {each.keep === false ? (
                <rect x="-3" y={line + 3} width="6" height="15" rx="1.5" className="kept-gone" />
              ) : (
                <rect x="-3" y={line - 18} width="6" height="16" rx="1.5" className="kept-bar" />
              )}
              {each.hold && <circle cy={line - 21} r="3" className="kept-bar" />}
            </svg>
          );
        })}
      </svg>
      <figcaption>
        <span>{short(from)}</span>
        <span>stands: kept · dot: held · hangs, open: would go</span>
        <span>{short(to)}</span>
      </figcaption>
    </figure>
  );
}
