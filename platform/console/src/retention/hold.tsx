import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Hold, holdRun, releaseRun } from '../api/retention';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Field } from '../design/field';
import { useToast } from '../design/toast';
import { When } from '../design/when';
import { useBlockedByRole } from '../session/session';

const longestReason = 500;

/** Holds a backup with a reason, or releases it. Releasing is another role's: who holds must not be who lets go. */
export function HoldControl({ runId, hold }: { runId: string; hold: Hold | null }) {
  const blocked = useBlockedByRole(hold ? 'approver' : 'operator');
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="small" icon="lock" blocked={blocked} onClick={() => setAsking(true)}>
        {hold ? 'Release the hold' : 'Hold…'}
      </Button>
      {asking && hold === null && <HoldDialog runId={runId} onClose={() => setAsking(false)} />}
      {asking && hold && <ReleaseDialog runId={runId} hold={hold} onClose={() => setAsking(false)} />}
    </>
  );
}

export function HoldWords({ hold }: { hold: Hold }) {
  return (
    <>
      Held {hold.by && <>by {hold.by} </>}
      <When at={hold.at} otherwise="at an unknown time" />: {hold.reason}
    </>
  );
}

function HoldDialog({ runId, onClose }: { runId: string; onClose: () => void }) {
  const client = useQueryClient();
  const toast = useToast();
  const [reason, setReason] = useState('');
  return (
    <Ask
      title="Hold this backup?"
      act="Hold"
      icon="lock"
      failed="The backup is not held"
      blocked={reason.trim() ? null : 'Say why first'}
      work={() => holdRun(runId, reason.trim())}
      onDone={() => {
        void client.invalidateQueries({ queryKey: ['retention'] });
        toast({ tone: 'ok', words: 'The backup is held.' });
      }}
      onClose={onClose}
    >
      <p>It stays, whatever the rules of its plan say, until somebody with the role approver releases it.</p>
      <Field
        label="Why"
        hint="For whoever finds it in a year: a case number, an audit, a name."
        value={reason}
        maxLength={longestReason}
        onChange={(event) => setReason(event.target.value)}
        data-first
      />
    </Ask>
  );
}

function ReleaseDialog({ runId, hold, onClose }: { runId: string; hold: Hold; onClose: () => void }) {
  const client = useQueryClient();
  const toast = useToast();
  return (
    <Ask
      title="Release the hold on this backup?"
      act="Release"
      danger
      leave="Keep holding"
      failed="The hold was not released"
      work={() => releaseRun(runId)}
      onDone={() => {
        void client.invalidateQueries({ queryKey: ['retention'] });
        toast({ tone: 'warn', words: 'The hold was released.' });
      }}
      onClose={onClose}
    >
      <p>
        <HoldWords hold={hold} />
      </p>
      <p>
        From now on the rules of its plan decide: the next prune may delete it from every location, and it
        cannot be had back.
      </p>
    </Ask>
  );
}
