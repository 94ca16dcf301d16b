import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { plansQuery } from '../api/queries';
import type { Run } from '../api/types';
import {
  cancelVerification,
  type CopyReading,
  isUnderWay,
  questions,
  reportPath,
  type Verification,
  verificationsOfRunQuery,
} from '../api/verification';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { bytes, duration } from '../design/format';
import { Icon } from '../design/icon';
import { LongWords } from '../design/long-words';
import { Loading, ProblemNotice } from '../design/notice';
import { Badge, StatusWord } from '../design/status';
import { When } from '../design/when';
import { pollEvery, useLiveness } from '../live/live';
import { useBlockedByRole } from '../session/session';
import { answerLooks, questionWords, verificationLooks, verificationWords } from './looks';
import { answersOf } from './proof';
import { RolledForward } from './rolled-forward';
import { VerifyNow } from './verify-now';
import './verify.css';

/** What is known of one backup's worth, each answer with its reason, and the way to find out. */
export function VerifyCard({ run }: { run: Run }) {
  const liveness = useLiveness();
  const plans = useQuery(plansQuery);
  const plan = plans.data?.items.find((each) => each.id === run.planId);
  const found = useQuery({
    ...verificationsOfRunQuery(run.id),
    refetchInterval: (query) => pollEvery(liveness, query.state.data?.items.some(isUnderWay) ?? false),
  });
  const all = found.data?.items ?? [];
  return (
    <Card title="Can it be trusted?" aside={<VerifyNow run={run} verifications={all} />}>
      {found.isPending && <Loading what="the verifications" lines={2} />}
      {found.error && (
        <ProblemNotice
          what={found.data ? 'Newer verifications are not known' : 'Whether it was verified is not known'}
          error={found.error}
          retry={() => void found.refetch()}
        />
      )}
      {found.data && (
        <div className="stack">
          {/* Old answers stay readable while the service is silent; the notice above says how old they may be. */}
          <Verdicts verifications={all} />
          {all.length > 0 && (
            <ul className="verifications" aria-label="Verifications, newest first">
              {all.map((each) => (
                <VerificationRow key={each.id} verification={each} rpoSeconds={plan?.rpoSeconds ?? null} />
              ))}
            </ul>
          )}
        </div>
      )}
    </Card>
  );
}

function Verdicts({ verifications }: { verifications: Verification[] }) {
  const answers = answersOf(verifications);
  return (
    <dl className="verdicts">
      {questions.map((question) => {
        const { answer, by } = answers[question];
        const look = by ? answerLooks[answer.verdict] : { ...answerLooks.unknown, words: 'Never checked' };
        return (
          <div key={question} className={`verdict tone-${look.tone}`}>
            <dt>
              {questionWords[question]} <StatusWord look={look} />
            </dt>
            <dd className="soft">
              {by ? (
                <LongWords>{answer.reason ?? 'The server gave no reason.'}</LongWords>
              ) : (
                'No verification has come to an end yet.'
              )}
              {by && (
                <>
                  {' '}
                  <span className="quiet nowrap">
                    {verificationWords[by.kind]}, <When at={by.finishedAt} otherwise="time unknown" />
                  </span>
                </>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

interface VerificationRowProps {
  verification: Verification;
  /** How much may be lost by the plan; null where it does not say. */
  rpoSeconds: number | null;
}

function VerificationRow({ verification: one, rpoSeconds }: VerificationRowProps) {
  return (
    <li>
      <div className="verification-head">
        <Badge look={verificationLooks[one.state]} />
        <strong>{verificationWords[one.kind]}</strong>
        <span className="soft grow">
          <When at={one.finishedAt ?? one.startedAt ?? one.queuedAt} withClock />
          {one.requestedBy && one.trigger === 'manual' && `, asked for by ${one.requestedBy}`}
        </span>
        {isUnderWay(one) ? (
          <CancelVerification verification={one} />
        ) : (
          <a className="button button-small" href={reportPath(one.id)} target="_blank" rel="noopener">
            <Icon name="page" /> Report
            <span className="only-read-aloud"> of this {verificationWords[one.kind]}, in a new tab</span>
          </a>
        )}
      </div>
      {one.waitsFor && isUnderWay(one) && <p className="soft">Waits for: {one.waitsFor}</p>}
      {one.copies.filter(isTold).map((copy) => (
        <div key={copy.locationId} className="soft">
          {copy.locationId}: {readWords(one, copy)}
          {copy.damages.length > 0 && (
            <ul className="damages">
              {copy.damages.map((damage) => (
                <li key={damage.objectKey}>
                  <code>{damage.objectKey}</code> {damage.problem}
                </li>
              ))}
              {copy.damaged !== null && copy.damaged > copy.damages.length && (
                <li>and {copy.damaged - copy.damages.length} more</li>
              )}
            </ul>
          )}
        </div>
      ))}
      {one.differences.length > 0 && (
        <ul className="damages" aria-label="What came back different">
          {one.differences.slice(0, 10).map((each) => (
            <li key={each.name}>
              <code>{each.name}</code> {each.problem}
            </li>
          ))}
          {(one.different ?? one.differences.length) > 10 && (
            <li>and {(one.different ?? one.differences.length) - 10} more: see the report</li>
          )}
        </ul>
      )}
      {one.steps.length > 0 && (
        <ol className="verification-steps" aria-label="Steps">
          {one.steps.map((step) => (
            <li key={step.name}>
              {step.name} <span className="quiet">{duration(step.millis / 1000)}</span>
            </li>
          ))}
        </ol>
      )}
      {one.restoreMillis !== null && (
        <p className="soft">
          Restored in {duration(one.restoreMillis / 1000)}
          {one.objectiveMillis !== null && `; ${duration(one.objectiveMillis / 1000)} are allowed`}.
        </p>
      )}
      {one.replayed && <RolledForward replayed={one.replayed} rpoSeconds={rpoSeconds} />}
      {one.remedy && (
        <p>
          <strong>What to do: </strong>
          {one.remedy}
        </p>
      )}
    </li>
  );
}

/** A restore test reads one copy and leaves the others aside. */
const isTold = (copy: CopyReading) => copy.present.verdict !== 'skipped' || copy.damages.length > 0;

function readWords(one: Verification, { bytesRead, bytes: whole, present }: CopyReading): string {
  // A restore test does not count what it reads of each object.
  if (one.kind === 'restore-test') return present.verdict === 'passed' ? 'restored from here' : 'read';
  if (bytesRead === null) return 'amount read unknown';
  return isUnderWay(one) && whole !== null
    ? `${bytes(bytesRead)} of ${bytes(whole)} read`
    : `${bytes(bytesRead)} read again`;
}

function CancelVerification({ verification }: { verification: Verification }) {
  const client = useQueryClient();
  const blocked = useBlockedByRole();
  const cancel = useMutation({
    mutationFn: () => cancelVerification(verification.id),
    onSettled: () => void client.invalidateQueries({ queryKey: ['verifications'] }),
  });
  return (
    <>
      {cancel.error && <span className="field-fault">Not cancelled: {cancel.error.message}</span>}
      <Button
        size="small"
        icon="stop"
        blocked={blocked}
        showReason={false}
        busy={cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        Cancel
      </Button>
    </>
  );
}
