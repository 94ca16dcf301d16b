import { type InfiniteData, useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type Alert, type AlertFilter, alertsQuery, labelFault } from '../api/alert';
import type { Page } from '../api/types';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { rememberList } from '../design/last-list';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { AlertPages } from '../design/sub-pages';
import { useSearchChoice } from '../design/search-choice';
import { pollEvery, useLiveness } from '../live/live';
import { useBlockedByRole } from '../session/session';
import { AcknowledgeChosen } from './acknowledge-chosen';
import { AlertCounts } from './alert-counts';
import { AlertRow } from './alert-row';
import { AlertFilters } from './filters';
import { ListLine, shownWords } from './list-line';
import { RaiseByHand } from './raise';
import { useInUse, useSteady } from './steady';
import '../design/table.css';
import '../backups/run-page.css';
import './alerts.css';

/** What is wrong now, gravest first. */
export function AlertsPage() {
  const liveness = useLiveness();
  const { search, setSearch, choose } = useSearchChoice();
  rememberList('/alerts', search);
  // Whoever chooses nothing wants to know what is open.
  const state = search.get('state') ?? 'open';
  const filter: AlertFilter = {
    state: state === 'all' ? '' : state,
    severity: search.get('severity') ?? '',
    label: search.get('label') ?? '',
    q: search.get('q') ?? '',
  };
  const fault = labelFault(filter.label);
  const found = useInfiniteQuery({
    ...alertsQuery(filter),
    enabled: fault === null,
    refetchInterval: pollEvery(liveness, true),
    placeholderData: (before) => before,
  });
  const narrowed = filter.severity || filter.label || filter.q || state !== 'open';
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
        <AlertFilters state={state} filter={filter} labelFault={fault} choose={choose} />
        {fault ? (
          <Empty title="Nothing is listed: it cannot be filtered like this">
            <Button size="small" onClick={() => choose('label', '')}>
              Leave the labels out
            </Button>
          </Empty>
        ) : (
          <Found
            found={found}
            of={JSON.stringify(filter)}
            {...(narrowed && { widen: () => setSearch({}, { replace: true }) })}
          />
        )}
      </Card>
    </div>
  );
}

interface FoundProps {
  found: UseInfiniteQueryResult<InfiniteData<Page<Alert>>>;
  /** The filter, as a name. */
  of: string;
  /** Shows all that is open; left out where that is shown. */
  widen?: () => void;
}

/** What the notifier answered, also where that is nothing or no answer. */
function Found({ found, of, widen }: FoundProps) {
  const newest = found.data?.pages.flatMap((each) => each.items) ?? [];
  return (
    <>
      {found.isPending && <Loading what="the alerts" lines={6} />}
      {found.error && (
        <ProblemNotice
          what={found.data ? 'The list below may be out of date' : 'What is wrong now is not known'}
          error={found.error}
          retry={() => void found.refetch()}
        />
      )}
      {found.data && newest.length === 0 && (
        <Empty
          title={
            found.error
              ? 'Nothing was in this list when it was last answered'
              : widen
                ? 'No alert matches the filter'
                : 'No alert is open'
          }
        >
          {widen ? (
            <Button size="small" onClick={widen}>
              Show what is open
            </Button>
          ) : (
            !found.error && <p>Nothing is reported to be wrong. What was stands under “All states”.</p>
          )}
        </Empty>
      )}
      <AlertList newest={newest} of={of} />
      {newest.length > 0 && (
        <div className="table-foot">
          <span className="quiet" role="status">
            {shownWords(newest.length, found.hasNextPage)}
          </span>
          {found.hasNextPage && (
            <Button size="small" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              Show more alerts
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** The rows, which stand still while somebody points at them, and can be taken on several at once. */
function AlertList({ newest, of }: { newest: Alert[]; of: string }) {
  const blocked = useBlockedByRole();
  const list = useRef<HTMLUListElement>(null);
  const { items, gone, added } = useSteady(newest, useInUse(list), of);
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const open = blocked ? [] : items.filter((each) => each.state === 'firing' && !gone.has(each.id));
  const chosen = open.filter((each) => ids.has(each.id));
  const choose = (alerts: Alert[]) => setIds(new Set(alerts.map((each) => each.id)));
  const toggle = (alert: Alert) =>
    choose(ids.has(alert.id) ? chosen.filter((each) => each !== alert) : [...chosen, alert]);
  return (
    <>
      {items.length > 0 && (
        <ListLine
          open={open}
          chosen={chosen}
          choose={choose}
          acknowledge={() => setAsking(true)}
          added={added}
          gone={gone.size}
        />
      )}
      <ul aria-label="Alerts" ref={list}>
        {items.map((each) => (
          <AlertRow
            key={each.id}
            alert={each}
            gone={gone.has(each.id)}
            {...(open.length > 0 && {
              choice: open.includes(each) ? { chosen: ids.has(each.id), toggle: () => toggle(each) } : null,
            })}
          />
        ))}
      </ul>
      {asking && (
        <AcknowledgeChosen
          alerts={chosen}
          onClose={(taken) => {
            setAsking(false);
            choose(chosen.filter((each) => !taken.includes(each.id)));
          }}
        />
      )}
    </>
  );
}
