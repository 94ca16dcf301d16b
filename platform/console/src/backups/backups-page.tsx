import { Empty, Loading, ProblemNotice } from '../design/notice';
import { Icon } from '../design/icon';
import { isActive, mostFollowed } from '../live/live';
import { MessagesCard } from '../deliveries/messages-card';
import { capital } from '../design/format';
import { AwaitingPurges } from '../purge/awaiting-purges';
import { byUrgency, headline, type Judged } from './assess';
import { useJudgedPlans } from './judged-plans';
import { Locations } from './locations';
import { PlanCard } from './plan-card';
import { RunHistory } from './run-history';
import './backups-page.css';

export function BackupsPage() {
  const { plans, judged } = useJudgedPlans();
  const followed = judged.filter((each) => isActive(each.plan.lastRun)).slice(0, mostFollowed);
  return (
    <div className="backups">
      <title>{judged.length ? `${headline(judged).words} · Mooring` : 'Backups · Mooring'}</title>
      <h1 className="only-read-aloud">Backups</h1>
      {plans.isPending && <Loading what="the plans" lines={4} />}
      {plans.error && (
        <ProblemNotice
          what={
            plans.data ? 'What is shown may be out of date' : 'Whether your data is backed up is not known'
          }
          error={plans.error}
          retry={() => void plans.refetch()}
        />
      )}
      {plans.data && <Headline judged={judged} />}
      <AwaitingPurges
        nameOf={(id) => plans.data?.items.find((each) => each.id === id)?.name ?? id ?? 'an unknown plan'}
      />
      <div className="backups-columns">
        <div className="stack backups-main">
          {judged.map((each) => (
            <PlanCard
              key={each.plan.id}
              judged={each}
              alone={judged.length === 1}
              follow={followed.includes(each)}
            />
          ))}
          {plans.data?.items.length === 0 && (
            <section className="card">
              <Empty title="There is no backup plan">
                <p>
                  A plan says what to back up, when, to which locations and who can read it. Add one to the
                  backup service&rsquo;s configuration; it appears here by itself.
                </p>
              </Empty>
            </section>
          )}
        </div>
        <aside className="stack backups-side" aria-label="Locations and messages">
          <Locations />
          <MessagesCard />
        </aside>
        <div className="backups-history">
          <RunHistory plans={plans.data?.items ?? []} />
        </div>
      </div>
    </div>
  );
}

/** The answer to the question a person opens this page with. */
function Headline({ judged }: { judged: Judged[] }) {
  const verdict = headline(judged);
  const troubled = judged.length > 1 ? byUrgency(judged).filter((each) => each.verdict.tone !== 'ok') : [];
  return (
    <section className={`headline tone-${verdict.tone}`} aria-label="Summary">
      <span className="headline-icon">
        <Icon name={verdict.icon} size={28} />
      </span>
      <div role="status">
        <p className="headline-words">{capital(verdict.words)}</p>
        {verdict.more && <p className="soft">{verdict.more}</p>}
        {troubled.length > 0 && (
          <ul className="headline-list">
            {troubled.map(({ plan, verdict: one }) => (
              <li key={plan.id}>
                <strong>{plan.name}:</strong> {one.words}.{one.more && ` ${one.more}`}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
