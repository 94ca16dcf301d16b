import { Link } from 'wouter';
import type { Run } from '../api/types';
import { Notice } from '../design/notice';

/** A failed or partial run in words: what happened, and what to do. */
export function FailureNotice({ run, linked = false }: { run: Run; linked?: boolean }) {
  const lost = run.copies.filter((copy) => copy.state === 'failed');
  const details = linked && (
    <p>
      <Link href={`/runs/${run.id}`}>Details of this run</Link>
    </p>
  );
  if (run.state === 'partial') {
    return (
      <Notice
        tone="warn"
        title={`Only some copies were stored: ${lost.map((copy) => copy.locationId).join(', ') || 'one'} is missing`}
      >
        {lost.map((copy) => copy.problem && <p key={copy.locationId}>{copy.problem}</p>)}
        {run.failure?.remedy && <Remedy words={run.failure.remedy} />}
        {details}
      </Notice>
    );
  }
  if (run.state !== 'failed') return null;
  return (
    <Notice tone="bad" title={run.failure?.message ?? 'The run failed, and the server gave no reason.'}>
      {run.failure?.remedy && <Remedy words={run.failure.remedy} />}
      {run.failure?.code && (
        <p className="notice-trace">
          <span>
            Code <code>{run.failure.code}</code>
          </span>
        </p>
      )}
      {details}
    </Notice>
  );
}

function Remedy({ words }: { words: string }) {
  return (
    <p>
      <strong>What to do: </strong>
      {words}
    </p>
  );
}
