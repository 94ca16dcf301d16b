import type { Restore, WalProgress } from '../api/restore';
import { bytes, duration, rate, secondsBetween } from '../design/format';
import { Icon } from '../design/icon';
import { ProgressBar } from '../design/progress-bar';
import { useClock } from '../design/when';
import type { StreamState } from '../live/event-stream';
import { phasesOf, restorePhaseWords } from './looks';
import '../backups/run-progress.css';

/** The part of the current phase that is done, 0 to 1; null where it is not measured. No phase claims its end before it is over. */
export function phasePart({ phase, progress }: Restore): number | null {
  const { bytes: done, totalBytes, doneEntries, totalEntries, wal } = progress;
  switch (phase) {
    case 'fetching':
      // What is fetched of a cluster's WAL comes in a phase of its own.
      return part(done, totalBytes === null ? null : totalBytes - (wal?.totalBytes ?? 0));
    case 'fetching-wal':
      return wal && part(wal.bytes, wal.totalBytes);
    case 'replaying':
      return wal && part(wal.replayedSegments, wal.totalSegments);
    case 'loading':
    case 'comparing':
      return part(doneEntries, totalEntries);
    default:
      return null;
  }
}

const part = (done: number | null, total: number | null) =>
  done === null || !total || total < 0 ? null : Math.min(0.99, done / total);

export function RestoreProgress({ restore, feed }: { restore: Restore; feed: StreamState | null }) {
  const { progress, phase } = restore;
  const done = phasePart(restore);
  const elapsed = useClock((now) => {
    const seconds = secondsBetween(restore.startedAt ?? restore.requestedAt, now);
    return seconds === null ? null : duration(seconds);
  });
  const words =
    restore.state === 'queued' ? 'Waiting to start' : phase ? restorePhaseWords[phase] : 'Starting';
  const percent = done === null ? null : `${Math.floor(done * 100)} %`;
  const phases = phasesOf(restore.target.kind);
  const at = phases.findIndex((each) => each === phase);
  return (
    <div className="run-progress">
      <div className="run-progress-head">
        {at < 0 ? (
          <span className="run-phase">{words}</span>
        ) : (
          <ol className="run-phases" aria-label="Phases">
            {phases.map((each, index) => (
              <li
                key={each}
                data-step={index < at ? 'done' : index === at ? 'now' : 'next'}
                aria-current={index === at ? 'step' : undefined}
              >
                {index < at && <Icon name="check" size={13} />}
                {restorePhaseWords[each]}
              </li>
            ))}
          </ol>
        )}
        {percent && <span className="run-percent">{percent}</span>}
      </div>
      <ProgressBar
        label={`Progress of the restore of ${restore.planName ?? 'a backup'}`}
        part={done}
        words={[words, percent && `${percent} of this phase`].filter(Boolean).join(', ')}
      />
      <dl className="run-figures">
        <Figure name="Fetched">{of(progress.bytes, progress.totalBytes)}</Figure>
        {progress.doneEntries !== null && (
          <Figure name={phase === 'comparing' ? 'Tables compared' : 'Loaded'}>
            {`${progress.doneEntries} of ${progress.totalEntries ?? 'unknown'}`}
          </Figure>
        )}
        {progress.wal && <Figure name="WAL fetched">{walFetched(progress.wal)}</Figure>}
        {progress.wal && <Figure name="WAL replayed">{walReplayed(progress.wal)}</Figure>}
        <Figure name="Rate">
          {progress.bytesPerSecond === null ? 'not known' : rate(progress.bytesPerSecond)}
        </Figure>
        <Figure name="Until fetched">
          {progress.etaSeconds === null ? 'not known' : `about ${duration(progress.etaSeconds)}`}
        </Figure>
        <Figure name="Running for">{elapsed ?? 'unknown'}</Figure>
      </dl>
      {feed === 'waiting' && (
        <p className="run-behind">
          <Icon name="warn" size={14} /> The progress stream broke off; reconnecting. These figures may be
          behind.
        </p>
      )}
      <p className="only-read-aloud" role="status">
        {words}
      </p>
    </div>
  );
}

function Figure({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const of = (done: number | null, total: number | null) =>
  total === null ? bytes(done) : `${bytes(done)} of ${bytes(total)}`;

/** "12 of 40 segments, 192 MiB of 640 MiB". */
export function walFetched({ segments, totalSegments, bytes: done, totalBytes }: WalProgress): string {
  if (totalSegments === 0) return 'there is none behind this backup';
  if (segments !== null && segments === totalSegments)
    return `${segments === 1 ? 'the one segment' : `all ${segments} segments`}, ${bytes(done)}`;
  return `${segments ?? 'unknown'} of ${totalSegments ?? 'unknown'} segments, ${of(done, totalBytes)}`;
}

/** "up to 0/5000060, 12 of 40 segments". */
export function walReplayed({ replayedSegments, totalSegments, replayedTo }: WalProgress): string {
  if (replayedTo === null) return 'not begun';
  const segments =
    replayedSegments !== null && replayedSegments === totalSegments
      ? 'as far as it goes'
      : `${replayedSegments ?? 'unknown'} of ${totalSegments ?? 'unknown'} whole segments`;
  return `up to ${replayedTo}, ${segments}`;
}
