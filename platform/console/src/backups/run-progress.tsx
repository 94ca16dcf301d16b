import { useEffect, useRef, useState } from 'react';
import { type Copy, type Progress, type Run, runPhases } from '../api/types';
import { bytes, duration, rate, secondsBetween } from '../design/format';
import { Icon } from '../design/icon';
import { ProgressBar } from '../design/progress-bar';
import { StatusWord } from '../design/status';
import { useClock, When } from '../design/when';
import { isActive } from '../live/live';
import type { StreamState } from '../live/event-stream';
import { copyLooks, kindIcon, phaseWords, runLooks } from './looks';
import './run-progress.css';

/** The part done, 0 to 1, or null when the whole is not known. Estimates are low at times: 99 % is all they may claim. */
export function partDone(run: Run): number | null {
  if (run.state === 'completed') return 1;
  const { sourceBytes, estimatedSourceBytes } = run.progress;
  if (sourceBytes === null || !estimatedSourceBytes) return null;
  return Math.min(0.99, sourceBytes / estimatedSourceBytes);
}

/** "412 MiB of about 1.2 GiB". */
export function readWords({ sourceBytes, estimatedSourceBytes }: Progress): string {
  if (sourceBytes === null) return 'unknown';
  if (estimatedSourceBytes === null || estimatedSourceBytes < sourceBytes) return bytes(sourceBytes);
  return `${bytes(sourceBytes)} of about ${bytes(estimatedSourceBytes)}`;
}

/** The same where no heading stands before it. */
export const amountWords = (progress: Progress) =>
  progress.sourceBytes === null ? 'amount unknown' : `${readWords(progress)} read`;

export function RunProgress({ run, feed }: { run: Run; feed: StreamState | null }) {
  const part = partDone(run);
  const elapsed = useClock((now) => {
    const seconds = secondsBetween(run.startedAt ?? run.queuedAt, now);
    return seconds === null ? null : duration(seconds);
  });
  const { progress } = run;
  const percent = part === null ? null : `${Math.floor(part * 100)} %`;
  const words = [percent, phase(run), amountWords(progress)].filter(Boolean).join(', ');
  return (
    <div className="run-progress">
      <div className="run-progress-head">
        <Phases run={run} />
        {percent && <span className="run-percent">{percent}</span>}
      </div>
      <ProgressBar label={`Progress of ${run.planName ?? 'the backup'}`} part={part} words={words} />
      <dl className="run-figures">
        <Figure name="Read">{readWords(progress)}</Figure>
        <Figure name="Stored">{bytes(progress.storedBytes)}</Figure>
        <Figure name="Rate">
          {progress.bytesPerSecond === null ? 'not known' : rate(progress.bytesPerSecond)}
        </Figure>
        <Figure name="Time left">
          {progress.etaSeconds === null ? 'not known' : `about ${duration(progress.etaSeconds)}`}
        </Figure>
        <Figure name="Running for">{elapsed ?? 'unknown'}</Figure>
      </dl>
      <CopyRows copies={run.copies} />
      {feed === 'waiting' && (
        <p className="run-behind">
          <Icon name="warn" size={14} /> The progress stream broke off; reconnecting. These figures may be
          behind.
        </p>
      )}
      <Announcer run={run} part={part} />
    </div>
  );
}

function phase(run: Run): string {
  if (run.cancelRequested) return 'Cancelling';
  if (run.state === 'queued') return 'Waiting to start';
  return run.phase ? phaseWords[run.phase] : 'Starting';
}

/** Where in its course the run is: what is done, now, and to come. */
function Phases({ run }: { run: Run }) {
  const at = runPhases.findIndex((each) => each === run.phase);
  if (at < 0 || run.cancelRequested) return <span className="run-phase">{phase(run)}</span>;
  return (
    <ol className="run-phases" aria-label="Phases">
      {runPhases.map((each, index) => (
        <li
          key={each}
          data-step={index < at ? 'done' : index === at ? 'now' : 'next'}
          aria-current={index === at ? 'step' : undefined}
        >
          {index < at && <Icon name="check" size={13} />}
          {phaseWords[each]}
        </li>
      ))}
    </ol>
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

/** Until when nobody can delete a copy, and how firmly. A lock that has ended holds nothing. */
export function LockWords({ lock: { mode, until } }: { lock: NonNullable<Copy['lock']> }) {
  const over = useClock((now) => Date.parse(until) <= now);
  if (over)
    return (
      <>
        Its lock ended <When at={until} withClock />
      </>
    );
  return (
    <>
      Locked, ends <When at={until} withClock />:{' '}
      {mode === 'compliance'
        ? 'nobody can delete it before'
        : mode === 'governance'
          ? 'only who may bypass governance can delete it before'
          : 'how firmly is not known'}
    </>
  );
}

/** @param told what the page says already, so that no row says it again */
export function CopyRows({ copies, told = null }: { copies: Copy[]; told?: string | null }) {
  if (copies.length === 0) return null;
  return (
    <ul className="copies" aria-label="Copies">
      {copies.map((copy) => (
        <li key={copy.locationId}>
          <span className="copy-name">
            <Icon name={kindIcon(copy.kind)} /> {copy.locationId}
          </span>
          <span className="copy-size">{copy.bytes === null ? '' : bytes(copy.bytes)}</span>
          <StatusWord look={copyLooks[copy.state]} />
          {copy.lock && (
            <p className="copy-lock">
              <Icon name="lock" size={13} /> <LockWords lock={copy.lock} />
            </p>
          )}
          {copy.problem && copy.problem !== told && <p className="copy-problem">{copy.problem}</p>}
        </li>
      ))}
    </ul>
  );
}

/** Reads out quarters and phases, not every figure: a screen reader must stay usable while a backup runs. */
function Announcer({ run, part }: { run: Run; part: number | null }) {
  const quarter = part === null ? 0 : Math.floor(part * 4) * 25;
  const words = isActive(run)
    ? `${run.planName ?? 'Backup'}: ${phase(run)}${quarter > 0 ? `, ${quarter} percent` : ''}`
    : `${run.planName ?? 'Backup'}: ${runLooks[run.state].words}`;
  const [said, setSaid] = useState('');
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else setSaid(words);
  }, [words]);
  return (
    <p className="only-read-aloud" role="status">
      {said}
    </p>
  );
}
