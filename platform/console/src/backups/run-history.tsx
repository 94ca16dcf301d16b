import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { historyQuery } from '../api/queries';
import { type Plan, type Run, runStates } from '../api/types';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { bytes, count, duration, secondsBetween } from '../design/format';
import { Empty, Loading, ProblemLine } from '../design/notice';
import { openOnClick } from '../design/open-on-click';
import { StatusWord } from '../design/status';
import { useClock, When } from '../design/when';
import { useSearchChoice } from '../design/search-choice';
import { isActive, pollEvery, useLiveness } from '../live/live';
import { runLooks } from './looks';
import '../design/table.css';
import './run-history.css';

interface RunHistoryProps {
  plans: Plan[];
  /** The id of the one plan whose runs are shown; without it those of all, also of plans that are gone. */
  only?: string;
}

/** Every run, newest first. Filter lives in the address, so that a view can be sent to a colleague. */
export function RunHistory({ plans, only }: RunHistoryProps) {
  const liveness = useLiveness();
  const { search, setSearch, choose } = useSearchChoice();
  const state = search.get('state') ?? '';
  const planId = only ?? search.get('plan') ?? '';
  const history = useInfiniteQuery({
    ...historyQuery({ planId, state }),
    refetchInterval: pollEvery(liveness, false),
    placeholderData: (before) => before,
  });
  const filtered = state !== '' || (only === undefined && planId !== '');
  const runs = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card
      title="History"
      flush
      className="history"
      aside={
        <div className="filters">
          <select
            className="select"
            aria-label="Show runs with outcome"
            data-shortcut="filter"
            value={state}
            onChange={(event) => choose('state', event.target.value)}
          >
            <option value="">All outcomes</option>
            {runStates.map((each) => (
              <option key={each} value={each}>
                {runLooks[each].words}
              </option>
            ))}
          </select>
          {plans.length > 1 && (
            <select
              className="select"
              aria-label="Show runs of plan"
              value={planId}
              onChange={(event) => choose('plan', event.target.value)}
            >
              <option value="">All plans</option>
              {plans.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.name}
                </option>
              ))}
            </select>
          )}
        </div>
      }
    >
      {history.isPending && <Loading what="the history" lines={6} />}
      {history.error && (
        <ProblemLine
          what={history.data ? 'Newer runs are not known' : 'The history is not known'}
          error={history.error}
        />
      )}
      {history.data && runs.length === 0 && (
        <Empty title={filtered ? 'No run matches the filter' : 'No run yet'}>
          {filtered ? (
            <Button size="small" onClick={() => setSearch({}, { replace: true })}>
              Show all runs
            </Button>
          ) : (
            <p>The first backup appears here as soon as it starts.</p>
          )}
        </Empty>
      )}
      {runs.length > 0 && (
        <RunTable runs={runs} withPlan={plans.length !== 1} dimmed={history.isPlaceholderData} />
      )}
      {history.data && runs.length > 0 && (
        <div className="table-foot">
          <span className="quiet" role="status">
            {count(runs.length, 'run')} shown{history.hasNextPage ? '' : ', that is all'}
          </span>
          {history.hasNextPage && (
            <Button
              size="small"
              busy={history.isFetchingNextPage}
              onClick={() => void history.fetchNextPage()}
            >
              Show older runs
            </Button>
          )}
        </div>
      )}
    </Card>
  );
}

function RunTable({ runs, withPlan, dimmed }: { runs: Run[]; withPlan: boolean; dimmed: boolean }) {
  const [, navigate] = useLocation();
  return (
    <div className="table-scroll">
      <table className={dimmed ? 'table table-cards table-dimmed' : 'table table-cards'}>
        <caption className="only-read-aloud">Backup runs, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            {withPlan && <th scope="col">Plan</th>}
            <th scope="col">Started</th>
            <th scope="col" className="figure">
              Took
            </th>
            <th scope="col" className="figure">
              Read
            </th>
            <th scope="col" className="figure">
              Stored
            </th>
            <th scope="col">Copies</th>
            <th scope="col">Started by</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr
              key={run.id}
              className="row-link"
              onClick={(event) => openOnClick(event, () => navigate(`/runs/${run.id}`))}
            >
              <td>
                <Link href={`/runs/${run.id}`} className="run-link">
                  <StatusWord look={runLooks[run.state]} />
                  <span className="only-read-aloud"> run, details</span>
                </Link>
              </td>
              {withPlan && <td data-name="Plan">{run.planName ?? 'unknown plan'}</td>}
              <td data-name="Started" className="wide">
                <When at={run.startedAt ?? run.queuedAt} withClock />
              </td>
              <td data-name="Took" className="figure">
                <Took run={run} />
              </td>
              <td data-name="Read" className="figure">
                {bytes(run.progress.sourceBytes)}
              </td>
              <td data-name="Stored" className="figure">
                {bytes(run.progress.storedBytes)}
              </td>
              <td data-name="Copies">{copiesWords(run)}</td>
              <td data-name="Started by">{startedBy(run)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Took({ run }: { run: Run }) {
  const words = useClock((now) => {
    if (run.startedAt === null) return '–';
    return duration(secondsBetween(run.startedAt, run.finishedAt ?? (isActive(run) ? now : null)));
  });
  return words;
}

export function copiesWords(run: Run): string {
  if (run.letGo) return 'let go';
  if (run.copies.length === 0) return '–';
  if (run.copies.some((copy) => copy.state === 'unknown')) return 'unknown';
  const stored = run.copies.filter((copy) => copy.state === 'stored').length;
  return `${stored} of ${run.copies.length}`;
}

export function startedBy(run: Run): string {
  if (run.trigger === 'schedule') return 'Schedule';
  if (run.trigger === 'manual') return run.requestedBy ?? 'By hand';
  return run.requestedBy ?? 'unknown';
}
