import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { recoveryQuery } from '../api/recovery';
import type { Plan } from '../api/types';
import { Button } from '../design/button';
import { Choice, Field } from '../design/field';
import { Empty, Loading, Notice, ProblemLine, ProblemNotice } from '../design/notice';
import { StatusWord } from '../design/status';
import { useClock, When } from '../design/when';
import { outsideWindow, WindowPicture } from '../recovery/window-picture';
import { useState } from 'react';
import { choosing, type Draft, utc } from './order';
import type { Candidate } from './request-form';

interface WhichBackupProps {
  plan: Plan;
  candidates: Candidate[];
  error: Error | null;
  /** The backup that a person came from is not among them. */
  lost: boolean;
  draft: Draft;
  onChange: (draft: Draft) => void;
}

const shownAtFirst = 5;

export function WhichBackup({ plan, candidates, error, lost, draft, onChange }: WhichBackupProps) {
  const [all, setAll] = useState(false);
  const chosenAt = candidates.findIndex((each) => each.runId === draft.runId);
  const shown = all
    ? candidates
    : candidates.filter((_, index) => index < shownAtFirst || index === chosenAt);
  if (error && candidates.length === 0)
    return <ProblemNotice what="Which backups there are is not known" error={error} />;
  if (candidates.length === 0)
    return (
      <Empty title="There is no backup of this plan">
        <p>
          <Link href="/">Back up now</Link>, or look whether a run failed.
        </p>
      </Empty>
    );
  return (
    <div className="stack">
      {lost && draft.runId === null && (
        <Notice
          tone="warn"
          title="The backup you came from cannot be restored any more: choose another one"
        />
      )}
      <fieldset className="choices">
        <legend className="only-read-aloud">Backup</legend>
        {shown.map((each) => (
          <Choice
            key={each.runId}
            name="run"
            checked={each.runId === draft.runId}
            onChoose={() => onChange(choosing(draft, plan, candidates[chosenAt]?.takenAt ?? null, each))}
            title={
              <>
                <When at={each.takenAt} withClock />
                {each.runId === candidates[0]?.runId && <span className="quiet">the newest</span>}
              </>
            }
          >
            <Worth candidate={each} />
          </Choice>
        ))}
      </fieldset>
      {candidates.length > shown.length && (
        <div className="row">
          <Button size="small" onClick={() => setAll(true)}>
            Show all {candidates.length} backups
          </Button>
        </div>
      )}
      {plan.source.kind === 'cluster' && <PointInTime plan={plan} draft={draft} onChange={onChange} />}
    </div>
  );
}

function Worth({ candidate: { verified, complete } }: { candidate: Candidate }) {
  return (
    <>
      {verified === true && (
        <StatusWord look={{ tone: 'ok', icon: 'shield', words: 'Proven by a restore test' }} />
      )}
      {verified === false && 'Not proven by a restore test.'}
      {verified === null && 'Whether it is proven is not known.'}
      {!complete && ' A copy of it is missing.'}
    </>
  );
}

/** The recovery window with its gaps, and a time in it. */
function PointInTime({ plan, draft, onChange }: Pick<WhichBackupProps, 'plan' | 'draft' | 'onChange'>) {
  const found = useQuery({ ...recoveryQuery(plan.id), refetchInterval: 10_000 });
  const now = useClock((at) => Math.floor(at / 10_000)) * 10_000 + 10_000;
  if (found.isPending) return <Loading what="the recovery window" lines={2} />;
  if (found.error) return <ProblemLine what="Which times it could go to is not known" error={found.error} />;
  if (found.data === null || found.data === undefined)
    return <p className="soft">Its WAL is not received: it can go to the times of its backups only.</p>;
  const at = draft.toTime === null ? null : utc(draft.toTime);
  const newest = found.data.window?.to.slice(0, 19) ?? '';
  return (
    <div className="stack">
      <fieldset className="choices">
        <legend>To which time</legend>
        <Choice
          name="time"
          title="The end of the backup"
          checked={draft.toTime === null}
          onChoose={() => onChange({ ...draft, toTime: null })}
        />
        <Choice
          name="time"
          title="A certain time"
          checked={draft.toTime !== null}
          onChoose={() => onChange({ ...draft, toTime: newest })}
        >
          Just before something was deleted, for example.
        </Choice>
      </fieldset>
      <WindowPicture recovery={found.data} chosen={at !== null && Number.isFinite(at) ? at : null} />
      {draft.toTime !== null && at !== null && (
        <Field
          label="Time, UTC"
          type="datetime-local"
          step={1}
          value={draft.toTime}
          fault={outsideWindow(at, found.data, now)}
          hint="The last transaction committed by then is there; nothing after it."
          onChange={(event) => onChange({ ...draft, toTime: event.target.value })}
        />
      )}
    </div>
  );
}
