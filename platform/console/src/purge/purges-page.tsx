import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useLocation, useSearchParams } from 'wouter';
import { type Purge, purgesQuery, purgeStates } from '../api/purge';
import { plansQuery } from '../api/queries';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { capital, count } from '../design/format';
import { Icon } from '../design/icon';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { openOnClick } from '../design/open-on-click';
import { StatusWord } from '../design/status';
import { When } from '../design/when';
import { outcomeWords, purgeLooks, scopeWords } from './looks';
import '../design/table.css';
import '../backups/run-history.css';
import '../backups/run-page.css';

/** Every request to delete backups before their time, newest first. */
export function PurgesPage() {
  const [search, setSearch] = useSearchParams();
  const plans = useQuery(plansQuery);
  const state = search.get('state') ?? '';
  const planId = search.get('plan') ?? '';
  const found = useInfiniteQuery({
    ...purgesQuery({ state, planId }),
    refetchInterval: 15_000,
    placeholderData: (before) => before,
  });
  const items = found.data?.pages.flatMap((each) => each.items) ?? [];
  const nameOf = (id: string | null) =>
    plans.data?.items.find((each) => each.id === id)?.name ?? id ?? 'an unknown plan';
  const choose = (value: string) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        if (value) next.set('state', value);
        else next.delete('state');
        return next;
      },
      { replace: true },
    );
  return (
    <div className="stack run-page">
      <title>Deletions · Mooring</title>
      <Link href="/" className="back">
        <Icon name="back" /> Backups
      </Link>
      <h1>Deletions</h1>
      <Card
        title="Backups deleted before their time"
        flush
        aside={
          <select
            className="select"
            aria-label="Show deletions in state"
            data-shortcut="filter"
            value={state}
            onChange={(event) => choose(event.target.value)}
          >
            <option value="">All states</option>
            {purgeStates.map((each) => (
              <option key={each} value={each}>
                {purgeLooks[each].words}
              </option>
            ))}
          </select>
        }
      >
        {found.isPending && <Loading what="the deletions" lines={4} />}
        {found.error && (
          <ProblemNotice
            what={found.data ? 'The list below may be out of date' : 'Which deletions there are is not known'}
            error={found.error}
            retry={() => void found.refetch()}
          />
        )}
        {found.data && items.length === 0 && (
          <Empty
            title={state || planId ? 'No deletion matches the filter' : 'Nobody has asked to delete a backup'}
          >
            {state || planId ? (
              <Button size="small" onClick={() => setSearch({}, { replace: true })}>
                Show all deletions
              </Button>
            ) : (
              <p>
                Backups go by themselves when the rules of their plan end. To delete one earlier, open it and
                choose “Delete it”: another person must agree.
              </p>
            )}
          </Empty>
        )}
        {items.length > 0 && <PurgeTable purges={items} nameOf={nameOf} />}
        {items.length > 0 && (
          <div className="table-foot">
            <span className="quiet" role="status">
              {count(items.length, 'deletion')} shown{found.hasNextPage ? '' : ', that is all'}
            </span>
            {found.hasNextPage && (
              <Button size="small" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                Show older deletions
              </Button>
            )}
          </div>
        )}
      </Card>
    </div>
  );
}

function PurgeTable({ purges, nameOf }: { purges: Purge[]; nameOf: (id: string | null) => string }) {
  const [, navigate] = useLocation();
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <caption className="only-read-aloud">Deletions, newest first</caption>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">What</th>
            <th scope="col">Backups</th>
            <th scope="col">Why</th>
            <th scope="col">Asked for</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {purges.map((each) => (
            <tr
              key={each.id}
              className="row-link"
              onClick={(event) => openOnClick(event, () => navigate(`/purges/${each.id}`))}
            >
              <td>
                <Link href={`/purges/${each.id}`} className="run-link">
                  <StatusWord look={purgeLooks[each.state]} />
                  <span className="only-read-aloud"> deletion, details</span>
                </Link>
              </td>
              <td data-name="What">
                {capital(scopeWords(each))} of {nameOf(each.planId)}
              </td>
              <td data-name="Backups">{outcomeWords(each)}</td>
              <td data-name="Why" className="wide">
                {each.reason ?? 'no reason was given'}
              </td>
              <td data-name="Asked for" className="wide">
                <When at={each.requestedAt} withClock />
              </td>
              <td data-name="By">{each.requestedBy ?? 'unknown'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
