import { type Matcher, type MatcherOp, matcherOps } from '../api/silence';
import { Button } from '../design/button';

/** In words for who has never seen such a sign. */
const opWords: Record<MatcherOp, string> = {
  '=': '= is',
  '!=': '!= is not',
  '=~': '=~ fits',
  '!~': '!~ does not fit',
};

/** Which alerts are meant: all of these must hold. */
export function MatchersField({
  matchers,
  onChange,
}: {
  matchers: Matcher[];
  onChange: (next: Matcher[]) => void;
}) {
  const change = (at: number, part: Partial<Matcher>) =>
    onChange(matchers.map((each, index) => (index === at ? { ...each, ...part } : each)));
  return (
    <fieldset className="choices">
      <legend>Alerts with all of these</legend>
      {matchers.map((each, at) => (
        <div key={at} className="matcher">
          <input
            className="input"
            aria-label={`Label ${at + 1}`}
            placeholder="label"
            value={each.label}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => change(at, { label: event.target.value })}
          />
          <select
            className="input matcher-op"
            aria-label={`How label ${at + 1} fits`}
            value={each.op}
            onChange={(event) => change(at, { op: event.target.value as MatcherOp })}
          >
            {matcherOps.map((op) => (
              <option key={op} value={op}>
                {opWords[op]}
              </option>
            ))}
          </select>
          <input
            className="input"
            aria-label={`Value ${at + 1}`}
            placeholder="value"
            value={each.value}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => change(at, { value: event.target.value })}
          />
          <Button
            look="quiet"
            size="small"
            icon="close"
            aria-label={`Leave out ${each.label || `label ${at + 1}`}`}
            blocked={matchers.length === 1 ? 'A silence fits something: at least one label' : null}
            showReason={false}
            onClick={() => onChange(matchers.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <p className="row">
        <Button size="small" onClick={() => onChange([...matchers, { label: '', op: '=', value: '' }])}>
          Another label
        </Button>
        <span className="field-hint">
          <code>=~</code> takes a regular expression for the whole value. Besides labels:{' '}
          <code>alertKey</code>, <code>severity</code>, <code>source</code>, <code>eventType</code>.
        </span>
      </p>
    </fieldset>
  );
}
