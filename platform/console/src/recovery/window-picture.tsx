import type { Recovery } from '../api/recovery';
import { absolute, count, duration, relative, short } from '../design/format';
import { ticksBetween } from './ticks';
import './recovery.css';

const height = 62;
const top = 20;
const bottom = top + 12;

interface WindowPictureProps {
  recovery: Recovery;
  /** When base backups were taken, epoch milliseconds; null while that is not known. */
  bases?: number[] | null;
  chosen?: number | null;
}

/** Which times can be recovered to: a bar from the oldest to the newest, base backups above it, a cross where WAL is missing. */
export function WindowPicture({ recovery, bases = null, chosen = null }: WindowPictureProps) {
  const { window } = recovery;
  if (window === null)
    return (
      <p className="soft">
        There is no time that can be recovered to yet: it takes a base backup and the WAL since.
      </p>
    );
  const from = Date.parse(window.from);
  const to = Date.parse(window.to);
  // A gap before the window is why it reaches no further back, so the picture begins there.
  const gaps = recovery.gaps.flatMap((gap) => (gap.since ? [Date.parse(gap.since)] : []));
  const taken = (bases ?? []).filter((at) => at <= to);
  const first = Math.min(from, ...gaps, ...taken);
  // Per cent of the width, so that marks keep their shape however wide the page is.
  const share = (at: number) => ((at - first) / Math.max(1, to - first)) * 100;
  const x = (at: number) => `${share(at)}%`;
  return (
    <figure className="window-picture">
      <svg width="100%" height={height} role="img" aria-label={inWords(recovery, bases)}>
        <line x1="0" x2="100%" y1={bottom} y2={bottom} className="window-floor" />
        {ticksBetween(first, to).map(({ at, words }) => (
          <svg key={at} x={x(at)} overflow="visible" className="window-tick">
            <line y1={bottom} y2={bottom + 6} className="window-floor" />
            <text y={bottom + 21}>{words}</text>
          </svg>
        ))}
        <rect x={x(from)} y={top} width={`${100 - share(from)}%`} height="12" rx="2" className="window-bar" />
        {taken.map((at) => (
          <svg key={at} x={x(at)} overflow="visible" className="window-base">
            <title>{`Base backup, ${absolute(new Date(at).toISOString())}`}</title>
            <path d={`M0 ${top - 2}l-5 -9h10z`} />
          </svg>
        ))}
        {gaps.map((at) => (
          <svg key={at} x={x(at)} overflow="visible" className="window-gap">
            <title>{`WAL is missing before ${absolute(new Date(at).toISOString())}`}</title>
            <path d={`M-4 ${top + 2}l8 8m0-8l-8 8`} />
          </svg>
        ))}
        {chosen !== null && chosen >= first && chosen <= to && (
          <svg x={x(chosen)} overflow="visible">
            <path
              d={`M0 ${top - 4}v22l-4 6h8l-4-6`}
              className={chosen >= from ? 'window-chosen' : 'window-chosen window-outside'}
            />
          </svg>
        )}
      </svg>
      <figcaption>
        <span>{short(first)}</span>
        <span>
          {taken.length > 0 && <>triangle: base backup</>}
          {taken.length > 0 && gaps.length > 0 && ' · '}
          {gaps.length > 0 && 'cross: WAL is missing'}
        </span>
        <span>{short(to)}</span>
      </figcaption>
    </figure>
  );
}

function inWords({ window, gaps }: Recovery, bases: number[] | null): string {
  if (!window) return 'No time can be recovered to.';
  const span = duration((Date.parse(window.to) - Date.parse(window.from)) / 1000);
  const lost = gaps.length ? `${count(gaps.length, 'gap')} in the WAL.` : 'No gap in the WAL.';
  const begun = bases?.length ? ` ${count(bases.length, 'base backup')}.` : '';
  return `Can be recovered to any time from ${absolute(window.from)} to ${absolute(window.to)}, ${span}.${begun} ${lost}`;
}

/** Why a time cannot be recovered to; null when it can, as far as the service told. */
export function outsideWindow(at: number, recovery: Recovery, now: number): string | null {
  if (Number.isNaN(at)) return 'That is not a time.';
  if (at > now) return 'It lies in the future.';
  if (!recovery.window) return 'There is no time that can be recovered to yet.';
  if (at < Date.parse(recovery.window.from))
    return `It is before the oldest time that can be recovered to, ${short(recovery.window.from)}.`;
  if (at > Date.parse(recovery.window.to))
    return `It is after the newest WAL that is stored, ${relative(Date.parse(recovery.window.to), now)}.`;
  return null;
}
