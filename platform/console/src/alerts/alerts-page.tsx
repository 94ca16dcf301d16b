import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import { type AlertFilter, alertsQuery, alertStates, severities } from '../api/alert';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { count } from '../design/format';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { AlertPages } from '../design/sub-pages';
import { pollEvery, useLiveness } from '../live/live';
import { AlertCounts } from './alert-counts';
import { AlertRow } from './alert-row';
import { alertLooks, severityLooks } from './looks';
import { RaiseByHand } from './raise';
import '../design/table.css';
import '../backups/run-page.css';
import './alerts.css';

/** What is wrong now, gravest first. */
export function AlertsPage() {
  const liveness = useLiveness();
  const [search, setSearch] = useSearchParams();
  // Whoever chooses nothing wants to know what is open.
  const state = search.get('state') ?? 'open';
  const filter: AlertFilter = {
    state: state === 'all' ? '' : state,
    severity: search.get('severity') ?? '',
    label: search.get('label') ?? '',
    q: search.get('q') ?? '',
  };
  const found = useInfiniteQuery({
    ...alertsQuery(filter),
    refetchInterval: pollEvery(liveness, true),
    placeholderData: (before) => before,
  });
  const items = found.data?.pages.flatMap((each) => each.items) ?? [];
  const narrowed = filter.severity || filter.label || filter.q || state !== 'open';
  const choose = (name: string, value: string) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return (
    <div className="stack run-page">
      <title>Alerts · Mooring</title>
      <AlertPages />
      <header className="run-head">
        <h1>Alerts</h1>
        <RaiseByHand />
      </header>
      <AlertCounts chosen={filter.severity ?? ''} />
      <Card title={state === 'open' ? 'Open, gravest first' : 'Newest first'} flush>
        <div className="filters alert-filters" role="search" aria-label="Filter the alerts">
          <select
            className="select"
            aria-label="Show alerts in state"
            data-shortcut="filter"
            value={state}
            onChange={(event) => choose('state', event.target.value === 'open' ? '' : event.target.value)}
          >
            <option value="open">Open</option>
            {alertStates.map((each) => (
              <option key={each} value={each}>
                {alertLooks[each].words}
              </option>
            ))}
            <option value="all">All states</option>
          </select>
          <select
            className="select"
            aria-label="Show alerts of severity"
            value={filter.severity}
            onChange={(event) => choose('severity', event.target.value)}
          >
            <option value="">All severities</option>
            {severities.map((each) => (
              <option key={each} value={each}>
                {severityLooks[each].words}
              </option>
            ))}
          </select>
          <Typed
            name="Labels"
            placeholder="label=value"
            value={filter.label ?? ''}
            onTyped={(each) => choose('label', each)}
          />
          <Typed
            name="Words"
            placeholder="Words"
            value={filter.q ?? ''}
            onTyped={(each) => choose('q', each)}
          />
        </div>
        {found.isPending && <Loading what="the alerts" lines={6} />}
        {found.error && (
          <ProblemNotice
            what={found.data ? 'The list below may be out of date' : 'What is wrong now is not known'}
            error={found.error}
            retry={() => void found.refetch()}
          />
        )}
        {found.data && items.length === 0 && (
          <Empty title={narrowed ? 'No alert matches the filter' : 'No alert is open'}>
            {narrowed ? (
              <Button size="small" onClick={() => setSearch({}, { replace: true })}>
                Show what is open
              </Button>
            ) : (
              <p>Nothing is reported to be wrong. What was stands under “All states”.</p>
            )}
          </Empty>
        )}
        <ul aria-label="Alerts">
          {items.map((each) => (
            <AlertRow key={each.id} alert={each} />
          ))}
        </ul>
        {items.length > 0 && (
          <div className="table-foot">
            <span className="quiet" role="status">
              {count(items.length, 'alert')} shown{found.hasNextPage ? '' : ', that is all'}
            </span>
            {found.hasNextPage && (
              <Button size="small" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                Show more alerts
              </Button>
            )}
          </div>
        )}
      </Card>
    </div>
  );
}

/** Asks when the person pauses, not at every letter. */
function Typed(props: {
  name: string;
  placeholder: string;
  value: string;
  onTyped: (value: string) => void;
}) {
  const { value, onTyped } = props;
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onTyped(typed), 300);
    return () => clearTimeout(timer);
    // The function is another one at every paint.
  }, [typed, value]);
  return (
    <input
      className="select alert-typed"
      type="search"
      aria-label={props.name}
      placeholder={props.placeholder}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
