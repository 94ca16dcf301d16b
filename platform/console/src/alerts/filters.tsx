import { useEffect, useId, useState } from 'react';
import { type AlertFilter, alertStates, severities } from '../api/alert';
import { alertLooks, severityLooks } from './looks';
import '../design/field.css';

interface Props {
  /** "open", "all" or one of the states. */
  state: string;
  filter: AlertFilter;
  /** What is wrong with the labels asked for; null while nothing is. */
  labelFault: string | null;
  choose: (name: string, value: string) => void;
}

/** What of the list is shown; all of it stands in the address. */
export function AlertFilters({ state, filter, labelFault, choose }: Props) {
  const faultId = useId();
  return (
    <div className="filters alert-filters" role="search" aria-label="Filter the alerts">
      <select
        className="select"
        aria-label="Show alerts in state"
        data-shortcut="filter"
        value={state}
        onChange={(event) => choose('state', event.target.value === 'open' ? '' : event.target.value)}
      >
        <option value="open">Open</option>
        {alertStates.map((each) => (
          <option key={each} value={each}>
            {alertLooks[each].words}
          </option>
        ))}
        <option value="all">All states</option>
      </select>
      <select
        className="select"
        aria-label="Show alerts of severity"
        value={filter.severity}
        onChange={(event) => choose('severity', event.target.value)}
      >
        <option value="">All severities</option>
        {severities.map((each) => (
          <option key={each} value={each}>
            {severityLooks[each].words}
          </option>
        ))}
      </select>
      <Typed
        name="Labels"
        placeholder="label=value"
        value={filter.label ?? ''}
        faultId={labelFault ? faultId : undefined}
        onTyped={(each) => choose('label', each)}
      />
      <Typed name="Words" placeholder="Words" value={filter.q ?? ''} onTyped={(each) => choose('q', each)} />
      {labelFault && (
        <p id={faultId} className="field-hint field-fault alert-filter-fault" role="status">
          {labelFault}
        </p>
      )}
    </div>
  );
}

/** Asks when the person pauses, not at every letter. */
export function Typed(props: {
  name: string;
  placeholder: string;
  value: string;
  /** Of the element that says what is wrong with it; left out while nothing is. */
  faultId?: string | undefined;
  onTyped: (value: string) => void;
}) {
  const { value, faultId, onTyped } = props;
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onTyped(typed), 300);
    return () => clearTimeout(timer);
    // The function is another one at every paint.
  }, [typed, value]);
  return (
    <input
      className="select alert-typed"
      type="search"
      aria-label={props.name}
      aria-invalid={faultId !== undefined}
      aria-describedby={faultId}
      placeholder={props.placeholder}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
