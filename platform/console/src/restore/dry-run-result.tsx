import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { newIdempotencyKey } from '../api/http';
import { type DryRun, type RestoreOrder, startRestore } from '../api/restore';
import type { Plan } from '../api/types';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Fact, Facts } from '../design/card';
import { bytes, count, duration } from '../design/format';
import { Field } from '../design/field';
import { Notice } from '../design/notice';
import { useToast } from '../design/toast';
import { useMe } from '../session/session';
import { stepWords, targetWords } from './looks';
import { isBeside } from './order';

interface DryRunResultProps {
  dryRun: DryRun;
  order: RestoreOrder;
  plan: Plan;
}

/** What the dry run found, and only then the button that starts it. */
export function DryRunResult({ dryRun, order, plan }: DryRunResultProps) {
  const [key, setKey] = useState<string | null>(null);
  const needsApproval = dryRun.needsApproval !== false;
  const { problems } = dryRun;
  return (
    <>
      {problems.length > 0 ? (
        <Notice
          tone="bad"
          title={`It would fail: ${count(problems.length, 'thing stands', 'things stand')} against it`}
          urgent
        >
          <ul className="stack">
            {problems.map((problem) => (
              <li key={problem.message}>
                {problem.message}
                {problem.remedy && (
                  <p>
                    <strong>What to do: </strong>
                    {problem.remedy}
                  </p>
                )}
                {problem.code && (
                  <p className="notice-trace">
                    <span>
                      Code <code>{problem.code}</code>
                    </span>
                  </p>
                )}
              </li>
            ))}
          </ul>
        </Notice>
      ) : (
        <Notice tone="ok" title="Nothing is known that stands against it" />
      )}
      {dryRun.remarks.map((remark) => (
        <Notice key={remark} tone="warn" title={remark} />
      ))}
      {dryRun.steps.length > 0 && (
        <ol className="restore-steps" aria-label="Steps">
          {dryRun.steps.map((step) => (
            <li key={step.name}>
              <strong>{stepWords(step.name, order.target.kind)}</strong>
              {step.detail && <p className="soft">{step.detail}</p>}
            </li>
          ))}
        </ol>
      )}
      <Facts>
        <Fact name="To load">{bytes(dryRun.bytes)}</Fact>
        <Fact name="To fetch">{bytes(dryRun.storedBytes)}</Fact>
        <Fact name="From">{dryRun.locationId ?? 'unknown'}</Fact>
        <Fact name="Free to work in">{bytes(dryRun.freeBytes)}</Fact>
        <Fact name="Takes about">
          {dryRun.estimatedSeconds === null
            ? 'not known: none of this plan has been measured'
            : duration(dryRun.estimatedSeconds)}
        </Fact>
        <Fact name="Approval">
          {needsApproval ? 'by another person with the role approver' : 'not needed'}
        </Fact>
      </Facts>
      <div className="row">
        <Button
          look="primary"
          icon="restore"
          blocked={problems.length > 0 ? 'It would fail: see above' : null}
          onClick={() => setKey(newIdempotencyKey())}
        >
          {needsApproval ? 'Ask for approval' : 'Restore'}
        </Button>
      </div>
      {key && (
        <StartDialog
          order={order}
          plan={plan}
          needsApproval={needsApproval}
          idempotencyKey={key}
          onClose={() => setKey(null)}
        />
      )}
    </>
  );
}

interface StartDialogProps {
  order: RestoreOrder;
  plan: Plan;
  needsApproval: boolean;
  idempotencyKey: string;
  onClose: () => void;
}

function StartDialog({ order, plan, needsApproval, idempotencyKey, onClose }: StartDialogProps) {
  const me = useMe();
  const client = useQueryClient();
  const toast = useToast();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const beside = isBeside({ kind: order.target.kind, tables: order.tables });
  const live = order.target.kind === 'live-database' && !beside;
  return (
    <Ask
      title={live ? `Replace the live database ${order.target.name}?` : `Restore ${plan.name}?`}
      act={needsApproval ? 'Ask for approval' : 'Restore'}
      icon="restore"
      failed="The restore did not start"
      blocked={live && typed !== order.target.name ? 'Type its name first' : null}
      work={() => startRestore(order, idempotencyKey)}
      onDone={(restore) => {
        void client.invalidateQueries({ queryKey: ['restores'] });
        toast({
          tone: needsApproval ? 'warn' : 'run',
          words: needsApproval ? 'The restore awaits approval.' : 'The restore has been queued.',
        });
        navigate(`/restores/${restore.id}`);
      }}
      onClose={onClose}
    >
      {live ? (
        <>
          <p>
            Once approved and loaded, every session in <strong>{order.target.name}</strong> is ended and it is
            replaced. What was written since the backup is not in it. The old database is kept beside it until
            somebody drops it.
          </p>
          <p className="soft">
            You ask for it as {me.name}, so somebody else with the role approver has to agree.
          </p>
          <Field
            label={`Type “${order.target.name}” to go on`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            data-first
          />
        </>
      ) : (
        <p>
          Into: {targetWords[order.target.kind].toLowerCase()} <strong>{order.target.name}</strong>
          {order.tables.length > 0 && `, rows of ${order.tables.join(', ')}`}
          {beside && ', in a new schema'}. Nothing that is in use is touched; you can cancel at any time.
          {needsApproval &&
            ` You ask for it as ${me.name}, so somebody else with the role approver has to agree.`}
        </p>
      )}
    </Ask>
  );
}
