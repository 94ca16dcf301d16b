import { useState } from 'react';
import {
  changePriority,
  closeIncident,
  comment,
  giveRole,
  handBack,
  type Incident,
  isOver,
  reopenIncident,
  resolveIncident,
  respond,
  tellStatus,
} from '../api/incident';
import { Act } from '../design/act';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Field } from '../design/field';
import { useAskAgain, useTold } from '../design/told';
import { When } from '../design/when';
import { useBlockedByRole } from '../session/session';
import { PriorityField } from './priority-field';

export interface OfIncident {
  incident: Incident;
}

export function useIncidentAct() {
  return {
    blocked: useBlockedByRole(),
    told: useTold('incidents', 'alerts', 'deliveries'),
    askAgain: useAskAgain('incidents'),
  };
}

/** What can be done next, in the order in which it comes. */
export function IncidentActs({ incident }: OfIncident) {
  const { blocked, told, askAgain } = useIncidentAct();
  const over = isOver(incident);
  const common = { blocked, onFailed: askAgain };
  return (
    <div className="row">
      <Act
        {...common}
        words="Respond…"
        icon="person"
        look="primary"
        showReason
        shown={incident.state === 'open'}
        title="Take this incident on?"
        act="I respond"
        failed="Nobody responds yet"
        work={() => respond(incident)}
        onDone={() => told('You respond: nobody else is called.')}
      >
        <p>
          <strong>{incident.title}</strong>
        </p>
        <p>The clock of the response stops, and nobody further up is called.</p>
      </Act>
      <TellStatus incident={incident} />
      <Act
        {...common}
        words="Resolve…"
        icon="ok"
        shown={!over}
        title="Is the incident over?"
        act="Resolve"
        leave="It is not over"
        failed="It is not resolved"
        note={{ label: 'What ended it', hint: 'Stands in the timeline.', required: true }}
        work={(note) => resolveIncident(incident, note)}
        onDone={() => told('Resolved.')}
      >
        <p>Everybody who was called is told that it is over.</p>
      </Act>
      <Act
        {...common}
        words="Reopen…"
        icon="bell"
        shown={incident.state === 'resolved'}
        title="Is it not over after all?"
        act="Reopen"
        failed="Nothing was changed"
        note={{ label: 'Why', required: true }}
        work={(note) => reopenIncident(incident, note)}
        onDone={() => told('Open again.', 'warn')}
      >
        <BeginsAnew />
      </Act>
      <Act
        {...common}
        words="Close…"
        icon="check"
        shown={incident.state === 'resolved'}
        title="Close this incident?"
        act="Close"
        failed="It is not closed"
        work={() => closeIncident(incident)}
        onDone={() => told('Closed.')}
      >
        <p>Nothing is owed any more: no notice to customers, no post-mortem.</p>
      </Act>
      <Act
        {...common}
        words="Hand back…"
        icon="bell"
        shown={incident.state === 'responding'}
        title="Hand this incident back?"
        act="Hand back"
        failed="Nothing was changed"
        note={{ label: 'Note', hint: 'What you found so far, for whoever is called; may be left empty.' }}
        work={(note) => handBack(incident, note)}
        onDone={() => told('Handed back: whoever is on call is called.', 'warn')}
      >
        <p>{incident.responder ?? 'Somebody'} responds to it now; afterwards nobody does.</p>
        <BeginsAnew />
      </Act>
      {!over && <ChangePriority incident={incident} />}
    </div>
  );
}

/** What follows where nobody responds any more. */
const BeginsAnew = () => (
  <p>
    Whoever is on call is called again, and then level by level until somebody responds. The clock of the
    response starts anew.
  </p>
);

/** Says no more than is known here: that channels are told, not people, and when one is due, which not every one is. */
function TellStatus({ incident }: OfIncident) {
  const { blocked, told, askAgain } = useIncidentAct();
  return (
    <Act
      words="Tell the status…"
      icon="page"
      blocked={blocked}
      shown={!isOver(incident)}
      title="How does it stand?"
      act="Tell it"
      failed="It was not told"
      note={{
        label: 'Status',
        hint: 'Stands in the timeline, and goes to the channels where the incident is told; whoever was called reads it there.',
        required: true,
      }}
      work={(note) => tellStatus(incident, note)}
      onDone={() => told('The status is told.')}
      onFailed={askAgain}
    >
      {incident.nextUpdateDueAt && (
        <p>
          One is due <When at={incident.nextUpdateDueAt} withClock />. Telling it sets when the next is due.
        </p>
      )}
    </Act>
  );
}

function ChangePriority({ incident }: OfIncident) {
  const { blocked, told, askAgain } = useIncidentAct();
  const [asking, setAsking] = useState(false);
  const [priority, setPriority] = useState<string>(incident.priority);
  const [why, setWhy] = useState('');
  return (
    <>
      <Button
        blocked={blocked}
        showReason={false}
        onClick={() => {
          setPriority(incident.priority);
          setWhy('');
          setAsking(true);
        }}
      >
        Priority…
      </Button>
      {asking && (
        <Ask
          title="Change the priority"
          act="Change it"
          failed="Nothing was changed"
          blocked={
            priority === incident.priority
              ? 'Choose another one first'
              : why.trim() === ''
                ? 'Say why first'
                : null
          }
          work={() => changePriority(incident, priority, why.trim())}
          onDone={() => told('The priority was changed.', 'neutral')}
          onFailed={askAgain}
          onClose={() => setAsking(false)}
        >
          <PriorityField value={priority} onChange={setPriority} />
          <Field label="Why" value={why} maxLength={500} onChange={(event) => setWhy(event.target.value)} />
        </Ask>
      )}
    </>
  );
}

export function Comment({ incident }: OfIncident) {
  const { blocked, told } = useIncidentAct();
  return (
    <Act
      words="Comment…"
      size="small"
      blocked={blocked}
      title="Add to the timeline"
      act="Add"
      failed="It was not added"
      note={{
        label: 'Comment',
        hint: 'For the timeline and the post-mortem; nobody is told.',
        required: true,
      }}
      work={(note) => comment(incident, note)}
      onDone={() => told('Added to the timeline.')}
    />
  );
}

/** Give a role to somebody, or take it back. */
export function GiveRole({ incident, role, person }: OfIncident & { role: string; person: string | null }) {
  const { blocked, told, askAgain } = useIncidentAct();
  const [asking, setAsking] = useState(false);
  const [name, setName] = useState('');
  return (
    <>
      <Button
        size="small"
        look="quiet"
        blocked={blocked}
        showReason={false}
        onClick={() => {
          setName(person ?? '');
          setAsking(true);
        }}
      >
        Change…<span className="only-read-aloud"> {role}</span>
      </Button>
      {asking && (
        <Ask
          title={`Who is ${role}?`}
          act={name.trim() === '' && person ? 'Leave it empty' : 'Give it'}
          failed="Nothing was changed"
          blocked={name.trim() === (person ?? '') ? 'Nothing is changed yet' : null}
          work={() => giveRole(incident, role, name.trim() || null)}
          onDone={() => told('The role was changed.', 'neutral')}
          onFailed={askAgain}
          onClose={() => setAsking(false)}
        >
          <Field
            label="Name"
            hint="Left empty: nobody has it."
            value={name}
            maxLength={100}
            data-first
            onChange={(event) => setName(event.target.value)}
          />
        </Ask>
      )}
    </>
  );
}
