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
import { baseFor, type Candidate, choosing, type Draft, utc } from './order';

interface WhichBackupProps {
  plan: Plan;
  candidates: Candidate[];
  error: Error | null;
  /** The backup that a person came from is not among them. */
  lost: boolean;
  /** The folder below which it may be restored; null while that is not known. */
  root: string | null;
  draft: Draft;
  onChange: (draft: Draft) => void;
}

const shownAtFirst = 5;

export function WhichBackup(props: WhichBackupProps) {
  const { plan, candidates, error, lost, root, draft, onChange } = props;
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
            onChoose={() =>
              onChange(choosing(draft, plan, root, candidates[chosenAt]?.takenAt ?? null, each))
            }
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
      {plan.source.kind === 'cluster' && <PointInTime {...props} />}
      <WhichCopy copies={candidates[chosenAt]?.copies ?? []} draft={draft} onChange={onChange} />
    </div>
  );
}

/** One copy alone, where another is known to be slow or damaged. */
function WhichCopy({
  copies,
  draft,
  onChange,
}: Pick<WhichBackupProps, 'draft' | 'onChange'> & { copies: string[] }) {
  if (copies.length < 2) return null;
  return (
    <div className="field">
      <label htmlFor="restore-from">Read from</label>
      <select
        id="restore-from"
        className="select"
        value={draft.locationId ?? ''}
        onChange={(event) => onChange({ ...draft, locationId: event.target.value || null })}
      >
        <option value="">whichever copy can be read</option>
        {copies.map((each) => (
          <option key={each} value={each}>
            {each} alone
          </option>
        ))}
      </select>
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
function PointInTime({ plan, candidates, root, draft, onChange }: WhichBackupProps) {
  const found = useQuery({ ...recoveryQuery(plan.id), refetchInterval: 10_000 });
  const now = useClock((at) => Math.floor(at / 10_000)) * 10_000 + 10_000;
  if (found.isPending) return <Loading what="the recovery window" lines={2} />;
  if (found.error) return <ProblemLine what="Which times it could go to is not known" error={found.error} />;
  if (found.data === null || found.data === undefined)
    return <p className="soft">Its WAL is not received: it can go to the times of its backups only.</p>;
  const at = draft.toTime === null ? null : utc(draft.toTime);
  const bases = candidates.flatMap((each) => (each.takenAt === null ? [] : [Date.parse(each.takenAt)]));
  const chosen = candidates.find((each) => each.runId === draft.runId);
  // A time is reached fastest from the newest backup that was whole by then, and from no later one at all.
  const goTo = (toTime: string) => {
    const base = baseFor(candidates, utc(toTime));
    const next = base ? choosing(draft, plan, root, chosen?.takenAt ?? null, base) : draft;
    onChange({ ...next, toTime });
  };
  const newest = found.data.window?.to.slice(0, 19) ?? '';
  return (
    <div className="stack">
      <fieldset className="choices">
        <legend>To which time</legend>
        <Choice
          name="time"
          title="The newest that there is"
          checked={draft.toTime === null}
          onChoose={() => onChange({ ...draft, toTime: null })}
        >
          The backup, and all WAL that leads on from it.
        </Choice>
        <Choice
          name="time"
          title="A certain time"
          checked={draft.toTime !== null}
          onChoose={() => goTo(newest)}
        >
          Just before something was deleted, for example.
        </Choice>
      </fieldset>
      <WindowPicture
        recovery={found.data}
        bases={bases}
        chosen={at !== null && Number.isFinite(at) ? at : null}
      />
      {draft.toTime !== null && at !== null && (
        <Field
          label="Time, UTC"
          type="datetime-local"
          step={1}
          value={draft.toTime}
          fault={outsideWindow(at, found.data, now)}
          hint="The last transaction committed by then is there; nothing after it."
          onChange={(event) => goTo(event.target.value)}
        />
      )}
      {draft.toTime !== null && chosen && (
        <p className="soft" role="status">
          {chosen.endedAt !== null && at !== null && Date.parse(chosen.endedAt) > at ? (
            <>The chosen backup was not whole by then: no earlier time than its end can be had from it.</>
          ) : (
            <>
              It begins from the backup taken <When at={chosen.takenAt} withClock /> and replays the WAL
              since.
            </>
          )}
        </p>
      )}
    </div>
  );
}
