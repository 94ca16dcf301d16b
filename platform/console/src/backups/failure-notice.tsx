import { Link } from 'wouter';
import type { Copy, Run } from '../api/types';
import { count } from '../design/format';
import { Notice } from '../design/notice';

/** A failed or partial run in words: what happened, and what to do. */
export function FailureNotice({ run, linked = false }: { run: Run; linked?: boolean }) {
  const lost = run.copies.filter((copy) => copy.state === 'failed');
  const stored = run.copies.filter((copy) => copy.state === 'stored');
  const details = linked && (
    <p>
      <Link href={`/runs/${run.id}`}>Details of this run</Link>
    </p>
  );
  if (run.state === 'partial') {
    return (
      <Notice
        tone="warn"
        title={`${missing(lost)} is missing: only ${stored.length} of ${count(run.copies.length, 'copy', 'copies')} ${stored.length === 1 ? 'was' : 'were'} stored`}
      >
        {lost.map((copy) => copy.problem && <p key={copy.locationId}>{copy.problem}</p>)}
        <Remedy words={run.failure?.remedy ?? repair(stored, lost)} />
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

const names = (copies: Copy[]) => copies.map((copy) => `“${copy.locationId}”`).join(' and ');
const missing = (lost: Copy[]) => (lost.length ? `The copy in ${names(lost)}` : 'A copy');

function repair(stored: Copy[], lost: Copy[]): string {
  const from = stored.length ? ` Until then this backup can be restored from ${names(stored)} only.` : '';
  return `Repair ${lost.length ? names(lost) : 'the location'}; the missing copy is then made up by itself.${from}`;
}

function Remedy({ words }: { words: string }) {
  return (
    <p>
      <strong>What to do: </strong>
      {words}
    </p>
  );
}
