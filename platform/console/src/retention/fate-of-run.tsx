import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { retentionQuery } from '../api/retention';
import type { Run } from '../api/types';
import { Card } from '../design/card';
import { Icon } from '../design/icon';
import { Loading, ProblemLine } from '../design/notice';
import { Badge } from '../design/status';
import { AskPurge } from '../purge/ask-purge';
import { HoldControl, HoldWords } from './hold';
import { fate } from './words';

/** What retention would do about this backup now, and why; hold and release. */
export function FateOfRun({ run }: { run: Run }) {
  const found = useQuery({ ...retentionQuery(run.planId ?? ''), enabled: run.planId !== null });
  const decision = found.data?.items.find((each) => each.runId === run.id) ?? null;
  return (
    <Card
      title="How long it stays"
      aside={
        decision && (
          <>
            <HoldControl runId={run.id} hold={decision.hold} />
            <AskPurge scope={{ runId: run.id }} planName={run.planName ?? 'its plan'} />
          </>
        )
      }
    >
      {run.planId === null && <p className="soft">Its plan is not known, so nobody can tell.</p>}
      {run.planId !== null && found.isPending && <Loading what="how long it stays" lines={2} />}
      {found.error && (
        <ProblemLine
          what={found.data ? 'What is shown may be out of date' : 'What would become of it is not known'}
          error={found.error}
        />
      )}
      {found.data && decision === null && (
        <p className="soft">
          It is not among the backups of its plan any more: it has been let go of, or is being deleted.
        </p>
      )}
      {decision && (
        <div className="stack">
          <p className="row">
            <Badge look={fate(decision)} />
            <span className="soft">if a prune ran now</span>
          </p>
          <ul className="stack">
            {decision.hold && (
              <li>
                <Icon name="lock" size={14} /> <HoldWords hold={decision.hold} />
              </li>
            )}
            {decision.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
          <p>
            <Link href={`/plans/${run.planId}`}>All backups of this plan</Link>
          </p>
        </div>
      )}
    </Card>
  );
}
