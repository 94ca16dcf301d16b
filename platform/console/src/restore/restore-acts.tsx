import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { actOnRestore, type Restore, type RestoreAct, restoreQuery } from '../api/restore';
import { retentionQuery } from '../api/retention';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Field } from '../design/field';
import type { IconName } from '../design/icon';
import { Notice } from '../design/notice';
import { useToast } from '../design/toast';
import { useBlockedByRole, useMe } from '../session/session';
import { BackupTaken } from './backup-taken';
import { isBeside } from './order';

interface ActProps {
  restore: Restore;
  act: RestoreAct;
  icon: IconName;
  button: string;
  title: string;
  confirm: string;
  leave?: string;
  danger?: boolean;
  look?: 'primary' | 'plain';
  blocked: string | null;
  done: string;
  /** Typed before the button can be used, where nothing brings it back. */
  typeFirst?: string | null;
  children: ReactNode;
}

/** A button that asks, with the words of what will happen, and then does it. */
function Act(props: ActProps) {
  const { restore, act, typeFirst = null } = props;
  const client = useQueryClient();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  return (
    <>
      <Button
        icon={props.icon}
        look={props.look ?? 'plain'}
        blocked={props.blocked}
        onClick={() => {
          setTyped('');
          setAsking(true);
        }}
      >
        {props.button}
      </Button>
      {asking && (
        <Ask
          title={props.title}
          act={props.confirm}
          icon={props.icon}
          danger={props.danger ?? false}
          {...(props.leave && { leave: props.leave })}
          failed="Nothing was changed"
          blocked={typeFirst !== null && typed !== typeFirst ? 'Type its name first' : null}
          work={() => actOnRestore(restore.id, act)}
          onDone={(told) => {
            client.setQueryData(restoreQuery(restore.id).queryKey, told);
            void client.invalidateQueries({ queryKey: ['restores'] });
            toast({ tone: 'neutral', words: props.done });
          }}
          onClose={() => setAsking(false)}
        >
          {props.children}
          {typeFirst !== null && (
            <Field
              label={`Type “${typeFirst}” to go on`}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Ask>
      )}
    </>
  );
}

/** Agree or refuse: by another person than the one who asked, and it says so to that one. */
export function Approval({ restore }: { restore: Restore }) {
  const me = useMe();
  const byRole = useBlockedByRole('approver');
  const own = restore.requestedBy === me.username;
  const blocked = own ? 'You asked for it: somebody else must decide' : byRole;
  const target = restore.target.name ?? 'the target';
  const beside = isBeside({ kind: restore.target.kind, tables: restore.tables });
  return (
    <Notice
      tone="warn"
      title={
        own
          ? 'It waits for another person to approve it'
          : `${restore.requestedBy ?? 'Somebody'} asks for approval`
      }
    >
      <p>
        {beside ? (
          <>
            It would put {restore.tables.join(', ')} into a new schema of the live database{' '}
            <strong>{target}</strong>, as they are in the backup
          </>
        ) : (
          <>
            It would replace the live database <strong>{target}</strong> with the backup
          </>
        )}{' '}
        {restore.runId && <BackupTaken runId={restore.runId} />}.{' '}
        {beside ? 'Tables that are there stay as they are.' : 'What was written since is not in it.'} Nothing
        has been done so far.
        {restore.runId && <Proven planId={restore.planId} runId={restore.runId} />}
        {own && ' Tell somebody with the role approver: they decide on this page.'}
      </p>
      {!own && (
        <div className="notice-choices">
          <Act
            restore={restore}
            act="approve"
            icon="check"
            look="primary"
            button="Approve…"
            title={beside ? `Put tables of a backup into ${target}?` : `Replace ${target} with a backup?`}
            confirm="Approve"
            danger
            leave="Not yet"
            blocked={blocked}
            done="The restore was approved."
          >
            {beside ? (
              <p>
                It starts at once. The tables come into a new schema of <strong>{target}</strong>; no session
                is ended and nothing that is there is touched. They take space on its server.
              </p>
            ) : (
              <p>
                It starts at once. When it is loaded, all sessions in <strong>{target}</strong> are ended and
                it is replaced; what was written since the backup is not in it. The old database is kept
                beside it.
              </p>
            )}
          </Act>
          <Act
            restore={restore}
            act="refuse"
            icon="close"
            button="Refuse…"
            title="Refuse this restore?"
            confirm="Refuse"
            blocked={blocked}
            done="The restore was refused."
          >
            <p>Nothing is done. Whoever wants it must ask again.</p>
          </Act>
        </div>
      )}
    </Notice>
  );
}

/** Whether the backup is known to come back, which whoever approves has to know. */
function Proven({ planId, runId }: { planId: string | null; runId: string }) {
  const kept = useQuery({ ...retentionQuery(planId ?? ''), enabled: planId !== null });
  const verified = kept.data?.items.find((each) => each.runId === runId)?.verified ?? null;
  if (kept.isPending && planId !== null) return null;
  if (verified === null) return ' Whether this backup is proven by a restore test is not known.';
  return verified
    ? ' This backup is proven by a restore test.'
    : ' This backup is not proven by a restore test: verify it first if there is time.';
}

export function CancelRestore({ restore }: { restore: Restore }) {
  const byRole = useBlockedByRole();
  const late =
    restore.phase === 'switching' ? 'Too late: databases are being switched. Undo it afterwards' : null;
  return (
    <Act
      restore={restore}
      act="cancel"
      icon="stop"
      button="Cancel restore"
      title="Cancel this restore?"
      confirm="Cancel restore"
      leave="Keep going"
      danger
      blocked={byRole ?? late}
      done="Cancelling the restore."
    >
      <p>What has been made of it so far is removed. Nothing that was there before is touched.</p>
    </Act>
  );
}

/** After a restore over a live database: the old one comes back, or goes for good. */
export function OldDatabase({ restore }: { restore: Restore }) {
  const blocked = useBlockedByRole();
  const { previousKeptAs: old, wish } = restore;
  if (isBeside({ kind: restore.target.kind, tables: restore.tables })) return <NewSchema restore={restore} />;
  const name = restore.target.name ?? 'the database';
  if (wish === 'undo') return <Notice tone="run" title={`The old ${name} is being brought back.`} />;
  if (wish === 'confirm')
    return <Notice tone="run" title={`The old database ${old ?? ''} is being dropped.`} />;
  if (wish === 'unknown')
    return (
      <Notice
        tone="unknown"
        title="Something is being done with the old database that this console does not know."
      />
    );
  if (!restore.awaitsConfirmation || old === null) return null;
  return (
    <Notice tone="warn" title={`The old database is kept as ${old}`}>
      <p>
        Look whether the restored <strong>{name}</strong> is right. Until you decide, both take space on the
        server.
      </p>
      <div className="notice-choices">
        <Act
          restore={restore}
          act="undo"
          icon="restore"
          button="Undo…"
          title={`Bring the old ${name} back?`}
          confirm="Bring it back"
          danger
          leave="Leave it restored"
          blocked={blocked}
          done="The old database is being brought back."
        >
          <p>
            All sessions in <strong>{name}</strong> are ended, and <strong>{old}</strong> gets its name again.
            The restored one is kept beside it; what was written into it since is in that one only.
          </p>
        </Act>
        <Act
          restore={restore}
          act="confirm"
          icon="bin"
          button="Drop the old database…"
          title={`Drop ${old} for good?`}
          confirm="Drop it"
          danger
          leave="Keep it"
          blocked={blocked}
          done="The old database is being dropped."
          typeFirst={old}
        >
          <p>
            The database <strong>{old}</strong>, as it was before the restore, is deleted. From then on there
            is no undo.
          </p>
        </Act>
      </div>
    </Notice>
  );
}

/** After single tables were put beside those in use: their schema goes when they have been copied, or stays. */
function NewSchema({ restore }: { restore: Restore }) {
  const blocked = useBlockedByRole();
  const { schema, wish } = restore;
  const name = restore.target.name ?? 'the database';
  if (wish === 'undo') return <Notice tone="run" title={`The schema ${schema ?? ''} is being dropped.`} />;
  if (wish !== null)
    return <Notice tone="run" title={`What becomes of the schema ${schema ?? ''} is being seen to.`} />;
  if (!restore.awaitsConfirmation || schema === null) return null;
  return (
    <Notice tone="warn" title={`The tables are in the schema ${schema} of ${name}`}>
      <p>
        Copy from there what is missing, by the SQL under “Remarks”. Nobody has changed the tables that are in
        use.
      </p>
      <div className="notice-choices">
        <Act
          restore={restore}
          act="undo"
          icon="bin"
          button="Drop the schema…"
          title={`Drop ${schema} for good?`}
          confirm="Drop it"
          danger
          leave="Keep it"
          blocked={blocked}
          done="The schema is being dropped."
          typeFirst={schema}
        >
          <p>
            The restored tables in <strong>{schema}</strong> are deleted; what was copied from them stays. If
            anything else lives in it or builds upon them, nothing is dropped.
          </p>
        </Act>
        <Act
          restore={restore}
          act="confirm"
          icon="check"
          button="Leave it there…"
          title={`Leave ${schema} in ${name}?`}
          confirm="Leave it"
          blocked={blocked}
          done="The schema stays."
        >
          <p>From then on it is dropped by hand.</p>
        </Act>
      </div>
    </Notice>
  );
}
