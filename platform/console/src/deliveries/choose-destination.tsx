import { useQuery } from '@tanstack/react-query';
import { destinationsQuery } from '../api/destination';

/** The destinations there are; where that is not known, the one that the address names. */
export function ChooseDestination(props: {
  /** What is shown of it, such as messages. */
  what: string;
  value: string;
  onChoose: (name: string) => void;
}) {
  const { what, value, onChoose } = props;
  const found = useQuery(destinationsQuery);
  const names = [
    ...new Set([...(found.data?.items.map((each) => each.name) ?? []), ...(value ? [value] : [])]),
  ];
  if (names.length === 0) return null;
  return (
    <select
      className="select"
      aria-label={`Show ${what} to destination`}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">All destinations</option>
      {names.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </select>
  );
}
