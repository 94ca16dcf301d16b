import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Named } from '../api/alert';
import { newIdempotencyKey } from '../api/http';
import {
  changeSilence,
  createSilence,
  type Matcher,
  type MatcherOp,
  matcherOps,
  matcherWords,
  previewSilence,
  type Silence,
} from '../api/silence';
import { severityLooks } from '../alerts/looks';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Field } from '../design/field';
import { localTime, toInstant } from '../design/local-time';
import { Loading, ProblemNotice } from '../design/notice';
import { SelectField } from '../design/select-field';
import { StatusWord } from '../design/status';
import { useAskAgain, useTold } from '../design/told';
import { useBlockedByRole } from '../session/session';
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
  const [key, setKey] = useState<string | null>(null);
  return (
    <>
      <Button icon="muted" blocked={blocked} showReason={false} onClick={() => setKey(newIdempotencyKey())}>
        {words}
      </Button>
      {key && <SilenceDialog idempotencyKey={key} matchers={matchers} onClose={() => setKey(null)} />}
    </>
  );
}

interface SilenceDialogProps {
  matchers: Matcher[];
  idempotencyKey: string;
  /** The one that is changed. */
  before?: Silence;
  onClose: () => void;
}

/** Nothing is held back without a reason and an end, and not before it is seen what that would be. */
export function SilenceDialog({ matchers: first, idempotencyKey, before, onClose }: SilenceDialogProps) {
  const told = useTold('silences', 'alerts');
  const askAgain = useAskAgain('silences');
  const [matchers, setMatchers] = useState(first);
  const [reason, setReason] = useState(before?.reason ?? '');
  const [lasts, setLasts] = useState<string>(before ? 'until' : 'PT2H');
  const [starts, setStarts] = useState(before?.state === 'pending' ? localTime(before.startsAt) : '');
  const [ends, setEnds] = useState(localTime(before?.endsAt ?? null));
  const whole = matchers.every((each) => each.label.trim() !== '');
  const endsAt = lasts === 'until' ? toInstant(ends) : null;
  const blocked = !whole
    ? 'Name every label first'
    : reason.trim() === ''
      ? 'Say why first'
      : lasts === 'until' && endsAt === null
        ? 'Say until when first'
        : null;
  const order = {
    matchers,
    reason: reason.trim(),
    ...((starts || before) && { startsAt: toInstant(starts) ?? before?.startsAt ?? null }),
    ...(before?.repeatsAsSent ? { repeats: before.repeatsAsSent } : {}),
    ...(endsAt ? { endsAt } : { lasts }),
  };
  return (
    <Ask
      title={before ? 'Change this silence' : 'Silence alerts'}
      act={before ? 'Change it' : 'Silence'}
      icon="muted"
      wide
      failed={before ? 'Nothing was changed' : 'Nothing is silenced'}
      blocked={blocked}
      work={() => (before ? changeSilence(before, order) : createSilence(order, idempotencyKey))}
      onDone={() =>
        told(
          before ? 'The silence was changed.' : 'Silenced. To undo it, end the silence on its page.',
          'neutral',
        )
      }
      onFailed={askAgain}
      onClose={onClose}
    >
      <p>Nobody is told of what all these fit. It stays in the list of alerts.</p>
      <Matchers matchers={matchers} onChange={setMatchers} />
      <Preview matchers={matchers} whole={whole} />
      <Field
        label="Why"
        hint="Stands beside the silence, with your name."
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="field-pair">
        <SelectField
          label="For"
          value={lasts}
          options={lengths}
          onChange={(event) => setLasts(event.target.value)}
        />
        {lasts === 'until' && (
          <Field
            label="Until"
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
    </Ask>
  );
}

function Matchers({ matchers, onChange }: { matchers: Matcher[]; onChange: (next: Matcher[]) => void }) {
  const change = (at: number, part: Partial<Matcher>) =>
    onChange(matchers.map((each, index) => (index === at ? { ...each, ...part } : each)));
  return (
    <fieldset className="choices">
      <legend>Alerts with</legend>
      {matchers.map((each, at) => (
        <div key={at} className="matcher">
          <input
            className="input"
            aria-label={`Label ${at + 1}`}
            placeholder="label"
            value={each.label}
            onChange={(event) => change(at, { label: event.target.value })}
          />
          <select
            className="input matcher-op"
            aria-label={`How label ${at + 1} fits`}
            value={each.op}
            onChange={(event) => change(at, { op: event.target.value as MatcherOp })}
          >
            {matcherOps.map((op) => (
              <option key={op}>{op}</option>
            ))}
          </select>
          <input
            className="input"
            aria-label={`Value ${at + 1}`}
            placeholder="value"
            value={each.value}
            onChange={(event) => change(at, { value: event.target.value })}
          />
          <Button
            look="quiet"
            size="small"
            icon="close"
            aria-label={`Leave out ${each.label || `label ${at + 1}`}`}
            blocked={matchers.length === 1 ? 'A silence fits something: at least one label' : null}
            showReason={false}
            onClick={() => onChange(matchers.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <p className="row">
        <Button size="small" onClick={() => onChange([...matchers, { label: '', op: '=', value: '' }])}>
          Another label
        </Button>
        <span className="field-hint">
          <code>=~</code> takes a regular expression for the whole value. Besides labels:{' '}
          <code>alertKey</code>, <code>severity</code>, <code>source</code>, <code>eventType</code>.
        </span>
      </p>
    </fieldset>
  );
}

function Preview({ matchers, whole }: { matchers: Matcher[]; whole: boolean }) {
  const asked = useSettled(matchers);
  const found = useQuery({
    queryKey: ['silence-preview', asked],
    queryFn: () => previewSilence(asked),
    enabled: whole && asked.every((each) => each.label.trim() !== ''),
    staleTime: 0,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  if (!whole) return <p className="soft">What it fits is shown when every label has its name.</p>;
  if (found.isPending) return <Loading what="what it fits" lines={2} />;
  if (found.error) return <ProblemNotice what="What it would fit is not known" error={found.error} />;
  const { matching, more } = found.data;
  const all = more === null ? null : matching.length + more;
  return (
    <div role="status" className="preview">
      {found.data.everything && (
        <StatusWord
          look={{ tone: 'warn', icon: 'warn', words: 'It would silence almost every alert there can be.' }}
        />
      )}
      <p>
        <strong>
          {all === 0
            ? 'It fits no alert that is open now.'
            : all === null
              ? 'It fits at least these open alerts; how many more is not known:'
              : `It fits ${all} of the alerts that are open now:`}
        </strong>
      </p>
      <ul>
        {matching.map((each, index) => (
          <li key={each.id ?? index}>
            <StatusWord look={severityLooks[each.severity]} />{' '}
            {each.id ? <Link href={`/alerts/${each.id}`}>{each.title}</Link> : each.title}
          </li>
        ))}
      </ul>
      {more !== null && more > 0 && <p className="soft">and {more} more</p>}
    </div>
  );
}

/** The matchers once the person has paused. */
function useSettled(matchers: Matcher[]): Matcher[] {
  const [settled, setSettled] = useState(matchers);
  const words = matchers.map(matcherWords).join('\n');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(matchers), 350);
    return () => clearTimeout(timer);
    // By their words: the list itself is another one at every paint.
  }, [words]);
  return settled;
}
