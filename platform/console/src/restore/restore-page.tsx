import type { QueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useAsked } from '../api/asked';
import { ApiError } from '../api/http';
import { eventsPath, isRestoring, type Restore, restore as parseRestore, restoreQuery } from '../api/restore';
import { Card, Fact, Facts } from '../design/card';
import { CopyButton } from '../design/copy-button';
import { duration, secondsBetween } from '../design/format';
import { Icon } from '../design/icon';
import { Loading, Notice, ProblemNotice } from '../design/notice';
import { Badge } from '../design/status';
import { When } from '../design/when';
import { pollEvery, useFeed, useLiveness } from '../live/live';
import { BackupTaken } from './backup-taken';
import { Approval, CancelRestore, OldDatabase } from './restore-acts';
import { restoreLooks, targetWords } from './looks';
import { RestoreProgress, walFetched, walReplayed } from './restore-progress';
import '../backups/run-page.css';
import './restore.css';

/** One restore from the request to its end, and what is left to decide after it. */
export function RestorePage({ restoreId }: { restoreId: string }) {
  const liveness = useLiveness();
  const found = useAsked({
    ...restoreQuery(restoreId),
    retry: (failures, error) => !isRefusal(error) && failures < 2,
    refetchInterval: (query) =>
      isRestoring(query.state.data) || query.state.data?.state === 'awaiting-approval'
        ? pollEvery(liveness, true)
        : false,
  });
  const restore = found.data;
  return (
    <div className="stack run-page">
      <title>
        {restore
          ? `${restoreLooks[restore.state].words}: restore of ${restore.planName ?? 'a backup'} · Mooring`
          : 'Restore · Mooring'}
      </title>
      <Link href="/restores" className="back">
        <Icon name="back" /> Restores
      </Link>
      {found.pending && <Loading what="the restore" lines={5} />}
      {found.error && (
        <ProblemNotice
          what={restore ? 'What is shown may be out of date' : 'This restore cannot be shown'}
          error={found.error}
          {...(!isRefusal(found.error) && { retry: () => void found.ask() })}
        />
      )}
      {restore && <RestoreDetail restore={restore} />}
    </div>
  );
}

const isRefusal = (error: Error) =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;

function useRestoreFeed(restore: Restore) {
  const { queryKey } = restoreQuery(restore.id);
  return useFeed(
    isRestoring(restore) ? eventsPath(restore.id) : null,
    (client: QueryClient, value) => {
      const told = parseRestore(value);
      if (told.id === restore.id) client.setQueryData(queryKey, told);
    },
    [queryKey, ['restores']],
  );
}

/** Without a time a cluster goes on as far as its stored WAL; anything else is as it was backed up. */
const timeless = ({ target }: Restore) =>
  target.kind === 'new-cluster' ? 'as far as the stored WAL goes' : 'of the backup';

function RestoreDetail({ restore }: { restore: Restore }) {
  const feed = useRestoreFeed(restore);
  const running = restore.state === 'running' || restore.state === 'queued';
  const { failure } = restore;
  return (
    <>
      <header className="run-head">
        <div className="row">
          <h1>Restore of {restore.planName ?? 'an unknown plan'}</h1>
          <Badge look={restoreLooks[restore.state]} />
        </div>
        {(running || restore.state === 'awaiting-approval') && <CancelRestore restore={restore} />}
      </header>
      {restore.state === 'awaiting-approval' && <Approval restore={restore} />}
      {running && <RestoreProgress restore={restore} feed={feed} />}
      {failure && restore.state !== 'cancelled' && (
        <Notice tone="bad" title={failure.message}>
          {failure.remedy && (
            <p>
              <strong>What to do: </strong>
              {failure.remedy}
            </p>
          )}
          {failure.code && (
            <p className="notice-trace">
              <span>
                Code <code>{failure.code}</code>
              </span>
            </p>
          )}
        </Notice>
      )}
      {failure && restore.state === 'cancelled' && <Notice tone="neutral" title={failure.message} />}
      {restore.state === 'unknown' && (
        <p className="soft">The server reports a state that this version of the console does not know.</p>
      )}
      <OldDatabase restore={restore} />
      <Card title="This restore">
        <Facts>
          <Fact name="Backup">{restore.runId ? <BackupTaken runId={restore.runId} /> : 'unknown'}</Fact>
          <Fact name={targetWords[restore.target.kind]}>{restore.target.name ?? 'unknown'}</Fact>
          <Fact name="What of it">
            {restore.tables.length === 0 ? 'everything' : `rows of ${restore.tables.join(', ')}`}
          </Fact>
          <Fact name="To the time">
            {restore.toTime ? <When at={restore.toTime} withClock /> : timeless(restore)}
          </Fact>
          <Fact name="Read from">{restore.locationId ?? 'not chosen yet'}</Fact>
          <Fact name="Asked for by">
            {restore.requestedBy ?? 'unknown'}, <When at={restore.requestedAt} />
          </Fact>
          {restore.decidedBy && (
            <Fact name={restore.state === 'refused' ? 'Refused by' : 'Approved by'}>
              {restore.decidedBy}, <When at={restore.decidedAt} />
            </Fact>
          )}
          <Fact name="Started">
            <When at={restore.startedAt} otherwise="not yet" withClock />
          </Fact>
          <Fact name="Finished">
            <When at={restore.finishedAt} otherwise="not yet" withClock />
          </Fact>
          {restore.progress.wal && !running && (
            <>
              <Fact name="WAL fetched">{walFetched(restore.progress.wal)}</Fact>
              <Fact name="WAL replayed">{walReplayed(restore.progress.wal)}</Fact>
            </>
          )}
          {restore.finishedAt && restore.startedAt && (
            <Fact name="Took">{duration(secondsBetween(restore.startedAt, restore.finishedAt))}</Fact>
          )}
        </Facts>
        {restore.remarks.length > 0 && (
          <ul className="remarks" aria-label="Remarks">
            {restore.remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        )}
      </Card>
      <Card title="For searching logs and traces">
        <Facts wide>
          <Fact name="Restore">
            <span className="with-copy">
              <code>{restore.id}</code> <CopyButton text={restore.id} what="restore id" />
            </span>
          </Fact>
          {restore.correlationId && (
            <Fact name="Correlation id">
              <span className="with-copy">
                <code>{restore.correlationId}</code>{' '}
                <CopyButton text={restore.correlationId} what="correlation id" />
              </span>
            </Fact>
          )}
        </Facts>
      </Card>
    </>
  );
}
