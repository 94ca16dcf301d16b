import { useState } from 'react';
import { useLocation } from 'wouter';
import { labelsOf, noPairsWords, raiseAlert, severities } from '../api/alert';
import { newIdempotencyKey } from '../api/http';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Field } from '../design/field';
import { SelectField } from '../design/select-field';
import { TextArea } from '../design/text-area';
import { useTold } from '../design/told';
import { useBlockedByRole } from '../session/session';
import { severityLooks } from './looks';

/** For what no program has noticed. */
export function RaiseByHand() {
  const blocked = useBlockedByRole();
  const [key, setKey] = useState<string | null>(null);
  return (
    <>
      <Button icon="bell" blocked={blocked} onClick={() => setKey(newIdempotencyKey())}>
        Raise an alert…
      </Button>
      {key && <RaiseDialog idempotencyKey={key} onClose={() => setKey(null)} />}
    </>
  );
}

function RaiseDialog({ idempotencyKey, onClose }: { idempotencyKey: string; onClose: () => void }) {
  const told = useTold('alerts');
  const [, navigate] = useLocation();
  const [severity, setSeverity] = useState<string>('critical');
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const [about, setAbout] = useState('');
  const [labels, setLabels] = useState('');
  const key =
    about.trim() ||
    title
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-');
  return (
    <Ask
      title="Raise an alert by hand"
      act="Raise it"
      icon="bell"
      failed="It is not known to be raised"
      blocked={title.trim() === '' ? 'Say what is wrong first' : noPairsWords(labels)}
      work={() =>
        raiseAlert(
          {
            key: `by-hand/${key}`,
            severity,
            title: title.trim(),
            text: text.trim(),
            labels: labelsOf(labels),
          },
          idempotencyKey,
        )
      }
      onDone={(alert) => {
        told('The alert is raised.', 'warn');
        navigate(`/alerts/${alert.id}`);
      }}
      onClose={onClose}
    >
      <p>It goes to whom the routes send it, as any other: an emergency phones whoever is on call.</p>
      <Field
        label="What is wrong"
        hint="One line, as people will read it."
        value={title}
        maxLength={200}
        data-first
        onChange={(event) => setTitle(event.target.value)}
      />
      <SelectField
        label="Severity"
        value={severity}
        onChange={(event) => setSeverity(event.target.value)}
        options={severities.map((each) => [each, severityLooks[each].words] as const)}
      />
      <TextArea
        label="More about it"
        hint="May be left empty."
        value={text}
        maxLength={4_000}
        onChange={(event) => setText(event.target.value)}
      />
      <Field
        label="Labels"
        hint="name=value, with spaces between: service=checkout team=shop"
        fault={noPairsWords(labels)}
        value={labels}
        onChange={(event) => setLabels(event.target.value)}
      />
      <Field
        label="Key"
        hint="What it is about, so that the same is not raised twice. Made of the first line when left empty."
        value={about}
        maxLength={200}
        onChange={(event) => setAbout(event.target.value)}
      />
    </Ask>
  );
}
