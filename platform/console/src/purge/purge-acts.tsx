import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { approvePurge, cancelPurge, type Purge, purgeQuery, refusePurge } from '../api/purge';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Field } from '../design/field';
import { Notice } from '../design/notice';
import { useToast } from '../design/toast';
import { When } from '../design/when';
import { useBlockedByRole, useMe } from '../session/session';
import { backups } from './looks';

function useRemember() {
  const client = useQueryClient();
  const toast = useToast();
  return (purge: Purge, words: string) => {
    client.setQueryData(purgeQuery(purge.id).queryKey, purge);
    for (const key of ['purges', 'retention', 'runs']) void client.invalidateQueries({ queryKey: [key] });
    toast({ tone: 'neutral', words });
  };
}

/** What whoever decides must not overlook: that the plan's last proof goes too. */
function Regrets({ purge }: { purge: Purge }) {
  return (purge.items ?? [])
    .filter((each) => each.fate === 'goes' && each.reasons.length > 0)
    .map((each) => (
      <p key={each.runId}>
        <strong>
          The backup taken <When at={each.takenAt} /> goes too: {lower(each.reasons.join(' '))}
        </strong>
      </p>
    ));
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

/** Agree or refuse: never whoever asked for it. */
export function PurgeApproval({ purge, planName }: { purge: Purge; planName: string }) {
  const me = useMe();
  const blocked = useBlockedByRole('approver');
  const remember = useRemember();
  const [asking, setAsking] = useState<'approve' | 'refuse' | null>(null);
  const [typed, setTyped] = useState('');
  const [why, setWhy] = useState('');
  const own = purge.requestedBy === me.username;
  const many = purge.goes === null ? 'backups' : backups(purge.goes);
  const open = (act: 'approve' | 'refuse') => {
    setTyped('');
    setWhy('');
    setAsking(act);
  };
  return (
    <Notice
      tone="warn"
      title={
        own
          ? 'It waits for another person to approve it'
          : `${purge.requestedBy ?? 'Somebody'} asks to delete ${many} of ${planName}`
      }
    >
      <p>
        Why: {purge.reason ?? 'no reason was given'}. Nothing has been deleted so far.
        {own && ' You asked for it, so somebody else with the role approver must decide.'}
      </p>
      <Regrets purge={purge} />
      <p>
        If nobody decides it ends by itself{' '}
        <When at={purge.expiresAt} otherwise="at an unknown time" withClock />.
      </p>
      {!own && (
        <div className="notice-choices">
          <Button
            icon="check"
            blocked={blocked ?? (purge.goes === 0 ? 'Nothing would go any more' : null)}
            onClick={() => open('approve')}
          >
            Approve…
          </Button>
          <Button icon="close" blocked={blocked} showReason={false} onClick={() => open('refuse')}>
            Refuse…
          </Button>
        </div>
      )}
      {asking === 'approve' && (
        <Ask
          title={`Delete ${many} of ${planName} for good?`}
          act={`Delete ${many}`}
          icon="bin"
          danger
          leave="Keep them"
          failed="Nothing was deleted"
          blocked={typed === planName ? null : 'Type its name first'}
          work={() => approvePurge(purge.id)}
          onDone={(told) => remember(told, 'The backups are being deleted.')}
          onClose={() => setAsking(null)}
        >
          <p>It begins at once, at every location. There is no way back.</p>
          <Regrets purge={purge} />
          <Field
            label={`Type “${planName}” to go on`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Ask>
      )}
      {asking === 'refuse' && (
        <Ask
          title="Refuse this deletion?"
          act="Refuse"
          failed="Nothing was changed"
          work={() => refusePurge(purge.id, why.trim())}
          onDone={(told) => remember(told, 'The deletion was refused.')}
          onClose={() => setAsking(null)}
        >
          <p>All backups stay. Whoever wants it must ask again.</p>
          <Field
            label="Why"
            hint="For whoever asked; may be left empty."
            value={why}
            maxLength={500}
            onChange={(event) => setWhy(event.target.value)}
          />
        </Ask>
      )}
    </Notice>
  );
}

export function CancelPurge({ purge }: { purge: Purge }) {
  const blocked = useBlockedByRole();
  const remember = useRemember();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button icon="stop" blocked={blocked} onClick={() => setAsking(true)}>
        Take it back
      </Button>
      {asking && (
        <Ask
          title="Take this request back?"
          act="Take it back"
          failed="Nothing was changed"
          work={() => cancelPurge(purge.id)}
          onDone={(told) => remember(told, 'The request was taken back.')}
          onClose={() => setAsking(false)}
        >
          <p>All backups stay.</p>
        </Ask>
      )}
    </>
  );
}
