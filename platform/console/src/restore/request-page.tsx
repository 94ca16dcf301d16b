import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { plansQuery } from '../api/queries';
import { kindIcon } from '../backups/looks';
import { sourceWords } from '../backups/source-words';
import { Card } from '../design/card';
import { Choice } from '../design/field';
import { Icon } from '../design/icon';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { RequestForm } from './request-form';
import './restore.css';

/** Leads to a restore: which plan, which backup, where to, and what would happen, before anything does. */
export function RequestPage() {
  const [search, setSearch] = useSearchParams();
  const plans = useQuery(plansQuery);
  const wanted = search.get('plan');
  const items = plans.data?.items ?? [];
  const plan = items.find((each) => each.id === wanted) ?? (items.length === 1 ? items[0] : undefined);
  return (
    <div className="stack run-page restore-request">
      <title>Restore · Mooring</title>
      <Link href="/restores" className="back">
        <Icon name="back" /> Restores
      </Link>
      <h1>Restore {plan?.name ?? 'a backup'}</h1>
      {plans.isPending && <Loading what="the plans" lines={4} />}
      {plans.error && !plans.data && (
        <ProblemNotice
          what="The plans are not known"
          error={plans.error}
          retry={() => void plans.refetch()}
        />
      )}
      {plans.data && items.length === 0 && (
        <section className="card">
          <Empty title="There is nothing to restore">
            <p>
              There is no backup plan. Backups that another system made are restored with their
              manifest&rsquo;s commands.
            </p>
          </Empty>
        </section>
      )}
      {items.length > 1 && (
        <Card title="Of what">
          <fieldset className="choices restore-plans">
            <legend className="only-read-aloud">Plan</legend>
            {items.map((each) => (
              <Choice
                key={each.id}
                name="plan"
                checked={each.id === plan?.id}
                onChoose={() => setSearch({ plan: each.id }, { replace: true })}
                title={
                  <>
                    <Icon name={kindIcon(each.source.kind)} /> {each.name}
                  </>
                }
              >
                {sourceWords(each.source)}
              </Choice>
            ))}
          </fieldset>
        </Card>
      )}
      {plan && <RequestForm key={plan.id} plan={plan} />}
    </div>
  );
}
