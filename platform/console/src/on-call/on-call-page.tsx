import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Duty, onCallQuery, shiftsQuery } from '../api/on-call';
import { levelWords } from '../incidents/looks';
import { Card } from '../design/card';
import { capital, short } from '../design/format';
import { Empty, Loading, ProblemLine, ProblemNotice } from '../design/notice';
import { StatusWord } from '../design/status';
import { IncidentPages } from '../design/sub-pages';
import { Calendar, ShiftList } from './calendar';
import { AddOverride, Overrides } from './overrides';
import '../backups/run-page.css';
import './on-call.css';

const twoWeeks = 14 * 86_400_000;

/** Today's first moment, in the reader's zone: the calendar begins with a whole day. */
function today(): number {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
}

/** Who is called now, who in the coming two weeks, and who stands in for whom. */
export function OnCallPage() {
  const found = useQuery({ ...onCallQuery, refetchInterval: 30_000 });
  const [from] = useState(today);
  const duties = found.data?.items ?? [];
  const schedules = [...new Set(duties.flatMap((each) => (each.schedule ? [each.schedule] : [])))];
  return (
    <div className="stack run-page">
      <title>On-call · Mooring</title>
      <IncidentPages />
      <header className="run-head">
        <h1>On-call</h1>
        <AddOverride schedules={schedules} />
      </header>
      {found.isPending && <Loading what="who is on call" lines={4} />}
      {found.error && (
        <ProblemNotice
          what={found.data ? 'What is shown may be out of date' : 'Who is on call is not known'}
          error={found.error}
          retry={() => void found.refetch()}
        />
      )}
      {found.data && duties.length === 0 && (
        <section className="card" aria-label="On call">
          <Empty title="There is no schedule">
            <p>Nobody would be called. Schedules and people are given in the notifier's settings.</p>
          </Empty>
        </section>
      )}
      {duties.length > 0 && (
        <ul className="duties" aria-label="On call now">
          {duties.map((each) => (
            <DutyCard key={`${each.level ?? ''} ${each.schedule ?? ''}`} duty={each} />
          ))}
        </ul>
      )}
      {schedules.length > 0 && <Shifts schedules={schedules} from={from} />}
      <Overrides />
    </div>
  );
}

function DutyCard({ duty }: { duty: Duty }) {
  return (
    <li className="duty">
      <span className="quiet">
        {duty.level ? capital(levelWords(duty.level)) : 'Of no level'}
        {duty.schedule && `, ${duty.schedule}`}
      </span>
      {duty.person ? (
        <strong className="duty-person">{duty.person.name}</strong>
      ) : (
        <StatusWord look={{ tone: 'bad', icon: 'bad', words: 'Nobody is on call' }} />
      )}
      <span className="soft">
        {duty.person && (duty.until ? `until ${short(duty.until)}` : 'without an end')}
        {duty.because === 'override' && ', standing in'}
      </span>
      {duty.passedOver && (
        <StatusWord
          look={{
            tone: 'warn',
            icon: 'warn',
            words: `${duty.passedOver.name} was to stand in and is not in settings any more: passed over`,
          }}
        />
      )}
    </li>
  );
}

function Shifts({ schedules, from }: { schedules: string[]; from: number }) {
  const to = from + twoWeeks;
  const found = useQueries({
    queries: schedules.map((each) =>
      shiftsQuery(each, new Date(from).toISOString(), new Date(to).toISOString()),
    ),
  });
  const rows = schedules.flatMap((schedule, index) => {
    const data = found[index]?.data;
    return data ? [{ schedule, shifts: data.items }] : [];
  });
  return (
    <Card title="The coming two weeks">
      <div className="stack">
        {found.some((each) => each.isPending) && <Loading what="the shifts" lines={3} />}
        {found.map(
          (each, index) =>
            each.error && (
              <ProblemLine
                key={schedules[index]}
                what={`The shifts of ${schedules[index]} are not known`}
                error={each.error}
              />
            ),
        )}
        {rows.length > 0 && (
          <>
            <Calendar rows={rows} from={from} to={to} />
            <details className="shifts-in-words">
              <summary>In words</summary>
              <div className="stack">
                <ShiftList rows={rows} />
              </div>
            </details>
          </>
        )}
      </div>
    </Card>
  );
}
