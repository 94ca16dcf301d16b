import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import {
  createSilence,
  expireSilence,
  inhibitionsQuery,
  maintenanceMutesQuery,
  repetitionOrder,
  type Silence,
  type SilenceState,
  silencesQuery,
  silenceStates,
} from '../api/silence';
import { Act } from '../design/act';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { count } from '../design/format';
import { Empty, Loading, ProblemLine, ProblemNotice } from '../design/notice';
import { Badge, type StatusLook } from '../design/status';
import { AlertPages } from '../design/sub-pages';
import { useAskAgain, useTold, useUndo } from '../design/told';
import { When } from '../design/when';
import { pollEvery, useLiveness } from '../live/live';
import { useBlockedByRole } from '../session/session';
import { NewSilence, SilenceDialog } from './silence-form';
import '../design/table.css';
import '../backups/run-page.css';
import '../alerts/alerts.css';
import './silences.css';

const looks: Record<SilenceState, StatusLook> = {
  active: { tone: 'warn', icon: 'muted', words: 'Silences now' },
  pending: { tone: 'neutral', icon: 'queued', words: 'Begins later' },
  expired: { tone: 'neutral', icon: 'cancelled', words: 'Over' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Unknown' },
};

/** What keeps alerts from being told: by a person, by a graver alert, by maintenance. */
export function SilencesPage() {
  const liveness = useLiveness();
  const [search, setSearch] = useSearchParams();
  const state = search.get('state') ?? '';
  const found = useQuery({
    ...silencesQuery(state),
    refetchInterval: pollEvery(liveness, true) * 2,
    placeholderData: (before) => before,
  });
  const items = found.data?.items ?? [];
  return (
    <div className="stack run-page">
      <title>Silences · Mooring</title>
      <AlertPages />
      <header className="run-head">
        <h1>Silences</h1>
        <NewSilence words="Silence alerts…" matchers={[{ label: '', op: '=', value: '' }]} />
      </header>
      <Card
        title="By people"
        flush
        aside={
          <select
            className="select"
            aria-label="Show silences in state"
            data-shortcut="filter"
            value={state}
            onChange={(event) =>
              setSearch(event.target.value ? { state: event.target.value } : {}, { replace: true })
            }
          >
            <option value="">All states</option>
            {silenceStates.map((each) => (
              <option key={each} value={each}>
                {looks[each].words}
              </option>
            ))}
          </select>
        }
      >
        {found.isPending && <Loading what="the silences" lines={4} />}
        {found.error && (
          <ProblemNotice
            what={found.data ? 'The list below may be out of date' : 'What is silenced is not known'}
            error={found.error}
            retry={() => void found.refetch()}
          />
        )}
        {found.data && items.length === 0 && (
          <Empty title={state ? 'No silence is in this state' : 'Nothing is silenced'}>
            <p>A silence has an owner, a reason and an end.</p>
          </Empty>
        )}
        <ul aria-label="Silences">
          {items.map((each) => (
            <SilenceRow key={each.id} silence={each} />
          ))}
        </ul>
        {items.length > 0 && (
          <div className="table-foot">
            <span className="quiet" role="status">
              {count(items.length, 'silence')} shown
              {found.data?.nextCursor ? ', there are more' : ', that is all'}
            </span>
          </div>
        )}
      </Card>
      <div className="run-columns">
        <MaintenanceMutes />
        <Inhibitions />
      </div>
    </div>
  );
}

const words = (matchers: string[]) => matchers.join(', ') || 'nothing that could be read';

function SilenceRow({ silence }: { silence: Silence }) {
  const over = silence.state === 'expired';
  return (
    <li className="silence">
      <Badge
        look={
          silence.state === 'active' && silence.mutes === false
            ? { ...looks.pending, words: 'Rests now' }
            : looks[silence.state]
        }
      />
      <div className="silence-words">
        <p>
          <strong>{silence.reason ?? 'No reason was given'}</strong>
        </p>
        <ul className="labels" aria-label="Fits alerts with">
          {silence.matchers.map((each) => (
            <li key={each}>
              <code>{each}</code>
            </li>
          ))}
        </ul>
        {silence.repeats && <p>Comes back {silence.repeats}</p>}
        <p className="silence-facts">
          <span>{silence.owner ?? 'unknown owner'}</span>
          <Times silence={silence} />
          {!over && (
            <span>
              {silence.matching === null
                ? 'how many it fits is not known'
                : `fits ${count(silence.matching, 'open alert')}`}
            </span>
          )}
        </p>
      </div>
      {over ? <SilenceAgain silence={silence} /> : <SilenceActs silence={silence} />}
    </li>
  );
}

/** When it mutes: once, or at its times. */
function Times({ silence }: { silence: Silence }) {
  const { state, repeats } = silence;
  const over = state === 'expired';
  return (
    <>
      <span>
        {state === 'pending' ? 'begins' : 'since'} <When at={silence.startsAt} withClock />
      </span>
      <span>
        {over ? 'ended' : repeats ? 'comes back until' : 'ends'} <When at={silence.endsAt} withClock />
        {over && silence.endedBy && ` by ${silence.endedBy}`}
      </span>
    </>
  );
}

function SilenceAgain({ silence }: { silence: Silence }) {
  const blocked = useBlockedByRole();
  const [asking, setAsking] = useState(false);
  if (!silence.editable) return null;
  return (
    <>
      <Button size="small" blocked={blocked} showReason={false} onClick={() => setAsking(true)}>
        Again…<span className="only-read-aloud"> {silence.reason ?? silence.id}</span>
      </Button>
      {asking && (
        <SilenceDialog before={silence} again matchers={silence.editable} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

/** The same once more until the same end; null where it has none or cannot be read. */
function sameAgain(silence: Silence): (() => Promise<unknown>) | null {
  const { editable: matchers, reason, endsAt, repetition, repeats } = silence;
  if (!matchers || !reason || !endsAt || (repeats && !repetition)) return null;
  return () =>
    createSilence({
      matchers,
      reason,
      endsAt,
      ...(silence.state === 'pending' && { startsAt: silence.startsAt }),
      ...(repetition && { repetition: repetitionOrder(repetition) }),
      // It was meant before.
      everything: true,
    });
}

function SilenceActs({ silence }: { silence: Silence }) {
  const blocked = useBlockedByRole();
  const told = useTold('silences', 'alerts');
  const undo = useUndo('silences', 'alerts');
  const askAgain = useAskAgain('silences');
  const again = sameAgain(silence);
  const [changing, setChanging] = useState(false);
  const about = silence.reason ?? silence.id;
  return (
    <div className="row">
      <Button
        size="small"
        blocked={blocked ?? (silence.editable ? null : 'This console cannot read what it fits')}
        showReason={false}
        onClick={() => setChanging(true)}
      >
        Change…<span className="only-read-aloud"> {about}</span>
      </Button>
      <Act
        words="End…"
        about={about}
        icon="bell"
        size="small"
        blocked={blocked}
        title="End this silence now?"
        act="End it"
        failed="It still silences"
        work={() => expireSilence(silence.id)}
        onDone={() =>
          told(
            'The silence is over.',
            'ok',
            again ? undo(again, 'Silenced again, until the same end.') : undefined,
          )
        }
        onFailed={askAgain}
      >
        <p>
          <strong>{silence.reason}</strong>
        </p>
        <p>What it held back and is still wrong is told now.</p>
      </Act>
      {changing && silence.editable && (
        <SilenceDialog before={silence} matchers={silence.editable} onClose={() => setChanging(false)} />
      )}
    </div>
  );
}

function MaintenanceMutes() {
  const found = useQuery({ ...maintenanceMutesQuery, refetchInterval: 30_000 });
  return (
    <Card title="By maintenance">
      {found.isPending && <Loading what="the mutes of maintenance" />}
      {found.error && <ProblemLine what="What maintenance mutes is not known" error={found.error} />}
      {found.data?.items.length === 0 && <p className="soft">No window mutes alerts now.</p>}
      <ul className="mutes">
        {found.data?.items.map((each, index) => (
          <li key={each.windowId ?? index}>
            <strong>{each.title}</strong>
            <p className="soft">
              {each.scope ?? 'scope unknown'} · since <When at={each.since} /> · until{' '}
              <When at={each.until} withClock /> ·{' '}
              {each.mutedAlerts === null
                ? 'how many alerts is not known'
                : `${count(each.mutedAlerts, 'alert')} muted`}
            </p>
            {each.alerts && <p className="soft">Alerts: {each.alerts}.</p>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Inhibitions() {
  const found = useQuery(inhibitionsQuery);
  return (
    <Card title="By a graver alert">
      {found.isPending && <Loading what="the inhibitions" />}
      {found.error && <ProblemLine what="What graver alerts mute is not known" error={found.error} />}
      {found.data?.items.length === 0 && <p className="soft">No rule mutes alerts for a graver one.</p>}
      <ul className="mutes">
        {found.data?.items.map((each) => (
          <li key={each.name}>
            <strong>{each.name}</strong>
            <p className="soft">
              While an alert with <code>{words(each.source)}</code> is open, those with{' '}
              <code>{words(each.target)}</code> are not told
              {each.equal.length > 0 && <>, where {each.equal.join(', ')} is the same</>}.
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
