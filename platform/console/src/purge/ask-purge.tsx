import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { newIdempotencyKey } from '../api/http';
import { askForPurge, planPurge, type PurgeScope } from '../api/purge';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Choice, Field } from '../design/field';
import { Loading, ProblemNotice } from '../design/notice';
import { useToast } from '../design/toast';
import { useBlockedByRole, useMe } from '../session/session';
import { Fates } from './fates';
import { backups } from './looks';

const longestReason = 500;

interface AskPurgeProps {
  scope: PurgeScope;
  planName: string;
}

/** "Delete before its time…": shows what would go, asks why, and sends it to another person. */
export function AskPurge({ scope, planName }: AskPurgeProps) {
  const blocked = useBlockedByRole();
  const [key, setKey] = useState<string | null>(null);
  return (
    <>
      <Button
        size="small"
        icon="bin"
        blocked={blocked}
        showReason={false}
        onClick={() => setKey(newIdempotencyKey())}
      >
        {'runId' in scope ? 'Delete it…' : 'Delete all…'}
      </Button>
      {key && (
        <PurgeDialog scope={scope} planName={planName} idempotencyKey={key} onClose={() => setKey(null)} />
      )}
    </>
  );
}

interface PurgeDialogProps extends AskPurgeProps {
  idempotencyKey: string;
  onClose: () => void;
}

function PurgeDialog({ scope, planName, idempotencyKey, onClose }: PurgeDialogProps) {
  const me = useMe();
  const client = useQueryClient();
  const toast = useToast();
  const [, navigate] = useLocation();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [confirmLastVerified, setLast] = useState(false);
  const whole = 'planId' in scope;
  const found = useQuery({
    queryKey: ['purge-plan', scope, confirmLastVerified],
    queryFn: () => planPurge({ ...scope, confirmLastVerified }),
    staleTime: 0,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  const told = found.isPlaceholderData || found.isError ? null : (found.data ?? null);
  const blocked =
    told === null
      ? 'What would go is not known'
      : told.goes === 0
        ? 'Nothing would go'
        : reason.trim() === ''
          ? 'Say why first'
          : whole && typed !== planName
            ? 'Type its name first'
            : null;
  return (
    <Ask
      title={whole ? `Delete all backups of ${planName}?` : `Delete this backup of ${planName}?`}
      act="Ask for approval"
      icon="bin"
      danger
      leave="Keep them"
      failed="Nothing was asked for"
      blocked={blocked}
      // Another choice is another request: it must not be answered with the first one's outcome.
      work={() =>
        askForPurge(
          { ...scope, confirmLastVerified, reason: reason.trim() },
          `${idempotencyKey}-${confirmLastVerified ? 'l' : 'k'}`,
        )
      }
      onDone={(purge) => {
        void client.invalidateQueries({ queryKey: ['purges'] });
        toast({ tone: 'warn', words: 'The deletion awaits approval.' });
        navigate(`/purges/${purge.id}`);
      }}
      onClose={onClose}
    >
      <p>
        Nothing is deleted before somebody else with the role approver has agreed: you ask for it as {me.name}
        . What is deleted is deleted at every location, and cannot be had back.
      </p>
      {found.isPending && <Loading what="what would go" lines={3} />}
      {found.error && <ProblemNotice what="What would go is not known" error={found.error} />}
      {found.data && (
        <>
          <p role="status">
            <strong>
              {backups(found.data.goes)} would go, {found.data.stays} would stay.
            </strong>
          </p>
          <Fates items={found.data.items} />
        </>
      )}
      <Choice
        name="last-verified"
        kind="checkbox"
        title="Even the newest verified one"
        checked={confirmLastVerified}
        onChoose={() => setLast(!confirmLastVerified)}
      >
        After that no backup of {planName} is known to come back.
      </Choice>
      <Field
        label="Why"
        hint="Stands in the audit trail: a case number, a request, a name."
        value={reason}
        maxLength={longestReason}
        onChange={(event) => setReason(event.target.value)}
      />
      {whole && (
        <Field
          label={`Type “${planName}” to go on`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
    </Ask>
  );
}
