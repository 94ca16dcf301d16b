import { Link } from 'wouter';
import type { Judged } from '../backups/assess';
import { FailureNotice } from '../backups/failure-notice';
import { useJudgedPlans } from '../backups/judged-plans';
import { kindIcon } from '../backups/looks';
import { ProtectionFacts } from '../backups/protection-facts';
import { BackUpNow, CancelRun } from '../backups/run-actions';
import { RunHistory } from '../backups/run-history';
import { RunProgress } from '../backups/run-progress';
import { scheduleWords } from '../backups/schedule';
import { sourceWords } from '../backups/source-words';
import { useToldOutcome } from '../backups/tell-outcome';
import { Card, Fact, Facts } from '../design/card';
import { capital, duration } from '../design/format';
import { Icon } from '../design/icon';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { isActive, useRunFeed } from '../live/live';
import { RecoveryCard } from '../recovery/recovery-card';
import { RestoreLink } from '../restore/restore-link';
import { RetentionCard } from '../retention/retention-card';
import { rulesWords } from '../retention/words';
import '../backups/plan-card.css';
import '../backups/run-page.css';

/** One plan: what it protects and how, back to when, and what is kept. */
export function PlanPage({ planId }: { planId: string }) {
  const { plans, judged } = useJudgedPlans();
  const found = judged.find((each) => each.plan.id === planId);
  const plan = found?.plan;
  return (
    <div className="stack run-page">
      <title>{plan ? `${plan.name} · Mooring` : 'Plan · Mooring'}</title>
      <Link href="/" className="back">
        <Icon name="back" /> Backups
      </Link>
      {plans.isPending && <Loading what="the plan" lines={5} />}
      {plans.error && (
        <ProblemNotice
          what={plan ? 'What is shown may be out of date' : 'This plan cannot be shown'}
          error={plans.error}
          retry={() => void plans.refetch()}
        />
      )}
      {plans.data && !plan && (
        <section className="card" aria-label="No such plan">
          <Empty title="There is no such plan" heading>
            <p>
              No plan has the id <code>{planId}</code>. It may have been taken out of the settings.
            </p>
          </Empty>
        </section>
      )}
      {found && <PlanDetail judged={found} />}
    </div>
  );
}

function PlanDetail({ judged: { plan, verdict } }: { judged: Judged }) {
  const run = plan.lastRun;
  const feed = useRunFeed(run);
  useToldOutcome(run);
  return (
    <>
      <header className="run-head">
        <div>
          <h1>{plan.name}</h1>
          <p className="soft">
            <Icon name={kindIcon(plan.source.kind)} size={14} /> {sourceWords(plan.source)}
          </p>
        </div>
        <div className="row">
          <RestoreLink planId={plan.id} />
          {run && isActive(run) ? <CancelRun run={run} /> : <BackUpNow plan={plan} />}
        </div>
      </header>
      <p className={`plan-verdict tone-${verdict.tone}`}>
        <Icon name={verdict.icon} />
        <span>
          <strong>{capital(verdict.words)}.</strong> {verdict.more}
        </span>
      </p>
      {run && isActive(run) ? (
        <Card title="The backup being taken">
          <RunProgress run={run} feed={feed} />
        </Card>
      ) : (
        run && <FailureNotice run={run} linked />
      )}
      <Card title="How it is protected">
        <Facts>
          <Fact name="Schedule">
            {plan.schedule ? scheduleWords(plan.schedule.cron, plan.schedule.zone) : 'None: started by hand'}
          </Fact>
          <Fact name="May be lost (RPO)">
            {plan.rpoSeconds === null ? 'no objective is set' : duration(plan.rpoSeconds)}
          </Fact>
          <Fact name="May take to restore (RTO)">
            {plan.rtoSeconds === null ? 'no objective is set' : duration(plan.rtoSeconds)}
          </Fact>
          <Fact name="Kept">{rulesWords(plan.retention) ?? 'unknown'}</Fact>
          <ProtectionFacts plan={plan} />
        </Facts>
      </Card>
      {plan.source.kind === 'cluster' && <RecoveryCard planId={plan.id} />}
      <RetentionCard plan={plan} />
      <RunHistory plans={[plan]} only={plan.id} />
    </>
  );
}
