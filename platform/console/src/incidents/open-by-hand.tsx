import { useState } from 'react';
import { useLocation } from 'wouter';
import { newIdempotencyKey } from '../api/http';
import { openIncident, priorities } from '../api/incident';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Field } from '../design/field';
import { SelectField } from '../design/select-field';
import { TextArea } from '../design/text-area';
import { useTold } from '../design/told';
import { useBlockedByRole } from '../session/session';
import { priorityMeanings } from './looks';

interface OpenByHandProps {
  words?: string;
  /** Of the alert that it is opened for. */
  alertId?: string;
  title?: string;
}

export function OpenByHand({ words = 'Open an incident…', alertId, title = '' }: OpenByHandProps) {
  const blocked = useBlockedByRole();
  const [key, setKey] = useState<string | null>(null);
  return (
    <>
      <Button
        icon="person"
        blocked={blocked}
        showReason={!alertId}
        onClick={() => setKey(newIdempotencyKey())}
      >
        {words}
      </Button>
      {key && (
        <OpenDialog
          idempotencyKey={key}
          first={title}
          {...(alertId && { alertId })}
          onClose={() => setKey(null)}
        />
      )}
    </>
  );
}

function OpenDialog(props: { idempotencyKey: string; first: string; alertId?: string; onClose: () => void }) {
  const told = useTold('incidents', 'alerts');
  const [, navigate] = useLocation();
  const [title, setTitle] = useState(props.first);
  const [summary, setSummary] = useState('');
  const [priority, setPriority] = useState('p1');
  return (
    <Ask
      title="Open an incident"
      act="Open it"
      icon="person"
      failed="It is not known to be opened"
      blocked={title.trim() === '' ? 'Give it a title first' : null}
      work={() =>
        openIncident(
          {
            title: title.trim(),
            summary: summary.trim(),
            priority,
            ...(props.alertId && { alerts: [props.alertId] }),
          },
          props.idempotencyKey,
        )
      }
      onDone={(opened) => {
        told('The incident is open, and whoever is on call is called.', 'warn');
        navigate(`/incidents/${opened.id}`);
      }}
      onClose={props.onClose}
    >
      <p>Whoever is on call is called at once, and the next level when nobody responds.</p>
      <Field
        label="What is wrong"
        value={title}
        maxLength={150}
        data-first
        onChange={(event) => setTitle(event.target.value)}
      />
      <SelectField
        label="Priority"
        value={priority}
        options={priorities.map((each) => [each, priorityMeanings[each]] as const)}
        onChange={(event) => setPriority(event.target.value)}
      />
      <TextArea
        label="What is known"
        hint="Who is affected, since when; may be left empty."
        value={summary}
        maxLength={4_000}
        onChange={(event) => setSummary(event.target.value)}
      />
    </Ask>
  );
}
