import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { type Drill, drillsQuery, isDrilling, overdueQuery, trendQuery } from '../api/drill';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { count, duration } from '../design/format';
import { Empty, Loading, Notice, ProblemNotice } from '../design/notice';
import { openOnClick } from '../design/open-on-click';
import { StatusWord } from '../design/status';
import { When } from '../design/when';
import { pollEvery, useLiveness } from '../live/live';
import { componentWords, drillLooks, metLooks, modeWords, overdueWords } from './looks';
import { type Standing, standings } from './objectives';
import { ReportLink } from './report-link';
import { RestoreTests } from './restore-tests';
import { Scenarios } from './scenarios';
import { Trend } from './trend';
import '../backups/run-page.css';
import '../backups/run-history.css';
import '../design/table.css';
import './drill.css';

/** Whether one could recover, how fast and with what loss, as measured; and the way to find out. */
export function RecoveryPage() {
  const liveness = useLiveness();
  const drills = useInfiniteQuery({
    ...drillsQuery,
    refetchInterval: (query) =>
      pollEvery(liveness, query.state.data?.pages.some((each) => each.items.some(isDrilling)) ?? false),
  });
  const items = drills.data?.pages.flatMap((each) => each.items) ?? [];
  return (
    <div className="stack run-page">
      <title>Disaster recovery · Mooring</title>
      <h1>Disaster recovery</h1>
      <OverdueList />
      {items
        .filter((each) => each.state === 'awaiting-approval' || each.state === 'awaiting-person')
        .map((each) => (
          <Notice
            key={each.id}
            tone="warn"
            title={`${each.title}: ${each.state === 'awaiting-person' ? 'a step awaits a person' : 'awaits approval by another person'}`}
          >
            <p>
              <Link href={`/drills/${each.id}`}>Look at it</Link>
            </p>
          </Notice>
        ))}
      <Objectives drills={items} pending={drills.isPending} failed={drills.isError} />
      <Scenarios />
      <RestoreTests />
      <Card title="Drills" flush>
        {drills.isPending && <Loading what="the drills" lines={4} />}
        {drills.error && (
          <ProblemNotice
            what={drills.data ? 'Newer drills are not known' : 'Which drills there were is not known'}
            error={drills.error}
            retry={() => void drills.refetch()}
          />
        )}
        {drills.data && items.length === 0 && (
          <Empty title="There was no drill yet">
            <p>
              Begin with a dry run of a scenario above: it looks whether each step could be done, and does
              none.
            </p>
          </Empty>
        )}
        {items.length > 0 && <DrillTable drills={items} />}
        {drills.hasNextPage && (
          <div className="table-foot">
            <span className="quiet">{count(items.length, 'drill')} shown</span>
            <Button size="small" busy={drills.isFetchingNextPage} onClick={() => void drills.fetchNextPage()}>
              Show older drills
            </Button>
          </div>
        )}
      </Card>
    </div>
  );
}

function OverdueList() {
  const found = useQuery({ ...overdueQuery, refetchInterval: 60_000 });
  if (found.isPending)
    return (
      <p>
        <StatusWord
          look={{ tone: 'neutral', icon: 'queued', words: 'Looking whether anything is overdue' }}
        />
      </p>
    );
  if (found.error)
    return <ProblemNotice what="Whether anything is overdue is not known" error={found.error} />;
  if (found.data.items.length === 0)
    return (
      <p>
        <StatusWord look={{ tone: 'ok', icon: 'ok', words: 'Nothing is overdue' }}>
          No backup, restore test or drill is overdue
        </StatusWord>
      </p>
    );
  return (
    <Notice tone="bad" title={`${count(found.data.items.length, 'thing')} did not happen in time`}>
      <ul className="stack">
        {found.data.items.map((each) => (
          <li key={`${each.planId}${each.kind}`}>
            {overdueWords[each.kind]} of{' '}
            {each.planId ? (
              <Link href={`/plans/${each.planId}`}>{each.planName ?? each.planId}</Link>
            ) : (
              'a plan'
            )}{' '}
            was due <When at={each.expectedAt} otherwise="at an unknown time" />; the last one{' '}
            {each.lastDoneAt ? <When at={each.lastDoneAt} /> : 'never happened'}.
          </li>
        ))}
      </ul>
    </Notice>
  );
}

