import { useState } from 'react';
import type { Named } from '../api/alert';
import {
  changeSilence,
  createSilence,
  expireSilence,
  type Matcher,
  repetitionOrder,
  repetitionWords,
  type Silence,
} from '../api/silence';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Choice, Field } from '../design/field';
import { localTime, toInstant } from '../design/local-time';
import { SelectField } from '../design/select-field';
import { useAskAgain, useTold, useUndo } from '../design/told';
import { useBlockedByRole } from '../session/session';
import { comesBack, ComesBackFields, repetitionOf } from './comes-back';
import { MatchersField } from './matchers-field';
import { isWhole, Preview, usePreview } from './preview';
import './silences.css';

const lengths = [
  ['PT1H', '1 hour'],
  ['PT2H', '2 hours'],
  ['PT4H', '4 hours'],
  ['PT8H', '8 hours'],
  ['PT24H', '1 day'],
  ['PT72H', '3 days'],
  ['until', 'Until a time…'],
] as const;

/** Of one that comes back: when it does so no more. */
const courses = [
  ['P7D', '1 week'],
  ['P28D', '4 weeks'],
  ['P84D', '12 weeks'],
  ['until', 'Until a time…'],
] as const;

/** Labels that change with every start of a program would make a silence that fits nothing tomorrow. */
const fleeting = /^(pod|container_id|process|pid)$/;

/** What fits this alert and those like it: its labels, or its key where it has none. */
export function matchersFor(labels: Named[], alertKey: string | null): Matcher[] {
  const lasting = labels.filter((each) => !fleeting.test(each.name));
  if (lasting.length > 0) return lasting.map(({ name, value }) => ({ label: name, op: '=', value }));
  return [{ label: 'alertKey', op: '=', value: alertKey ?? '' }];
}

/** Silence from an alert: its labels are filled in. */
export function SilenceIt({ labels, alertKey }: { labels: Named[]; alertKey: string | null }) {
  return <NewSilence words="Silence…" matchers={matchersFor(labels, alertKey)} />;
}

export function NewSilence({ words, matchers }: { words: string; matchers: Matcher[] }) {
  const blocked = useBlockedByRole();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button icon="muted" blocked={blocked} showReason={false} onClick={() => setAsking(true)}>
        {words}
      </Button>
      {asking && <SilenceDialog matchers={matchers} onClose={() => setAsking(false)} />}
    </>
  );
}

interface SilenceDialogProps {
  matchers: Matcher[];
  /** The one that is changed, or made again. */
  before?: Silence;
  /** It is over: another one like it is made. */
  again?: boolean;
  onClose: () => void;
}

/** Nothing is held back without a reason and an end, and not before it is seen what that would be. */
export function SilenceDialog({ matchers: first, before, again = false, onClose }: SilenceDialogProps) {
  const told = useTold('silences', 'alerts');
  const undo = useUndo('silences', 'alerts');
  const askAgain = useAskAgain('silences');
  const changed = again ? undefined : before;
  const [matchers, setMatchers] = useState(first);
  const [reason, setReason] = useState(before?.reason ?? '');
  const [rhythm, setRhythm] = useState(
    before?.repetition ? 'again' : before?.repeats && !again ? 'as it is' : 'once',
  );
  const [typed, setTyped] = useState(() => comesBack(before?.repetition ?? null));
  const [lasts, setLasts] = useState<string>(changed ? 'until' : before?.repetition ? 'P28D' : 'PT2H');
  const [starts, setStarts] = useState(changed?.state === 'pending' ? localTime(changed.startsAt) : '');
  const [ends, setEnds] = useState(localTime(changed?.endsAt ?? null));
  const [meant, setMeant] = useState(false);
  const preview = usePreview(matchers);
  const whole = isWhole(matchers);
  const wide = whole && preview.data?.everything === true;
  const repetition = rhythm === 'again' ? repetitionOf(typed) : null;
  const endsAt = lasts === 'until' ? toInstant(ends) : null;
  const blocked = !whole
    ? 'Name every label first'
    : reason.trim() === ''
      ? 'Say why first'
      : typeof repetition === 'string'
        ? repetition
        : lasts === 'until' && endsAt === null
          ? 'Say until when first'
          : wide && !meant
            ? 'Say first that almost every alert is meant'
            : null;
  const order = {
    matchers,
    reason: reason.trim(),
    ...((starts || changed) && { startsAt: toInstant(starts) ?? changed?.startsAt ?? null }),
    ...(repetition && typeof repetition !== 'string' && { repetition: repetitionOrder(repetition) }),
    ...(rhythm === 'once' && changed?.repeats && { once: true }),
    ...(wide && meant && { everything: true }),
    ...(endsAt ? { endsAt } : { lasts }),
  };
  const chooseRhythm = (next: string) => {
    setRhythm(next);
    if (lasts !== 'until') setLasts(next === 'again' ? 'P28D' : 'PT2H');
  };
  return (
    <Ask
      title={changed ? 'Change this silence' : 'Silence alerts'}
      act={changed ? 'Change it' : 'Silence'}
      icon="muted"
      wide
      failed={changed ? 'Nothing was changed' : 'Nothing is known to be silenced'}
      blocked={blocked}
      showBlocked
      work={() => (changed ? changeSilence(changed, order) : createSilence(order))}
      onDone={(made) =>
        changed
          ? told('The silence was changed.', 'neutral')
          : told(
              'Silenced.',
              'neutral',
              undo(() => expireSilence(made.id), 'The silence is over: nothing is held back by it.'),
            )
      }
      onFailed={askAgain}
      onClose={onClose}
    >
      <p>Nobody is told of what all these fit. It stays in the list of alerts.</p>
      <MatchersField matchers={matchers} onChange={setMatchers} />
      <Preview found={preview} whole={whole} />
      {wide && (
        <Choice
          name="everything"
          kind="checkbox"
          title="Yes, almost every alert is meant"
          checked={meant}
          onChoose={() => setMeant(!meant)}
        >
          Nobody would be told of anything meanwhile, emergencies among it.
        </Choice>
      )}
      <Field
        label="Why"
        hint="Stands beside the silence, with your name."
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      <SelectField
        label="How often"
        value={rhythm}
        options={[
          ['once', 'Once'],
          ['again', 'Again and again, on days of the week'],
          ...(rhythm === 'as it is' ? ([['as it is', `As it is: ${before?.repeats}`]] as const) : []),
        ]}
        onChange={(event) => chooseRhythm(event.target.value)}
      />
      {rhythm === 'again' && <ComesBackFields value={typed} onChange={setTyped} />}
      <div className="field-pair">
        <SelectField
          label={rhythm === 'once' ? 'For' : 'Comes back for'}
          value={lasts}
          options={rhythm === 'once' ? lengths : courses}
          onChange={(event) => setLasts(event.target.value)}
        />
        {lasts === 'until' && (
          <Field
            label={rhythm === 'once' ? 'Until' : 'Comes back until'}
            hint={`In ${comesBack(null).zone} time.`}
            type="datetime-local"
            value={ends}
            onChange={(event) => setEnds(event.target.value)}
          />
        )}
        <Field
          label="Begins"
          hint="Left empty: at once."
          type="datetime-local"
          value={starts}
          onChange={(event) => setStarts(event.target.value)}
        />
      </div>
      {repetition && typeof repetition !== 'string' && (
        <p className="soft" role="status">
          It silences {repetitionWords(repetition)}, and rests between.
        </p>
      )}
    </Ask>
  );
}
