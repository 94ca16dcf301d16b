import { type Restore, restorePhases } from '../api/restore';
import { bytes, duration, rate, secondsBetween } from '../design/format';
import { Icon } from '../design/icon';
import { ProgressBar } from '../design/progress-bar';
import { useClock } from '../design/when';
import type { StreamState } from '../live/event-stream';
import { restorePhaseWords } from './looks';
import '../backups/run-progress.css';

/** The part of the current phase that is done, 0 to 1; null where it is not measured. No phase claims its end before it is over. */
export function phasePart({ phase, progress }: Restore): number | null {
  const { bytes: done, totalBytes, doneEntries, totalEntries } = progress;
  if (phase === 'fetching' && done !== null && totalBytes) return Math.min(0.99, done / totalBytes);
  if ((phase === 'loading' || phase === 'comparing') && doneEntries !== null && totalEntries)
    return Math.min(0.99, doneEntries / totalEntries);
  return null;
}

export function RestoreProgress({ restore, feed }: { restore: Restore; feed: StreamState | null }) {
  const { progress, phase } = restore;
  const part = phasePart(restore);
  const elapsed = useClock((now) => {
    const seconds = secondsBetween(restore.startedAt ?? restore.requestedAt, now);
    return seconds === null ? null : duration(seconds);
  });
  const words =
    restore.state === 'queued' ? 'Waiting to start' : phase ? restorePhaseWords[phase] : 'Starting';
  const percent = part === null ? null : `${Math.floor(part * 100)} %`;
  const at = restorePhases.findIndex((each) => each === phase);
  return (
    <div className="run-progress">
      <div className="run-progress-head">
        {at < 0 ? (
          <span className="run-phase">{words}</span>
        ) : (
          <ol className="run-phases" aria-label="Phases">
            {restorePhases.map((each, index) => (
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
        part={part}
        words={[words, percent && `${percent} of this phase`].filter(Boolean).join(', ')}
      />
      <dl className="run-figures">
        <div>
          <dt>Fetched</dt>
          <dd>
            {progress.totalBytes === null
              ? bytes(progress.bytes)
              : `${bytes(progress.bytes)} of ${bytes(progress.totalBytes)}`}
          </dd>
        </div>
        {progress.doneEntries !== null && (
          <div>
            <dt>{phase === 'comparing' ? 'Tables compared' : 'Loaded'}</dt>
            <dd>
              {progress.doneEntries} of {progress.totalEntries ?? 'unknown'}
            </dd>
          </div>
        )}
        <div>
          <dt>Rate</dt>
          <dd>{progress.bytesPerSecond === null ? 'not known' : rate(progress.bytesPerSecond)}</dd>
        </div>
        <div>
          <dt>Until fetched</dt>
          <dd>{progress.etaSeconds === null ? 'not known' : `about ${duration(progress.etaSeconds)}`}</dd>
        </div>
        <div>
          <dt>Running for</dt>
          <dd>{elapsed ?? 'unknown'}</dd>
        </div>
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
