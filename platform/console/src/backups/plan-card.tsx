import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { recentRunsQuery } from '../api/queries';
import { capital, count } from '../design/format';
import { Fact, Facts } from '../design/card';
import { Icon } from '../design/icon';
import { Loading, ProblemLine } from '../design/notice';
import { Badge } from '../design/status';
import { When } from '../design/when';
import { isActive, pollEvery, useLiveness, useRunFeed } from '../live/live';
import type { Judged } from './assess';
import { FailureNotice } from './failure-notice';
import { kindIcon, kindWords, runLooks } from './looks';
import { ProtectionFacts } from './protection-facts';
import { BackUpNow, CancelRun } from './run-actions';
import { RunProgress } from './run-progress';
import { RunStrip } from './run-strip';
import { scheduleWords } from './schedule';
import { sourceWords } from './source-words';
import { useToldOutcome } from './tell-outcome';
import { RestoreLink } from '../restore/restore-link';
import { rulesWords } from '../retention/words';
import './plan-card.css';

interface PlanCardProps {
  judged: Judged;
  /** No other plan is on the page. */
  alone: boolean;
  /** Whether to follow the stream of its run. */
  follow: boolean;
}

/** Below this a picture shows nothing that the list does not. */
const fewestDrawn = 3;

export function PlanCard({ judged: { plan, verdict }, alone, follow }: PlanCardProps) {
  const liveness = useLiveness();
  const run = plan.lastRun;
  const feed = useRunFeed(follow ? run : null);
  useToldOutcome(run);
  const active = run !== null && isActive(run);
  const recent = useQuery({ ...recentRunsQuery(plan.id), refetchInterval: pollEvery(liveness, active) });
  const titleId = `plan-${plan.id}`;
  return (
    <article className="card plan" aria-labelledby={titleId}>
      <header className="plan-head">
        <div className="plan-title">
          <h2 id={titleId}>
            <Link href={`/plans/${plan.id}`} className="plan-link">
              {plan.name}
            </Link>
          </h2>
          <p className="soft">
            <Icon name={kindIcon(plan.source.kind)} size={14} /> {sourceWords(plan.source)}
          </p>
        </div>
        <div className="plan-action">
          <RestoreLink planId={plan.id} />
          {active ? <CancelRun run={run} /> : <BackUpNow plan={plan} />}
        </div>
      </header>
      {/* The page's headline says it already when there is no other plan. */}
      {!alone && (
        <p className={`plan-verdict tone-${verdict.tone}`}>
          <Icon name={verdict.icon} />
          <span>
            <strong>{capital(verdict.words)}.</strong> {verdict.more}
          </span>
        </p>
      )}
      {active && <RunProgress run={run} feed={feed} />}
      {run && !active && <FailureNotice run={run} linked />}
      <div
        className={
          recent.data && recent.data.items.length < fewestDrawn ? 'plan-body plan-body-plain' : 'plan-body'
        }
      >
        <Facts>
          <Fact name="Schedule">
            {plan.schedule ? scheduleWords(plan.schedule.cron, plan.schedule.zone) : 'None: started by hand'}
          </Fact>
          <Fact name="Next run">{nextRun(plan)}</Fact>
          <Fact name="Newest run">
            {run ? (
              <span className="row">
                <Badge look={runLooks[run.state]} />
                <Link href={`/runs/${run.id}`}>
                  <When at={run.startedAt ?? run.queuedAt} otherwise="time unknown" />
                </Link>
              </span>
            ) : (
              'None yet'
            )}
          </Fact>
          <Fact name="Copies to">
            {plan.locations.length === 0
              ? 'unknown'
              : plan.locations.map((each) => (
                  <span key={each.id} className="plan-location" title={kindWords(each.kind)}>
                    <Icon name={kindIcon(each.kind)} size={14} /> {each.id}
                  </span>
                ))}
          </Fact>
          <Fact name="Readable with">
            {plan.recipients.length === 0
              ? 'unknown'
              : `${count(plan.recipients.length, 'key')}: ${plan.recipients.map((each) => keyName(each.label) ?? shortKey(each.fingerprint)).join(', ')}`}
          </Fact>
          <Fact name="Kept for">
            {rulesWords(plan.retention) ??
              (plan.retentionDays === null ? 'no end is set' : count(plan.retentionDays, 'day'))}
          </Fact>
          <ProtectionFacts plan={plan} />
        </Facts>
        <div className="plan-picture">
          {recent.isPending && <Loading what="the last runs" lines={2} />}
          {recent.isError && (
            <ProblemLine
              what={recent.data ? 'Newer runs are not known' : 'The last runs are not known'}
              error={recent.error}
            />
          )}
          {recent.data && recent.data.items.length >= fewestDrawn && (
            <RunStrip runs={recent.data.items} planName={plan.name} />
          )}
        </div>
      </div>
    </article>
  );
}

function nextRun({ enabled, nextRunAt, schedule }: Judged['plan']) {
  if (enabled === false) return 'Switched off';
  if (nextRunAt) return <When at={nextRunAt} withClock />;
  return schedule ? 'unknown' : 'Only by hand';
}

/** A key's user id without its comment and address: "Mooring escrow (local) <a@b>" is "Mooring escrow". */
const keyName = (label: string | null) => label?.replace(/\s*(\([^)]*\)\s*)?<[^>]*>$/, '') || label;
const shortKey = (fingerprint: string | null) => (fingerprint ? fingerprint.slice(-8) : 'unnamed');
