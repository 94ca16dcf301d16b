import { useState } from 'react';
import { acknowledgeAlert, type Alert } from '../api/alert';
import { Button } from '../design/button';
import { Dialog } from '../design/dialog';
import { count } from '../design/format';
import { type StatusLook, StatusWord } from '../design/status';
import { TextArea } from '../design/text-area';
import { useAskAgain } from '../design/told';
import { severityLooks } from './looks';

/** How it went with one of them; null while it is under way. */
type Outcome = { done: true } | { done: false; words: string } | null;

/** Browsers keep six connections to one origin, and the stream needs one. */
const atOnce = 4;

/** Works through all of them, some at once, and tells of each as soon as it is known. */
export async function eachOf(
  ids: string[],
  work: (id: string) => Promise<unknown>,
  tell: (id: string, outcome: Outcome) => void,
): Promise<void> {
  const left = [...ids];
  const next = async (): Promise<void> => {
    const id = left.shift();
    if (id === undefined) return;
    tell(id, null);
    await work(id).then(
      () => tell(id, { done: true }),
      (error: Error) => tell(id, { done: false, words: error.message }),
    );
    return next();
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}

const done: StatusLook = { tone: 'ok', icon: 'ok', words: 'Acknowledged' };
const refused: StatusLook = { tone: 'bad', icon: 'bad', words: 'Not acknowledged' };
const underWay: StatusLook = { tone: 'run', icon: 'run', words: 'Under way' };

interface Props {
  alerts: Alert[];
  /** Told when the dialog goes: those that are taken on. */
  onClose: (taken: string[]) => void;
}

/** Takes several on at once, and says of each whether it is. */
export function AcknowledgeChosen({ alerts: first, onClose }: Props) {
  // What is asked about stays, however the list behind changes.
  const [alerts] = useState(first);
  const [note, setNote] = useState('');
  const [outcomes, setOutcomes] = useState(new Map<string, Outcome>());
  const askAgain = useAskAgain('alerts', 'incidents', 'deliveries');
  const all = [...outcomes.values()];
  const busy = all.includes(null);
  const taken = alerts.filter((each) => outcomes.get(each.id)?.done).map((each) => each.id);
  const left = alerts.filter((each) => !outcomes.get(each.id)?.done);
  const over = all.length > 0 && !busy;
  const run = () =>
    void eachOf(
      left.map((each) => each.id),
      (id) => acknowledgeAlert(id, note.trim()),
      (id, outcome) => setOutcomes((now) => new Map(now).set(id, outcome)),
    ).then(askAgain);
  return (
    <Dialog
      title={
        over
          ? `${count(taken.length, 'alert')} acknowledged${left.length ? `, ${left.length} not` : ''}`
          : `Take ${alerts.length === 1 ? 'this alert' : `these ${alerts.length} alerts`} on?`
      }
      wide
      onClose={() => onClose(taken)}
      actions={
        <>
          <Button onClick={() => onClose(taken)} {...(over && { 'data-first': true })}>
            {over ? 'Close' : 'Not now'}
          </Button>
          {left.length > 0 && (
            <Button look="primary" icon="person" busy={busy} data-first onClick={run}>
              {over ? `Try ${count(left.length, 'alert')} again` : `Acknowledge ${alerts.length}`}
            </Button>
          )}
        </>
      }
    >
      <p>Everybody who was told of them sees that you have them. Nobody else is called for them.</p>
      <ul className="chosen-alerts" aria-label="Alerts to acknowledge" tabIndex={0}>
        {alerts.map((each) => (
          <li key={each.id}>
            <StatusWord look={severityLooks[each.severity]} /> <span>{each.title}</span>
            {outcomes.has(each.id) && <HowItWent outcome={outcomes.get(each.id) ?? null} />}
          </li>
        ))}
      </ul>
      <p className="only-read-aloud" role="status">
        {over && `${taken.length} acknowledged, ${left.length} not acknowledged`}
      </p>
      {!over && (
        <TextArea
          label="Note"
          hint="For the others, the same on each; may be left empty."
          value={note}
          maxLength={2_000}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
    </Dialog>
  );
}

function HowItWent({ outcome }: { outcome: Outcome }) {
  if (outcome === null) return <StatusWord look={underWay} />;
  if (outcome.done) return <StatusWord look={done} />;
  return (
    <>
      <StatusWord look={refused} /> <span className="soft">{outcome.words}</span>
    </>
  );
}
