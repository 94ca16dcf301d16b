import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { actOnDrill, type Drill, drillQuery, type DoneStep, tellStep } from '../api/drill';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Choice, Field } from '../design/field';
import { Notice } from '../design/notice';
import { useToast } from '../design/toast';
import { useBlockedByRole, useMe } from '../session/session';

function useRemember() {
  const client = useQueryClient();
  const toast = useToast();
  return (drill: Drill, words: string) => {
    client.setQueryData(drillQuery(drill.id).queryKey, drill);
    void client.invalidateQueries({ queryKey: ['drills'] });
    toast({ tone: 'neutral', words });
  };
}

/** Agree to the real thing, or refuse it: never whoever asked for it. */
export function DrillApproval({ drill }: { drill: Drill }) {
  const me = useMe();
  const blocked = useBlockedByRole('approver');
  const remember = useRemember();
  const [asking, setAsking] = useState<'approve' | 'refuse' | null>(null);
  const own = drill.startedBy === me.username;
  return (
    <Notice
      tone="warn"
      title={
        own
          ? 'It waits for another person to approve it'
          : `${drill.startedBy ?? 'Somebody'} asks for approval`
      }
    >
      <p>
        This is the real thing, no rehearsal. Nothing has been done so far.
        {own && ' You asked for it, so somebody else with the role approver must decide.'}
      </p>
      {!own && (
        <div className="notice-choices">
          <Button look="primary" icon="check" blocked={blocked} onClick={() => setAsking('approve')}>
            Approve…
          </Button>
          <Button icon="close" blocked={blocked} showReason={false} onClick={() => setAsking('refuse')}>
            Refuse…
          </Button>
        </div>
      )}
      {asking && (
        <Ask
          title={asking === 'approve' ? `Execute: ${drill.title}?` : 'Refuse it?'}
          act={asking === 'approve' ? 'Approve' : 'Refuse'}
          danger={asking === 'approve'}
          failed="Nothing was changed"
          work={() => actOnDrill(drill.id, asking)}
          onDone={(told) => remember(told, asking === 'approve' ? 'It was approved.' : 'It was refused.')}
          onClose={() => setAsking(null)}
        >
          <p>
            {asking === 'approve'
              ? 'It begins at once, and waits at each step that a person must do.'
              : 'Nothing is done.'}
          </p>
        </Ask>
      )}
    </Notice>
  );
}

export function CancelDrill({ drill }: { drill: Drill }) {
  const blocked = useBlockedByRole();
  const remember = useRemember();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button icon="stop" blocked={blocked} onClick={() => setAsking(true)}>
        Cancel drill
      </Button>
      {asking && (
        <Ask
          title="Cancel this drill?"
          act="Cancel drill"
          icon="stop"
          danger
          leave="Keep going"
          failed="The drill was not cancelled"
          work={() => actOnDrill(drill.id, 'cancel')}
          onDone={(told) => remember(told, 'Cancelling the drill.')}
          onClose={() => setAsking(false)}
        >
          <p>Steps that were done stay done; what was restored as a test is thrown away.</p>
        </Ask>
      )}
    </>
  );
}

const outcomes = {
  done: 'Done',
  failed: 'It could not be done',
  skipped: 'Left out',
} as const;

/** What a person says about the step that waits for them. */
export function PersonsStep({ drill, step }: { drill: Drill; step: DoneStep }) {
  const blocked = useBlockedByRole();
  const remember = useRemember();
  const [asking, setAsking] = useState(false);
  const [outcome, setOutcome] = useState<keyof typeof outcomes>('done');
  const [words, setWords] = useState('');
  return (
    <div className="notice-choices">
      <Button look="primary" icon="check" blocked={blocked} onClick={() => setAsking(true)}>
        Say what became of it…
      </Button>
      {asking && (
        <Ask
          title={step.name}
          act="Go on"
          failed="The drill has not gone on"
          blocked={outcome !== 'done' && !words.trim() ? 'Say why first' : null}
          work={() => tellStep(drill.id, step.id, { outcome, words: words.trim() })}
          onDone={(told) => remember(told, 'The drill goes on.')}
          onClose={() => setAsking(false)}
        >
          {step.what && <p className="soft">{step.what}</p>}
          <fieldset className="choices">
            <legend>What became of it</legend>
            {(Object.keys(outcomes) as (keyof typeof outcomes)[]).map((each) => (
              <Choice
                key={each}
                name="outcome"
                title={outcomes[each]}
                checked={outcome === each}
                onChoose={() => setOutcome(each)}
                first={each === 'done'}
              />
            ))}
          </fieldset>
          <Field
            label="In your words"
            hint="Stands in the report."
            value={words}
            maxLength={500}
            onChange={(event) => setWords(event.target.value)}
          />
        </Ask>
      )}
    </div>
  );
}
