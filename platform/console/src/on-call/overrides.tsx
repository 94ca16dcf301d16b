import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { newIdempotencyKey } from '../api/http';
import { addOverride, overridesQuery, peopleQuery, removeOverride } from '../api/on-call';
import { Act } from '../design/act';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { Field } from '../design/field';
import { localTime, toInstant } from '../design/local-time';
import { Loading, ProblemNotice } from '../design/notice';
import { SelectField } from '../design/select-field';
import { StatusWord } from '../design/status';
import { useAskAgain, useTold } from '../design/told';
import { When } from '../design/when';
import { useBlockedByRole } from '../session/session';

/** Who stands in for whom, and until when. */
export function Overrides() {
  const blocked = useBlockedByRole();
  const found = useQuery({ ...overridesQuery, refetchInterval: 30_000 });
  const told = useTold('on-call');
  const askAgain = useAskAgain('on-call');
  return (
    <Card title="Overrides">
      {found.isPending && <Loading what="the overrides" lines={2} />}
      {found.error && (
        <ProblemNotice
          what={found.data ? 'The list below may be out of date' : 'Who stands in is not known'}
          error={found.error}
          retry={() => void found.refetch()}
        />
      )}
      {found.data?.items.length === 0 && <p className="soft">Nobody stands in: the rotation holds.</p>}
      <ul className="overrides">
        {found.data?.items.map((each) => (
          <li key={each.id}>
            <div>
              <strong>{each.person?.name ?? 'unknown'}</strong> in {each.schedule ?? 'an unknown schedule'}
              <p className="soft">
                <When at={each.from} withClock /> to <When at={each.to} withClock />
                {each.reason && ` · ${each.reason}`}
                {each.by && ` · by ${each.by}`}
              </p>
              {each.passedOver && (
                <StatusWord
                  look={{
                    tone: 'warn',
                    icon: 'warn',
                    words: 'Not in settings any more: passed over, the rotation holds',
                  }}
                />
              )}
            </div>
            <Act
              words="Take back…"
              about={`${each.person?.name ?? ''} in ${each.schedule ?? ''}`}
              size="small"
              blocked={blocked}
              title="Take this override back?"
              act="Take it back"
              failed="It still holds"
              work={() => removeOverride(each.id)}
              onDone={() => told('Taken back: the rotation holds again.', 'neutral')}
              onFailed={askAgain}
            >
              <p>Whoever the rotation names is called again.</p>
            </Act>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function AddOverride({ schedules }: { schedules: string[] }) {
  const blocked = useBlockedByRole();
  const [key, setKey] = useState<string | null>(null);
  return (
    <>
      <Button
        icon="person"
        blocked={blocked ?? (schedules.length === 0 ? 'No schedule is known' : null)}
        onClick={() => setKey(newIdempotencyKey())}
      >
        Stand in…
      </Button>
      {key && <OverrideDialog idempotencyKey={key} schedules={schedules} onClose={() => setKey(null)} />}
    </>
  );
}

function OverrideDialog(props: { idempotencyKey: string; schedules: string[]; onClose: () => void }) {
  const told = useTold('on-call');
  const people = useQuery(peopleQuery);
  const [schedule, setSchedule] = useState(props.schedules[0] ?? '');
  const [person, setPerson] = useState('');
  const [from, setFrom] = useState(() => localTime(new Date().toISOString()));
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const begin = toInstant(from);
  const end = toInstant(to);
  const blocked =
    person === ''
      ? 'Choose a person first'
      : begin === null || end === null
        ? 'Say from when until when first'
        : end <= begin
          ? 'It ends before it begins'
          : reason.trim() === ''
            ? 'Say why first'
            : null;
  return (
    <Ask
      title="Who stands in?"
      act="Let them stand in"
      icon="person"
      failed="The rotation is unchanged"
      blocked={blocked}
      work={() =>
        addOverride({ schedule, person, from: begin!, to: end!, reason: reason.trim() }, props.idempotencyKey)
      }
      onDone={() => told('They are called in that time.')}
      onClose={props.onClose}
    >
      {people.error && <ProblemNotice what="Who could stand in is not known" error={people.error} />}
      <SelectField
        label="Schedule"
        value={schedule}
        options={props.schedules.map((each) => [each, each] as const)}
        onChange={(event) => setSchedule(event.target.value)}
      />
      <SelectField
        label="Person"
        value={person}
        options={[
          ['', 'Choose…'] as const,
          ...(people.data?.items.map((each) => [each.id, each.name] as const) ?? []),
        ]}
        onChange={(event) => setPerson(event.target.value)}
      />
      <div className="field-pair">
        <Field
          label="From"
          type="datetime-local"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <Field
          label="Until"
          type="datetime-local"
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </div>
      <Field label="Why" value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
    </Ask>
  );
}
