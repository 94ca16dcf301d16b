import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { type DrillMode, type Scenario, scenariosQuery, startDrill, type Step } from '../api/drill';
import { newIdempotencyKey } from '../api/http';
import { plansQuery } from '../api/queries';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { count } from '../design/format';
import { Choice, Field } from '../design/field';
import { Icon } from '../design/icon';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { useToast } from '../design/toast';
import { When } from '../design/when';
import { useBlockedByRole } from '../session/session';
import { modeWords } from './looks';

export function Scenarios() {
  const found = useQuery({ ...scenariosQuery, refetchInterval: 60_000 });
  return (
    <Card title="Scenarios">
      {found.isPending && <Loading what="the scenarios" lines={4} />}
      {found.error && (
        <ProblemNotice
          what="Which scenarios there are is not known"
          error={found.error}
          retry={() => void found.refetch()}
        />
      )}
      {found.data?.items.length === 0 && (
        <Empty title="There is no scenario">
          <p>This version of the backup service has none.</p>
        </Empty>
      )}
      <div className="scenarios">
        {found.data?.items.map((each) => (
          <ScenarioCard key={each.scenario} scenario={each} />
        ))}
      </div>
    </Card>
  );
}

function ScenarioCard({ scenario }: { scenario: Scenario }) {
  const blocked = useBlockedByRole();
  const [key, setKey] = useState<string | null>(null);
  return (
    <article className="scenario" aria-label={scenario.title}>
      <header className="stack">
        <h3>{scenario.title}</h3>
        {scenario.what && <p className="soft">{scenario.what}</p>}
        <p className="quiet">
          {scenario.lastDoneAt ? (
            <>
              Last rehearsed <When at={scenario.lastDoneAt} />
            </>
          ) : (
            'Never rehearsed'
          )}
        </p>
      </header>
      <details>
        <summary>{count(scenario.steps.length, 'step')}</summary>
        <ol className="drill-steps">
          {scenario.steps.map((each) => (
            <li key={each.id}>
              <StepWords step={each} />
            </li>
          ))}
        </ol>
      </details>
      <div className="row">
        <Button
          size="small"
          icon="play"
          blocked={blocked}
          showReason={false}
          onClick={() => setKey(newIdempotencyKey())}
        >
          Rehearse…
        </Button>
      </div>
      {key && <DrillDialog scenario={scenario} idempotencyKey={key} onClose={() => setKey(null)} />}
    </article>
  );
}

/** What a step is, who does it, and where it is written down. */
export function StepWords({ step }: { step: Step }) {
  return (
    <>
      <strong>{step.name}</strong>{' '}
      <span className="quiet">
        {step.automatic === true ? 'by itself' : (step.who ?? 'by a person')}
        {step.dangerous && (
          <>
            {' · '}
            <Icon name="warn" size={13} /> cannot be taken back
          </>
        )}
      </span>
      {step.what && <p className="soft">{step.what}</p>}
      {step.runbook && (
        <p>
          <a href={step.runbook} target="_blank" rel="noopener noreferrer">
            Runbook<span className="only-read-aloud"> for {step.name}, in a new tab</span>
          </a>
        </p>
      )}
    </>
  );
}

const meanings: Record<DrillMode, string> = {
  'dry-run': 'Looks whether each step could be done, and does none.',
  test: 'Does what can be done by itself, into places that are thrown away, and measures it. Touches nothing that is in use.',
  execute: 'The real thing. Another person must approve it; steps of persons wait for them.',
};

interface DrillDialogProps {
  scenario: Scenario;
  idempotencyKey: string;
  onClose: () => void;
}

function DrillDialog({ scenario, idempotencyKey, onClose }: DrillDialogProps) {
  const client = useQueryClient();
  const toast = useToast();
  const [, navigate] = useLocation();
  const plans = useQuery(plansQuery);
  const [mode, setMode] = useState<DrillMode>('dry-run');
  const [planId, setPlanId] = useState('');
  const [typed, setTyped] = useState('');
  const execute = mode === 'execute';
  const chosen = plans.data?.items.findIndex((each) => each.id === planId) ?? -1;
  return (
    <Ask
      title={`Rehearse: ${scenario.title}`}
      act={execute ? 'Ask for approval' : `Start the ${modeWords[mode].toLowerCase()}`}
      icon="play"
      failed="No drill was started"
      blocked={execute && typed !== scenario.title ? 'Type its name first' : null}
      // Another choice is another request: it must not be answered with the first one's outcome.
      work={() =>
        startDrill(
          { scenario: scenario.scenario, mode, planId: planId || null },
          `${idempotencyKey}-${mode}-${chosen}`,
        )
      }
      onDone={(drill) => {
        void client.invalidateQueries({ queryKey: ['drills'] });
        toast({ tone: 'run', words: execute ? 'It awaits approval.' : 'The drill has been queued.' });
        navigate(`/drills/${drill.id}`);
      }}
      onClose={onClose}
    >
      <fieldset className="choices">
        <legend>How far</legend>
        {(Object.keys(meanings) as DrillMode[]).map((each) => (
          <Choice
            key={each}
            name="mode"
            title={each === 'execute' ? 'Execute' : modeWords[each]}
            checked={mode === each}
            onChoose={() => setMode(each)}
            first={each === 'dry-run'}
          >
            {meanings[each]}
          </Choice>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor="drill-plan">With the backups of</label>
        <select
          id="drill-plan"
          className="select"
          value={planId}
          onChange={(event) => setPlanId(event.target.value)}
        >
          <option value="">the plan named in the settings</option>
          {plans.data?.items.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </select>
      </div>
      {execute && (
        <Field
          label={`This is no rehearsal. Type “${scenario.title}” to go on`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
    </Ask>
  );
}
