import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { type Decision, prune, retentionQuery } from '../api/retention';
import type { Plan } from '../api/types';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { capital, count } from '../design/format';
import { Icon } from '../design/icon';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { StatusWord } from '../design/status';
import { useToast } from '../design/toast';
import { When } from '../design/when';
import { pollEvery, useLiveness } from '../live/live';
import { AskPurge } from '../purge/ask-purge';
import { useBlockedByRole } from '../session/session';
import { HoldControl, HoldWords } from './hold';
import { KeptStrip } from './kept-strip';
import { fate, outlook, rulesWords } from './words';
import '../design/table.css';
import './retention.css';

const shownAtFirst = 12;

/** Every backup of a plan with what a prune would do about it now, and why. */
export function RetentionCard({ plan }: { plan: Plan }) {
  const liveness = useLiveness();
  const found = useQuery({ ...retentionQuery(plan.id), refetchInterval: pollEvery(liveness, false) });
  const [all, setAll] = useState(false);
  const decisions = found.data?.items ?? [];
  const shown = all ? decisions : shorten(decisions);
  return (
    <Card
      title="What is kept, and why"
      flush
      aside={
        found.data && (
          <>
            <PruneNow plan={plan} decisions={found.isError ? null : decisions} />
            {decisions.length > 0 && <AskPurge scope={{ planId: plan.id }} planName={plan.name} />}
          </>
        )
      }
    >
      {found.isPending && <Loading what="what is kept" lines={5} />}
      {found.error && (
        <ProblemNotice
          what={found.data ? 'What is shown may be out of date' : 'What would be kept is not known'}
          error={found.error}
          retry={() => void found.refetch()}
        />
      )}
      {found.data && (
        <div className="retention-head stack">
          <p className="soft">
            Rule: {rulesWords(plan.retention) ?? 'unknown'}.
            {decisions.length > 0 && ` ${capital(outlook(decisions))}.`}
          </p>
          {decisions.length > 1 && <KeptStrip decisions={decisions} />}
          <p>
            <Link href={`/purges?plan=${encodeURIComponent(plan.id)}`}>Deletions that were asked for</Link>
          </p>
        </div>
      )}
      {found.data && decisions.length === 0 && (
        <Empty title="No backup yet">
          <p>The first one appears here as soon as it is whole: choose “Back up now”.</p>
        </Empty>
      )}
      {shown.length > 0 && <DecisionTable decisions={shown} />}
      {decisions.length > shown.length && (
        <div className="table-foot">
          <span className="quiet">
            {shown.length} of {count(decisions.length, 'backup')} shown: the newest, the held and those that
            would go
          </span>
          <Button size="small" onClick={() => setAll(true)}>
            Show all
          </Button>
        </div>
      )}
    </Card>
  );
}

/** The newest ones, and everything out of the ordinary. */
const shorten = (decisions: Decision[]) =>
  decisions.filter((each, index) => index < shownAtFirst || each.keep !== true || each.hold !== null);

function DecisionTable({ decisions }: { decisions: Decision[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-cards retention-table">
        <caption className="only-read-aloud">Backups, newest first, and what would become of each</caption>
        <thead>
          <tr>
            <th scope="col">Would be</th>
            <th scope="col">Taken</th>
            <th scope="col">Verified</th>
            <th scope="col">Why</th>
            <th scope="col">
              <span className="only-read-aloud">Hold</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {decisions.map((each) => (
            <tr key={each.runId}>
              <td>
                <StatusWord look={fate(each)} />
              </td>
              <td data-name="Taken" className="wide">
                <Link href={`/runs/${each.runId}`}>
                  <When at={each.takenAt} withClock />
                </Link>
              </td>
              <td data-name="Verified">
                {each.verified === null ? (
                  'unknown'
                ) : each.verified ? (
                  'Yes'
                ) : (
                  <span className="quiet">No</span>
                )}
              </td>
              <td className="wide">
                {each.hold && (
                  <span className="reason">
                    <Icon name="lock" size={14} /> <HoldWords hold={each.hold} />
                  </span>
                )}
                {each.reasons.map((reason) => (
                  <span key={reason} className="reason">
                    {reason}
                  </span>
                ))}
                {each.reasons.length === 0 && !each.hold && (
                  <span className="quiet">No reason was given</span>
                )}
              </td>
              <td className="hold-cell">
                <HoldControl runId={each.runId} hold={each.hold} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PruneNow({ plan, decisions }: { plan: Plan; decisions: Decision[] | null }) {
  const client = useQueryClient();
  const toast = useToast();
  const byRole = useBlockedByRole();
  const [asking, setAsking] = useState(false);
  const going = decisions?.filter((each) => each.keep === false) ?? [];
  const blocked =
    byRole ??
    (decisions === null ? 'What would go is not known' : going.length === 0 ? 'Nothing would go now' : null);
  return (
    <>
      <Button size="small" icon="bin" blocked={blocked} onClick={() => setAsking(true)}>
        Prune now
      </Button>
      {asking && (
        <Ask
          title={`Delete ${count(going.length, 'backup')} of ${plan.name}?`}
          act={`Delete ${count(going.length, 'backup')}`}
          icon="bin"
          danger
          leave="Keep them"
          failed="No prune was started"
          work={() => prune(plan.id)}
          onDone={(state) => {
            void client.invalidateQueries({ queryKey: ['retention'] });
            toast(
              state === 'already-running'
                ? { tone: 'warn', words: 'A prune of this plan is under way already.' }
                : { tone: 'run', words: 'The prune has been queued.' },
            );
          }}
          onClose={() => setAsking(false)}
        >
          <p>They are deleted from every location and cannot be had back:</p>
          <ul className="going">
            {going.slice(0, 8).map((each) => (
              <li key={each.runId}>
                <When at={each.takenAt} withClock />
              </li>
            ))}
            {going.length > 8 && <li className="soft">and {going.length - 8} more</li>}
          </ul>
          <p className="soft">
            The service decides again when it starts: what is held, in use or no longer due by then stays. It
            prunes by itself every now and then.
          </p>
        </Ask>
      )}
    </>
  );
}