interface ObjectivesProps {
  drills: Drill[];
  pending: boolean;
  failed: boolean;
}

function Objectives({ drills, pending, failed }: ObjectivesProps) {
  const trend = useQuery({ ...trendQuery, refetchInterval: 60_000 });
  const standing = standings(drills, trend.data?.items ?? []);
  return (
    <Card title="Recovery objectives and what was measured" flush>
      {(pending || trend.isPending) && <Loading what="the objectives" lines={4} />}
      {trend.error && <ProblemNotice what="What was measured is not known" error={trend.error} />}
      {!pending && !trend.isPending && !failed && standing.length === 0 && !trend.error && (
        <Empty title="Nothing has been measured">
          <p>The first test of a scenario measures how long recovery takes and how much would be lost.</p>
        </Empty>
      )}
      {standing.length > 0 && (
        <div className="table-scroll">
          <table className="table table-cards objectives">
            <caption className="only-read-aloud">
              Per component: the objectives, what was measured last, and the course of it
            </caption>
            <thead>
              <tr>
                <th scope="col">Component</th>
                <th scope="col">Objectives</th>
                <th scope="col">Recovery time</th>
                <th scope="col">Data lost</th>
                <th scope="col">Measured</th>
              </tr>
            </thead>
            <tbody>
              {standing.map((each) => (
                <StandingRow key={each.component} standing={each} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

const span = (millis: number | null) => (millis === null ? 'not measured' : duration(millis / 1000));
const of = (millis: number | null) => (millis === null ? '' : ` of ${duration(millis / 1000)}`);

function StandingRow({ standing: { component, latest, at, line } }: { standing: Standing }) {
  return (
    <tr>
      <td>
        <strong>{componentWords(component)}</strong>
      </td>
      <td data-name="Objectives">
        <StatusWord look={metLooks[latest.met]} />
        {latest.met !== 'passed' && latest.reason && <p className="quiet">{latest.reason}</p>}
      </td>
      <td data-name="Recovery time" className="wide">
        {span(latest.measuredRtoMillis)}
        <span className="quiet">{of(latest.objectiveRtoMillis)}</span>
        <Trend what="RTO" component={componentWords(component)} points={line} />
      </td>
      <td data-name="Data lost" className="wide">
        {span(latest.measuredRpoMillis)}
        <span className="quiet">{of(latest.objectiveRpoMillis)}</span>
        <Trend what="RPO" component={componentWords(component)} points={line} />
      </td>
      <td data-name="Measured">{at ? <When at={at} /> : <span className="quiet">never</span>}</td>
    </tr>
  );
}

function DrillTable({ drills }: { drills: Drill[] }) {
  const [, navigate] = useLocation();
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <caption className="only-read-aloud">Drills, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Scenario</th>
            <th scope="col">Mode</th>
            <th scope="col">Steps</th>
            <th scope="col">Begun</th>
            <th scope="col">By</th>
            <th scope="col">Report</th>
          </tr>
        </thead>
        <tbody>
          {drills.map((each) => (
            <tr
              key={each.id}
              className="row-link"
              onClick={(event) => openOnClick(event, () => navigate(`/drills/${each.id}`))}
            >
              <td>
                <Link href={`/drills/${each.id}`} className="run-link">
                  <StatusWord look={drillLooks[each.state]} />
                  <span className="only-read-aloud"> drill, details</span>
                </Link>
              </td>
              <td data-name="Scenario">
                {each.title}
                {each.planName && <span className="quiet"> · {each.planName}</span>}
              </td>
              <td data-name="Mode">{modeWords[each.mode]}</td>
              <td data-name="Steps">
                {each.stepsDone ?? 'unknown'} of {each.steps.length}
              </td>
              <td data-name="Begun" className="wide">
                <When at={each.startedAt ?? each.queuedAt} withClock />
              </td>
              <td data-name="By">{each.scheduled ? 'Schedule' : (each.startedBy ?? 'unknown')}</td>
              <td>{isDrilling(each) ? '–' : <ReportLink drill={each} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
