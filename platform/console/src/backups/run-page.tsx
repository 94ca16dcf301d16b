import { Link } from 'wouter';
import { useAsked } from '../api/asked';
import { ApiError } from '../api/http';
import { runQuery } from '../api/queries';
import { hasBackup, type Run } from '../api/types';
import { Card, Fact, Facts } from '../design/card';
import { CopyButton } from '../design/copy-button';
import { bytes, duration, rate, secondsBetween } from '../design/format';
import { Icon } from '../design/icon';
import { Loading, ProblemNotice } from '../design/notice';
import { Badge } from '../design/status';
import { When } from '../design/when';
import { isActive, pollEvery, useLiveness, useRunFeed } from '../live/live';
import { FailureNotice } from './failure-notice';
import { LetGoNotice } from './let-go-notice';
import { RestoreLink } from '../restore/restore-link';
import { FateOfRun } from '../retention/fate-of-run';
import { VerifyCard } from '../verify/verify-card';
import { runLooks } from './looks';
import { ManifestCard } from './manifest';
import { CancelRun } from './run-actions';
import { startedBy, Took } from './run-history';
import { CopyRows, RunProgress } from './run-progress';
import { useToldOutcome } from './tell-outcome';
import './run-page.css';

export function RunPage({ runId }: { runId: string }) {
  const liveness = useLiveness();
  const query = useAsked({
    ...runQuery(runId),
    retry: (failures, error) => !isRefusal(error) && failures < 2,
    refetchInterval: (found) => (isActive(found.state.data) ? pollEvery(liveness, true) : false),
  });
  const run = query.data;
  return (
    <div className="stack run-page">
      <title>
        {run ? `${runLooks[run.state].words}: ${run.planName ?? 'run'} · Mooring` : 'Run · Mooring'}
      </title>
      <Link href="/" className="back">
        <Icon name="back" /> Backups
      </Link>
      {query.pending && <Loading what="the run" lines={5} />}
      {query.error && (
        <ProblemNotice
          what={run ? 'What is shown may be out of date' : 'This run cannot be shown'}
          error={query.error}
          // A run that is not there does not come by asking again.
          {...(!isRefusal(query.error) && { retry: () => void query.ask() })}
        />
      )}
      {run && <RunDetail run={run} />}
    </div>
  );
}

const isRefusal = (error: Error) =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;

function RunDetail({ run }: { run: Run }) {
  const feed = useRunFeed(run);
  useToldOutcome(run);
  const active = isActive(run);
  const restorable = hasBackup(run);
  return (
    <>
      <header className="run-head">
        <div className="row">
          <h1>
            Backup of{' '}
            {run.planId ? (
              <Link href={`/plans/${run.planId}`} className="heading-link">
                {run.planName ?? run.planId}
              </Link>
            ) : (
              'an unknown plan'
            )}
          </h1>
          <Badge look={runLooks[run.state]} />
        </div>
        {active && <CancelRun run={run} />}
        {restorable && <RestoreLink planId={run.planId} runId={run.id} />}
      </header>
      {active && <RunProgress run={run} feed={feed} />}
      <FailureNotice run={run} />
      {run.letGo && <LetGoNotice letGo={run.letGo} />}
      {run.state === 'unknown' && (
        <p className="soft">The server reports a state that this version of the console does not know.</p>
      )}
      <div className="run-columns">
        <Card title="This run">
          <Facts>
            <Fact name="Started">
              <When at={run.startedAt} otherwise="not yet" withClock />
            </Fact>
            <Fact name="Finished">
              <When at={run.finishedAt} otherwise={active ? 'not yet' : 'unknown'} withClock />
            </Fact>
            <Fact name="Took">
              <Took run={run} />
            </Fact>
            <Fact name="Waited before">{duration(secondsBetween(run.queuedAt, run.startedAt))}</Fact>
            <Fact name="Read from the source">{bytes(run.progress.sourceBytes)}</Fact>
            <Fact name="Stored in each location">{bytes(run.progress.storedBytes)}</Fact>
            <Fact name="Made smaller">{ratio(run)}</Fact>
            <Fact name="Mean rate">{meanRate(run)}</Fact>
            <Fact name="Started by">{startedBy(run)}</Fact>
            {run.chainId !== null && run.chainId !== run.id && (
              <Fact name="Builds on">
                <Link href={`/runs/${run.chainId}`}>the full run of its chain</Link>
              </Fact>
            )}
          </Facts>
          {run.remarks.length > 0 && (
            <ul className="remarks" aria-label="Remarks">
              {run.remarks.map((remark) => (
                <li key={remark}>{remark}</li>
              ))}
            </ul>
          )}
        </Card>
        {!active && !run.letGo && (
          <Card title="Copies">
            {run.copies.length > 0 ? (
              <CopyRows copies={run.copies} told={run.failure?.message ?? null} />
            ) : (
              <p className="soft">No copy was begun.</p>
            )}
          </Card>
        )}
      </div>
      {restorable && (
        <>
          <VerifyCard run={run} />
          <FateOfRun run={run} />
        </>
      )}
      {(restorable || run.letGo) && <ManifestCard runId={run.id} />}
      <Card title="For searching logs and traces">
        <Facts wide>
          <Fact name="Run">
            <span className="with-copy">
              <code>{run.id}</code> <CopyButton text={run.id} what="run id" />
            </span>
          </Fact>
          <Fact name="Correlation id">
            {run.correlationId ? (
              <span className="with-copy">
                <code>{run.correlationId}</code> <CopyButton text={run.correlationId} what="correlation id" />
              </span>
            ) : (
              'unknown'
            )}
          </Fact>
        </Facts>
      </Card>
    </>
  );
}

function ratio({ state, progress: { sourceBytes, storedBytes } }: Run): string {
  // Of what was cut off in the middle the quotient would be no one's.
  if (state !== 'completed' && state !== 'partial') return '–';
  if (!sourceBytes || !storedBytes) return 'unknown';
  return `${(sourceBytes / storedBytes).toFixed(1)} times`;
}

function meanRate(run: Run): string {
  if (run.progress.sourceBytes === 0 || isActive(run)) return '–';
  const seconds = secondsBetween(run.startedAt, run.finishedAt);
  return seconds && run.progress.sourceBytes ? rate(run.progress.sourceBytes / seconds) : 'unknown';
}
