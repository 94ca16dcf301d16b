import { useQuery } from '@tanstack/react-query';
import { priorities, prioritiesQuery } from '../api/incident';
import { SelectField } from '../design/select-field';
import { priorityMeaning } from './looks';

/** Chooses a priority by what it means. */
export function PriorityField(props: { value: string; onChange: (priority: string) => void }) {
  const { data: times } = useQuery(prioritiesQuery);
  return (
    <SelectField
      label="Priority"
      value={props.value}
      options={priorities.map((each) => [each, priorityMeaning(each, times)] as const)}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}
