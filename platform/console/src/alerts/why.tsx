import type { Decision } from '../api/telling';
import { Badge, StatusWord } from '../design/status';
import { When } from '../design/when';
import { heldTitle, verdictLooks } from './looks';
import { WayTaken } from './way-taken';
import './alerts.css';

const outcomeLooks = {
  told: { tone: 'ok', icon: 'check', words: 'Told' },
  held: { tone: 'warn', icon: 'muted', words: 'Held back' },
  nobody: { tone: 'neutral', icon: 'cancelled', words: 'Nobody is told' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Not known' },
} as const;

/** Step by step, who is told or would be, and why: the same words for an alert and for one that is tried. */
export function Why({ decision }: { decision: Decision }) {
  return (
    <div className="stack">
      <div className="why-outcome">
        <Badge look={outcomeLooks[decision.outcome]} />
        <p>
          <strong>{decision.inWords ?? 'The server gave no words for it.'}</strong>
        </p>
      </div>
      {decision.held && (
        <p className="soft">
          {heldTitle(decision.held)}
          {decision.held.until && (
            <>
              , ends <When at={decision.held.until} withClock />
            </>
          )}
        </p>
      )}
      <WayTaken decision={decision} />
      {decision.steps.length === 0 ? (
        <p className="soft">The server did not tell the steps.</p>
      ) : (
        <ol className="why-steps" aria-label="Steps of the decision">
          {decision.steps.map((step, index) => (
            <li key={`${index} ${step.subject}`}>
              <span className="why-subject">{step.subject}</span>
              <StatusWord look={verdictLooks[step.verdict]} />
              <span className="soft">{step.why ?? 'no reason was given'}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
