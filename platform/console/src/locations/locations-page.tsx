import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { locationsQuery, plansQuery } from '../api/queries';
import { retentionQuery } from '../api/retention';
import type { Location } from '../api/types';
import { kindIcon, kindWords, locationLooks } from '../backups/looks';
import { missingCopies, type MissingCopy, partialRunsQuery } from '../backups/missing-copies';
import { Fact, Facts } from '../design/card';
import { bytes, count } from '../design/format';
import { Icon } from '../design/icon';
import { Empty, Loading, Notice, ProblemLine, ProblemNotice } from '../design/notice';
import { Badge } from '../design/status';
import { When } from '../design/when';
import './locations-page.css';

/** Where copies are kept: whether that works, how much fits, and what is missing there. */
export function LocationsPage() {
  const locations = useQuery({ ...locationsQuery, refetchInterval: 15_000 });
  const plans = useQuery(plansQuery);
  const partial = useQuery({ ...partialRunsQuery, refetchInterval: 60_000 });
  const kept = useQueries({ queries: (plans.data?.items ?? []).map((plan) => retentionQuery(plan.id)) });
  const existing = (planId: string | null) => {
    const index = plans.data?.items.findIndex((plan) => plan.id === planId) ?? -1;
    const told = index < 0 ? undefined : kept[index]?.data;
    return told ? new Set(told.items.map((each) => each.runId)) : null;
  };
  const missing = partial.data && !partial.isError ? missingCopies(partial.data.items, existing) : null;
  return (
    <div className="stack run-page">
      <title>Locations · Mooring</title>
      <h1>Locations</h1>
      {locations.isPending && <Loading what="the locations" lines={5} />}
      {locations.error && (
        <ProblemNotice
          what={locations.data ? 'Their state is not known now' : 'Their state is not known'}
          error={locations.error}
          retry={() => void locations.refetch()}
        />
      )}
      {partial.error && <ProblemLine what="Whether copies are missing is not known" error={partial.error} />}
      {locations.data?.items.length === 0 && (
        <section className="card">
          <Empty title="No location">
            <p>A backup needs a place to be kept. Add one to the backup service&rsquo;s configuration.</p>
          </Empty>
        </section>
      )}
      {locations.data?.items.length === 1 && (
        <Notice tone="warn" title="There is only one location">
          <p>Whatever takes it takes every backup. Add a second one, in another place.</p>
        </Notice>
      )}
      <div className="locations-grid">
        {locations.data?.items.map((each) => (
          <LocationCard
            key={each.id}
            // Old answers keep their figures but not their verdict.
            location={locations.isError ? { ...each, state: 'unknown' } : each}
            missing={missing && missing.filter((copy) => copy.locationId === each.id)}
            more={partial.data?.nextCursor != null}
          />
        ))}
      </div>
    </div>
  );
}

/** Whether the location itself refuses to delete what is written now. */
function objectLockWords({ mode, days }: Location['objectLock']): string {
  if (mode === 'none') return 'none';
  if (mode === 'unknown') return 'not known';
  return `${mode}, ${days === null ? 'for an unknown time' : count(days, 'day')}`;
}

/** How long its last check took; a slow one in the words for other spans. */
function latencyWords(millis: number | null): string {
  if (millis === null) return 'unknown';
  if (millis < 1) return 'under 1 ms';
  return millis < 1000 ? `${Math.round(millis)} ms` : `${(millis / 1000).toFixed(1)} s`;
}

interface LocationCardProps {
  location: Location;
  /** Null while that is not known. */
  missing: MissingCopy[] | null;
  /** There are more partial runs than were asked for. */
  more: boolean;
}

const shownCopies = 5;

function LocationCard({ location, missing, more }: LocationCardProps) {
  const look = locationLooks[location.state];
  return (
    <article className="card location-card" aria-label={location.id}>
      <header className="location-card-head">
        <h2>
          <Icon name={kindIcon(location.kind)} /> {location.id}
        </h2>
        <Badge look={look} />
      </header>
      {location.reason && <Notice tone={look.tone} title={location.reason} />}
      {location.state === 'unknown' && !location.reason && (
        <p className="soft">It has not been checked, or the service does not tell.</p>
      )}
      <Facts>
        <Fact name="Kind">{kindWords(location.kind)}</Fact>
        <Fact name="Free">
          {location.freeBytes !== null
            ? bytes(location.freeBytes)
            : location.kind === 's3'
              ? 'a bucket does not tell'
              : 'unknown'}
        </Fact>
        <Fact name="Answers in">{latencyWords(location.latencyMillis)}</Fact>
        <Fact name="Last write">
          <When at={location.lastWriteAt} otherwise="not known" withClock />
        </Fact>
        <Fact name="Checked">
          <When at={location.checkedAt} otherwise="never" />
        </Fact>
        <Fact name="Object lock">{objectLockWords(location.objectLock)}</Fact>
        <Fact name="Copies missing">
          {missing === null
            ? 'unknown'
            : missing.length === 0
              ? 'none'
              : `${missing.length}${more ? ' or more' : ''}`}
        </Fact>
      </Facts>
      {missing !== null && missing.length > 0 && (
        <div className="stack">
          <h3>Missing here</h3>
          <ul className="location-missing">
            {missing.slice(0, shownCopies).map(({ run, problem }) => (
              <li key={run.id}>
                <Link href={`/runs/${run.id}`}>
                  {run.planName ?? 'Backup'}, <When at={run.startedAt ?? run.queuedAt} />
                </Link>
                {problem && problem !== location.reason && <p className="soft">{problem}</p>}
              </li>
            ))}
          </ul>
          {missing.length > shownCopies && (
            <p className="soft">
              and {count(missing.length - shownCopies, 'more', 'more')}:{' '}
              <Link href="/?state=partial">all partial backups</Link>
            </p>
          )}
          <p className="soft">They are copied from another location as soon as this one takes them.</p>
        </div>
      )}
    </article>
  );
}
