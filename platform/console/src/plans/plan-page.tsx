import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { plansQuery } from '../api/queries';
import type { Plan } from '../api/types';
import { kindIcon } from '../backups/looks';
import { ProtectionFacts } from '../backups/protection-facts';
import { BackUpNow, CancelRun } from '../backups/run-actions';
import { scheduleWords } from '../backups/schedule';
import { sourceWords } from '../backups/source-words';
import { Card, Fact, Facts } from '../design/card';
import { duration } from '../design/format';
import { Icon } from '../design/icon';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { isActive, pollEvery, useLiveness } from '../live/live';
import { RecoveryCard } from '../recovery/recovery-card';
import { RestoreLink } from '../restore/restore-link';
import { RetentionCard } from '../retention/retention-card';
import { rulesWords } from '../retention/words';
import '../backups/run-page.css';

/** One plan: what it protects and how, back to when, and what is kept. */
export function PlanPage({ planId }: { planId: string }) {
  const liveness = useLiveness();
  const plans = useQuery({ ...plansQuery, refetchInterval: pollEvery(liveness, false) });
  const plan = plans.data?.items.find((each) => each.id === planId);
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
      {plan && <PlanDetail plan={plan} />}
    </div>
  );
}

function PlanDetail({ plan }: { plan: Plan }) {
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
          {plan.lastRun && isActive(plan.lastRun) ? (
            <CancelRun run={plan.lastRun} />
          ) : (
            <BackUpNow plan={plan} />
          )}
        </div>
      </header>
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
    </>
  );
}
