import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useAsked } from '../api/asked';
import { ApiError } from '../api/http';
import { type Purge, purgeQuery } from '../api/purge';
import { plansQuery } from '../api/queries';
import { Card, Fact, Facts } from '../design/card';
import { CopyButton } from '../design/copy-button';
import { capital } from '../design/format';
import { Icon } from '../design/icon';
import { Loading, Notice, ProblemNotice } from '../design/notice';
import { Badge } from '../design/status';
import { When } from '../design/when';
import { pollEvery, useLiveness } from '../live/live';
import { Fates } from './fates';
import { outcomeWords, purgeLooks, scopeWords } from './looks';
import { CancelPurge, PurgeApproval } from './purge-acts';
import '../backups/run-page.css';

const isOpen = (purge: Purge | undefined) =>
  purge?.state === 'awaiting-approval' || purge?.state === 'deleting';

const isRefusal = (error: Error) =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;

/** One request to delete backups before their time, from the question to what is gone. */
export function PurgePage({ purgeId }: { purgeId: string }) {
  const liveness = useLiveness();
  const found = useAsked({
    ...purgeQuery(purgeId),
    retry: (failures, error) => !isRefusal(error) && failures < 2,
    refetchInterval: (query) => (isOpen(query.state.data) ? pollEvery(liveness, true) : false),
  });
  const plans = useQuery(plansQuery);
  const purge = found.data;
  // A plan that is not in the settings any more can be purged too: its id is its name then.
  const planName =
    plans.data?.items.find((each) => each.id === purge?.planId)?.name ?? purge?.planId ?? 'an unknown plan';
  return (
    <div className="stack run-page purge-page">
      <title>{purge ? `${purgeLooks[purge.state].words}: deletion · Mooring` : 'Deletion · Mooring'}</title>
      <Link href="/purges" className="back">
        <Icon name="back" /> Deletions
      </Link>
      {(found.pending || plans.isPending) && <Loading what="the deletion" lines={5} />}
      {found.error && (
        <ProblemNotice
          what={purge ? 'What is shown may be out of date' : 'This deletion cannot be shown'}
          error={found.error}
          {...(!isRefusal(found.error) && { retry: () => void found.ask() })}
        />
      )}
      {purge && !plans.isPending && <PurgeDetail purge={purge} planName={planName} />}
    </div>
  );
}

function PurgeDetail({ purge, planName }: { purge: Purge; planName: string }) {
  return (
    <>
      <header className="run-head">
        <div className="row">
          <h1>
            Deletion of {scopeWords(purge)} of {planName}
          </h1>
          <Badge look={purgeLooks[purge.state]} />
        </div>
        {purge.state === 'awaiting-approval' && <CancelPurge purge={purge} />}
      </header>
      {purge.state === 'awaiting-approval' && <PurgeApproval purge={purge} planName={planName} />}
      {purge.remark && <Notice tone={purgeLooks[purge.state].tone} title={purge.remark} />}
      <Card title="What becomes of each backup">
        <div className="stack">
          <p>
            {capital(outcomeWords(purge))}.
            {purge.state === 'awaiting-approval' && (
              <span className="soft"> As it would be now; what somebody begins to hold stays.</span>
            )}
          </p>
          {purge.items === null ? (
            <p className="soft">The server did not tell which.</p>
          ) : (
            <Fates items={purge.items} />
          )}
        </div>
      </Card>
      <Card title="This request">
        <Facts>
          <Fact name="Plan">
            {purge.planId ? <Link href={`/plans/${purge.planId}`}>{planName}</Link> : 'unknown'}
          </Fact>
          <Fact name="Why">{purge.reason ?? 'no reason was given'}</Fact>
          <Fact name="Asked for by">
            {purge.requestedBy ?? 'unknown'}, <When at={purge.requestedAt} withClock />
          </Fact>
          {purge.expiresAt && (
            <Fact name="Ends if nobody decides">
              <When at={purge.expiresAt} withClock />
            </Fact>
          )}
          {purge.decidedBy && (
            <Fact name={decidedWords(purge)}>
              {purge.decidedBy}, <When at={purge.decidedAt} withClock />
            </Fact>
          )}
          {purge.finishedAt && (
            <Fact name="Ended">
              <When at={purge.finishedAt} withClock />
            </Fact>
          )}
        </Facts>
      </Card>
      <Card title="For searching logs, traces and the audit trail">
        <Facts wide>
          <Fact name="Deletion">
            <span className="with-copy">
              <code>{purge.id}</code> <CopyButton text={purge.id} what="deletion id" />
            </span>
          </Fact>
          {purge.correlationId && (
            <Fact name="Correlation id">
              <span className="with-copy">
                <code>{purge.correlationId}</code>{' '}
                <CopyButton text={purge.correlationId} what="correlation id" />
              </span>
            </Fact>
          )}
        </Facts>
      </Card>
    </>
  );
}

function decidedWords({ state }: Purge): string {
  if (state === 'refused') return 'Refused by';
  return state === 'cancelled' ? 'Taken back by' : 'Approved by';
}
