import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { isRestoring, type Restore, restoresQuery, restoreStates } from '../api/restore';
import { plansQuery } from '../api/queries';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { count, duration, secondsBetween } from '../design/format';
import { Icon } from '../design/icon';
import { Empty, Loading, Notice, ProblemNotice } from '../design/notice';
import { openOnClick } from '../design/open-on-click';
import { StatusWord } from '../design/status';
import { When } from '../design/when';
import { useSearchChoice } from '../design/search-choice';
import { pollEvery, useLiveness } from '../live/live';
import { useBlockedByRole, useMe } from '../session/session';
import { restoreLooks, restorePhaseWords, targetWords } from './looks';
import { isBeside } from './order';
import { phasePart } from './restore-progress';
import '../design/table.css';
import '../backups/run-history.css';
import './restore.css';

/** Every restore: what waits for a decision first, then what runs and what was. */
export function RestoresPage() {
  const liveness = useLiveness();
  const blocked = useBlockedByRole();
  const [, navigate] = useLocation();
  const { search, setSearch, choose } = useSearchChoice();
  const plans = useQuery(plansQuery);
  const state = search.get('state') ?? '';
  const planId = search.get('plan') ?? '';
  const found = useInfiniteQuery({
    ...restoresQuery(state, planId),
    refetchInterval: (query) =>
      pollEvery(liveness, query.state.data?.pages.some((each) => each.items.some(isRestoring)) ?? false),
    placeholderData: (before) => before,
  });
  const items = found.data?.pages.flatMap((each) => each.items) ?? [];
  return (
    <div className="stack run-page">
      <title>Restores · Mooring</title>
      <header className="run-head">
        <h1>Restores</h1>
        <Button look="primary" icon="restore" blocked={blocked} onClick={() => navigate('/restore')}>
          Restore a backup…
        </Button>
      </header>
      <Decisions restores={items} />
      <Card
        title="Requested, running and done"
        flush
        aside={
          <div className="filters">
            <select
              className="select"
              aria-label="Show restores in state"
              data-shortcut="filter"
              value={state}
              onChange={(event) => choose('state', event.target.value)}
            >
              <option value="">All states</option>
              {restoreStates.map((each) => (
                <option key={each} value={each}>
                  {restoreLooks[each].words}
                </option>
              ))}
            </select>
            {(plans.data?.items.length ?? 0) > 1 && (
              <select
                className="select"
                aria-label="Show restores of plan"
                value={planId}
                onChange={(event) => choose('plan', event.target.value)}
              >
                <option value="">All plans</option>
                {plans.data?.items.map((each) => (
                  <option key={each.id} value={each.id}>
                    {each.name}
                  </option>
                ))}
              </select>
            )}
          </div>
        }
      >
        {found.isPending && <Loading what="the restores" lines={5} />}
        {found.error && (
          <ProblemNotice
            what={found.data ? 'The list below may be out of date' : 'Which restores there are is not known'}
            error={found.error}
            retry={() => void found.refetch()}
          />
        )}
        {found.data && items.length === 0 && (
          <Empty title={state || planId ? 'No restore matches the filter' : 'Nothing has been restored yet'}>
            {state || planId ? (
              <Button size="small" onClick={() => setSearch({}, { replace: true })}>
                Show all restores
              </Button>
            ) : (
              <p>A restore into a new database touches nothing that is in use: try one before you need it.</p>
            )}
          </Empty>
        )}
        {items.length > 0 && <RestoreTable restores={items} />}
        {items.length > 0 && (
          <div className="table-foot">
            <span className="quiet" role="status">
              {count(items.length, 'restore')} shown{found.hasNextPage ? '' : ', that is all'}
            </span>
            {found.hasNextPage && (
              <Button size="small" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                Show older restores
              </Button>
            )}
          </div>
        )}
      </Card>
    </div>
  );
}

/** What waits for a person, whoever looks. */
function Decisions({ restores }: { restores: Restore[] }) {
  const me = useMe();
  const waiting = restores.filter((each) => each.state === 'awaiting-approval');
  const kept = restores.filter((each) => each.awaitsConfirmation);
  return (
    <>
      {waiting.map((each) => (
        <Notice
          key={each.id}
          tone="warn"
          title={`The restore ${isBeside({ kind: each.target.kind, tables: each.tables }) ? 'into' : 'over'} ${each.target.name ?? 'a live database'} awaits approval`}
        >
          <p>
            {each.requestedBy === me.username
              ? 'You asked for it: another person'
              : 'Somebody other than who asked'}{' '}
            with the role approver decides. <Link href={`/restores/${each.id}`}>Look at it</Link>
          </p>
        </Notice>
      ))}
      {kept.map((each) => (
        <Notice
          key={each.id}
          tone="warn"
          title={
            each.schema === null
              ? `The old ${each.target.name ?? 'database'} is still kept`
              : `Restored tables are still in the schema ${each.schema} of ${each.target.name ?? 'a database'}`
          }
        >
          <p>
            {each.schema === null ? 'Bring it back or drop it' : 'Drop it or leave it'}:{' '}
            <Link href={`/restores/${each.id}`}>decide</Link>
          </p>
        </Notice>
      ))}
    </>
  );
}

/** "Fetching, 41 %". */
function progressWords(restore: Restore): string {
  const part = phasePart(restore);
  const words = restore.phase === null ? 'Starting' : restorePhaseWords[restore.phase];
  return part === null ? words : `${words}, ${Math.floor(part * 100)} %`;
}

function RestoreTable({ restores }: { restores: Restore[] }) {
  const [, navigate] = useLocation();
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <caption className="only-read-aloud">Restores, newest first</caption>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Plan</th>
            <th scope="col">Into</th>
            <th scope="col">Asked for</th>
            <th scope="col" className="figure">
              Took
            </th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {restores.map((each) => (
            <tr
              key={each.id}
              className="row-link"
              onClick={(event) => openOnClick(event, () => navigate(`/restores/${each.id}`))}
            >
              <td>
                <Link href={`/restores/${each.id}`} className="run-link">
                  <StatusWord look={restoreLooks[each.state]} />
                  <span className="only-read-aloud"> restore, details</span>
                </Link>
                {each.state === 'running' && <p className="quiet">{progressWords(each)}</p>}
              </td>
              <td data-name="Plan">{each.planName ?? 'unknown plan'}</td>
              <td data-name="Into" className="wide">
                {targetWords[each.target.kind]} <strong>{each.target.name ?? 'unknown'}</strong>
                {each.awaitsConfirmation && (
                  <span className="quiet">
                    {' '}
                    <Icon name="warn" size={13} /> {each.schema === null ? 'old one kept' : 'schema kept'}
                  </span>
                )}
              </td>
              <td data-name="Asked for" className="wide">
                <When at={each.requestedAt} withClock />
              </td>
              <td data-name="Took" className="figure">
                {each.startedAt && each.finishedAt
                  ? duration(secondsBetween(each.startedAt, each.finishedAt))
                  : '–'}
              </td>
              <td data-name="By">{each.requestedBy ?? 'unknown'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
