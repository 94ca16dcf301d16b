import { Link } from 'wouter';
import { useAsked } from '../api/asked';
import { ApiError } from '../api/http';
import { type DoneStep, type Drill, drillQuery, isDrilling } from '../api/drill';
import { Card, Fact, Facts } from '../design/card';
import { CopyButton } from '../design/copy-button';
import { capital, count, duration, secondsBetween } from '../design/format';
import { Icon } from '../design/icon';
import { Loading, Notice, ProblemNotice } from '../design/notice';
import { ProgressBar } from '../design/progress-bar';
import { Badge, StatusWord } from '../design/status';
import { useClock, When } from '../design/when';
import { DrillApproval, CancelDrill, PersonsStep } from './drill-acts';
import { componentWords, drillLooks, metLooks, modeWords, stepLooks } from './looks';
import { ReportLink } from './report-link';
import { StepWords } from './scenarios';
import '../backups/run-page.css';
import '../design/table.css';
import './drill.css';

/** What became of a step, without what stands above it already. */
export const told = ({ words, what }: Pick<DoneStep, 'words' | 'what'>) =>
  capital((what ? words?.replace(what, '') : words)?.trim() ?? '');

/** How long a step took, or takes by now. What was left out took no time. */
function StepTook({ step }: { step: DoneStep }) {
  const { outcome, startedAt, millis } = step;
  const going = outcome === 'running' || outcome === 'waiting';
  const words = useClock((now) => {
    if (going) return startedAt === null ? '' : `for ${duration(secondsBetween(startedAt, now))}`;
    return millis === null || outcome === 'skipped' ? '' : duration(millis / 1000);
  });
  return words;
}

function DrillProgress({ drill }: { drill: Drill }) {
  const elapsed = useClock((now) => duration(secondsBetween(drill.startedAt, now)));
  const whole = drill.steps.length;
  const done = drill.stepsDone;
  const at = drill.steps.find((step) => step.outcome === 'running');
  const words = [
    done === null ? null : `${done} of ${count(whole, 'step')} done`,
    at && `now: ${at.name}`,
    `running for ${elapsed}`,
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <section aria-label="Progress" className="stack">
      <ProgressBar
        label={`Progress of ${drill.title}`}
        part={done === null || whole === 0 ? null : done / whole}
        words={words}
      />
      <p className="soft">{words}</p>
    </section>
  );
}

/** One drill: every step with what became of it, and what was measured. */
export function DrillPage({ drillId }: { drillId: string }) {
  const found = useAsked({
    ...drillQuery(drillId),
    refetchInterval: (query) => (isDrilling(query.state.data) ? 2_000 : false),
  });
  const drill = found.data;
  const refused = found.error instanceof ApiError && found.error.status === 404;
  return (
    <div className="stack run-page">
      <title>
        {drill ? `${drillLooks[drill.state].words}: ${drill.title} · Mooring` : 'Drill · Mooring'}
      </title>
      <Link href="/recovery" className="back">
        <Icon name="back" /> Disaster recovery
      </Link>
      {found.pending && <Loading what="the drill" lines={5} />}
      {found.error && (
        <ProblemNotice
          what={drill ? 'What is shown may be out of date' : 'This drill cannot be shown'}
          error={found.error}
          {...(!refused && { retry: () => void found.ask() })}
        />
      )}
      {drill && <DrillDetail drill={drill} />}
    </div>
  );
}

function DrillDetail({ drill }: { drill: Drill }) {
  return (
    <>
      <header className="run-head">
        <div className="row">
          <h1>{drill.title}</h1>
          <Badge look={drillLooks[drill.state]} />
        </div>
        <div className="row">
          {isDrilling(drill) ? <CancelDrill drill={drill} /> : <ReportLink drill={drill} />}
        </div>
      </header>
      {drill.state === 'awaiting-approval' && <DrillApproval drill={drill} />}
      {drill.state === 'running' && <DrillProgress drill={drill} />}
      {drill.failure && <Notice tone={drillLooks[drill.state].tone} title={drill.failure} />}
      <Card title="Steps">
        <ol className="drill-steps">
          {drill.steps.map((step) => (
            <li
              key={step.id}
              aria-current={step.outcome === 'running' || step.outcome === 'waiting' ? 'step' : undefined}
            >
              <div className="drill-step-head">
                <StatusWord look={stepLooks[step.outcome]} />
                <span className="quiet">
                  <StepTook step={step} />
                </span>
              </div>
              <StepWords step={step} />
              {(told(step) || step.by) && (
                <p>
                  {told(step)}
                  {step.by && <span className="quiet"> ({step.by})</span>}
                </p>
              )}
              {step.outcome === 'waiting' && <PersonsStep drill={drill} step={step} />}
            </li>
          ))}
        </ol>
        {drill.steps.length === 0 && <p className="soft">The server told of no steps.</p>}
      </Card>
      {drill.components.length > 0 && (
        <Card title="Measured against the objectives" flush>
          <div className="table-scroll">
            <table className="table table-cards">
              <caption className="only-read-aloud">Per component: objective and measurement</caption>
              <thead>
                <tr>
                  <th scope="col">Component</th>
                  <th scope="col">Objectives</th>
                  <th scope="col">Why</th>
                </tr>
              </thead>
              <tbody>
                {drill.components.map((each) => (
                  <tr key={each.component}>
                    <td>
                      <strong>{componentWords(each.component)}</strong>
                    </td>
                    <td>
                      <StatusWord look={metLooks[each.met]} />
                    </td>
                    <td className="wide">{each.reason ?? 'The server gave no reason.'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Card>
      )}
      <Card title="This drill">
        <Facts>
          <Fact name="Mode">{modeWords[drill.mode]}</Fact>
          <Fact name="Backups of">{drill.planName ?? 'unknown'}</Fact>
          <Fact name="Backup">
            {drill.runId ? (
              <Link href={`/runs/${drill.runId}`}>
                {drill.consistentAt ? <When at={drill.consistentAt} withClock /> : 'the one it uses'}
              </Link>
            ) : isDrilling(drill) ? (
              'not chosen yet'
            ) : (
              'none was chosen'
            )}
          </Fact>
          <Fact name="Started by">{drill.scheduled ? 'Schedule' : (drill.startedBy ?? 'unknown')}</Fact>
          {drill.decidedBy && (
            <Fact name={drill.state === 'refused' ? 'Refused by' : 'Approved by'}>{drill.decidedBy}</Fact>
          )}
          <Fact name="Started">
            <When at={drill.startedAt} otherwise="not yet" withClock />
          </Fact>
          <Fact name="Finished">
            <When at={drill.finishedAt} otherwise="not yet" withClock />
          </Fact>
        </Facts>
      </Card>
      <Card title="For searching logs and traces">
        <Facts wide>
          <Fact name="Drill">
            <span className="with-copy">
              <code>{drill.id}</code> <CopyButton text={drill.id} what="drill id" />
            </span>
          </Fact>
          {drill.correlationId && (
            <Fact name="Correlation id">
              <span className="with-copy">
                <code>{drill.correlationId}</code>{' '}
                <CopyButton text={drill.correlationId} what="correlation id" />
              </span>
            </Fact>
          )}
        </Facts>
      </Card>
    </>
  );
}
