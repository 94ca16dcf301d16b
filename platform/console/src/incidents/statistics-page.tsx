import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { type Figures, priorities, statisticsQuery } from '../api/incident';
import { Card, Fact, Facts } from '../design/card';
import { duration } from '../design/format';
import { Loading, ProblemNotice } from '../design/notice';
import { StatusWord } from '../design/status';
import { IncidentPages } from '../design/sub-pages';
import { priorityLooks } from './looks';
import '../design/table.css';
import '../backups/run-page.css';
import './incidents.css';

const spans = [7, 30, 90, 365];

/** How fast people respond to incidents and end them. */
export function StatisticsPage() {
  const [search, setSearch] = useSearchParams();
  const asked = Number(search.get('days'));
  const days = spans.includes(asked) ? asked : 30;
  const found = useQuery({ ...statisticsQuery(days), placeholderData: (before) => before });
  return (
    <div className="stack run-page">
      <title>Statistics of incidents · Mooring</title>
      <IncidentPages />
      <header className="run-head">
        <h1>Statistics</h1>
        <select
          className="select"
          aria-label="Of the last days"
          data-shortcut="filter"
          value={days}
          onChange={(event) => setSearch({ days: event.target.value }, { replace: true })}
        >
          {spans.map((each) => (
            <option key={each} value={each}>
              Last {each} days
            </option>
          ))}
        </select>
      </header>
      {found.isPending && <Loading what="the statistics" lines={5} />}
      {found.error && (
        <ProblemNotice
          what={found.data ? 'What is shown may be out of date' : 'How fast people respond is not known'}
          error={found.error}
          retry={() => void found.refetch()}
        />
      )}
      {found.data && (
        <>
          <Card title={`The last ${days} days`}>
            <Facts>
              <Fact name="Opened">{found.data.opened ?? 'unknown'}</Fact>
              <Fact name="Resolved">{found.data.resolved ?? 'unknown'}</Fact>
              <Fact name="Mean time to respond">{measured(found.data.mttaSeconds)}</Fact>
              <Fact name="Mean time to resolve">{measured(found.data.mttrSeconds)}</Fact>
            </Facts>
          </Card>
          <Card title="By priority" flush>
            <PriorityTable byPriority={found.data.byPriority} />
          </Card>
        </>
      )}
    </div>
  );
}

/** What nobody did yet was not measured: that is not 0. */
const measured = (seconds: number | null) => (seconds === null ? 'not measured' : duration(seconds));

function PriorityTable({ byPriority }: { byPriority: Record<(typeof priorities)[number], Figures> }) {
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <caption className="only-read-aloud">Incidents by priority</caption>
        <thead>
          <tr>
            <th scope="col">Priority</th>
            <th scope="col" className="figure">
              Opened
            </th>
            <th scope="col" className="figure">
              To respond
            </th>
            <th scope="col" className="figure">
              To resolve
            </th>
            <th scope="col">Responded to in time</th>
          </tr>
        </thead>
        <tbody>
          {priorities.map((each) => {
            const figures = byPriority[each];
            return (
              <tr key={each}>
                <td>
                  <StatusWord look={priorityLooks[each]} />
                </td>
                <td className="figure" data-name="Opened">
                  {figures.opened ?? 'unknown'}
                </td>
                <td className="figure" data-name="To respond">
                  {measured(figures.mttaSeconds)}
                </td>
                <td className="figure" data-name="To resolve">
                  {measured(figures.mttrSeconds)}
                </td>
                <td className="wide" data-name="In time">
                  <InTime figures={figures} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The part that was in time, as a bar and in words. */
function InTime({ figures: { responseMet: met, responseMissed: missed } }: { figures: Figures }) {
  if (met === null || missed === null) return <span className="quiet">unknown</span>;
  if (met + missed === 0) return <span className="quiet">none yet</span>;
  const part = (met / (met + missed)) * 100;
  return (
    <span className="in-time">
      <svg className="in-time-bar" height="8" aria-hidden="true">
        <rect className="in-time-missed" width="100%" height="8" />
        <rect className="in-time-met" width={`${part}%`} height="8" />
      </svg>
      <span>
        {met} of {met + missed}
      </span>
    </span>
  );
}
