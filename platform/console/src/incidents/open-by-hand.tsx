import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Alert } from '../api/alert';
import { newIdempotencyKey } from '../api/http';
import { type IncidentBrief, isOver, openIncident, prioritiesQuery, type Priority } from '../api/incident';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Field } from '../design/field';
import { Notice } from '../design/notice';
import { TextArea } from '../design/text-area';
import { useTold } from '../design/told';
import { useBlockedByRole } from '../session/session';
import { numberOf } from './looks';
import { PriorityField } from './priority-field';

interface OpenByHandProps {
  words?: string;
  /** That it is opened for. */
  alert?: Alert;
}

export function OpenByHand({ words = 'Open an incident…', alert }: OpenByHandProps) {
  const blocked = useBlockedByRole();
  const [key, setKey] = useState<string | null>(null);
  return (
    <>
      <Button icon="person" blocked={blocked} showReason={!alert} onClick={() => setKey(newIdempotencyKey())}>
        {words}
      </Button>
      {key && <OpenDialog idempotencyKey={key} {...(alert && { alert })} onClose={() => setKey(null)} />}
    </>
  );
}

function OpenDialog(props: { idempotencyKey: string; alert?: Alert; onClose: () => void }) {
  const told = useTold('incidents', 'alerts');
  const [, navigate] = useLocation();
  const [title, setTitle] = useState(props.alert?.title ?? '');
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
            ...(props.alert && { alerts: [props.alert.id] }),
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
      <GoesOnAlready incidents={props.alert?.incidents ?? []} />
      <WhoIsCalled priority={priority} />
      <Field
        label="What is wrong"
        value={title}
        maxLength={150}
        data-first
        onChange={(event) => setTitle(event.target.value)}
      />
      <PriorityField value={priority} onChange={setPriority} />
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

function WhoIsCalled({ priority }: { priority: string }) {
  const { data: times } = useQuery(prioritiesQuery);
  const within = times?.[priority as Priority];
  if (within === undefined) return <p>Whoever is on call is called.</p>;
  return (
    <p>
      {within === null
        ? 'It wakes nobody: whoever is on call is called in business hours.'
        : 'Whoever is on call is called at once, and the next level when nobody responds.'}
    </p>
  );
}

/** Two incidents of one trouble call people twice, and neither group knows of the other. */
function GoesOnAlready({ incidents }: { incidents: IncidentBrief[] }) {
  const going = incidents.filter((each) => !isOver(each));
  if (going.length === 0) return null;
  return (
    <Notice
      tone="warn"
      title={going.length === 1 ? 'An incident goes on for this alert' : 'Incidents go on for this alert'}
    >
      {going.map((each) => (
        <p key={each.id}>
          <Link href={`/incidents/${each.id}`}>
            {numberOf(each)}: {each.title}
          </Link>
        </p>
      ))}
      <p>Another one calls people a second time: open it only for other trouble.</p>
    </Notice>
  );
}
