import { useQueryClient } from '@tanstack/react-query';
import { acknowledgeAlert, type Alert, alertQuery, giveBackAlert, resolveAlert } from '../api/alert';
import { Link } from 'wouter';
import { Act } from '../design/act';
import { numberOf } from '../incidents/looks';
import { useAskAgain, useTold } from '../design/told';
import { useBlockedByRole } from '../session/session';

function useRemember() {
  const client = useQueryClient();
  const told = useTold('alerts', 'incidents', 'deliveries');
  return (alert: Alert, words: string) => {
    // What an act answers need not tell of incidents: they stay as they are until they are asked for again.
    client.setQueryData(alertQuery(alert.id).queryKey, (before) => ({
      ...alert,
      incidents: alert.incidents ?? before?.incidents ?? null,
    }));
    told(words);
  };
}

interface AlertActProps {
  alert: Alert;
  size?: 'small' | 'normal';
}

const whatItIs = (alert: Alert) => (
  <p>
    <strong>{alert.title}</strong>
  </p>
);

/** "It is mine": the others can leave it. */
export function Acknowledge({ alert, size = 'normal' }: AlertActProps) {
  const blocked = useBlockedByRole();
  const remember = useRemember();
  const askAgain = useAskAgain('alerts');
  return (
    <Act
      words="Acknowledge…"
      shown={alert.state === 'firing'}
      about={alert.title}
      icon="person"
      size={size}
      look={size === 'small' ? 'plain' : 'primary'}
      blocked={blocked}
      showReason={size !== 'small'}
      title="Take this alert on?"
      act="Acknowledge"
      failed="It is not acknowledged"
      note={{ label: 'Note', hint: 'For the others, such as what you look at first; may be left empty.' }}
      work={(note) => acknowledgeAlert(alert.id, note)}
      onDone={(told) => remember(told, 'Acknowledged: the others see that you have it.')}
      onFailed={askAgain}
    >
      {whatItIs(alert)}
      <p>Everybody who was told of it sees that you have it. Nobody else is called for it.</p>
    </Act>
  );
}

export function GiveBack({ alert }: AlertActProps) {
  const blocked = useBlockedByRole();
  const remember = useRemember();
  const askAgain = useAskAgain('alerts');
  return (
    <Act
      words="Give back…"
      shown={alert.state === 'acknowledged'}
      icon="bell"
      blocked={blocked}
      title="Give this alert back?"
      act="Give back"
      failed="Nothing was changed"
      note={{ label: 'Note', hint: 'For whoever takes it next, such as what you found; may be left empty.' }}
      work={(note) => giveBackAlert(alert.id, note)}
      onDone={(told) => remember(told, 'Given back: it fires again for everybody.')}
      onFailed={askAgain}
    >
      {whatItIs(alert)}
      <p>It fires again for everybody, and the places that were told of it are told so.</p>
      <Responded alert={alert} />
    </Act>
  );
}

/** What becomes of the response to its incidents: only the service knows whether it came from this alert. */
function Responded({ alert }: { alert: Alert }) {
  const responded = (alert.incidents ?? []).filter((each) => each.state === 'responding');
  return responded.map((each) => (
    <p key={each.id}>
      Whoever responds to <Link href={`/incidents/${each.id}`}>{numberOf(each)}</Link> by having acknowledged
      this alert hands it back by that, and whoever is on call is called again. Any other response stays.
    </p>
  ));
}

export function Resolve({ alert }: AlertActProps) {
  const blocked = useBlockedByRole();
  const remember = useRemember();
  const askAgain = useAskAgain('alerts');
  return (
    <Act
      words="Resolve…"
      shown={alert.state !== 'resolved'}
      icon="ok"
      blocked={blocked}
      title="Is this over?"
      act="Resolve"
      leave="It is not over"
      failed="It is not resolved"
      note={{ label: 'Note', hint: 'What ended it; may be left empty.' }}
      work={(note) => resolveAlert(alert.id, note)}
      onDone={(told) => remember(told, 'Resolved.')}
      onFailed={askAgain}
    >
      {whatItIs(alert)}
      <p>It is told to be over. Reported once more, it begins anew as another alert.</p>
    </Act>
  );
}
