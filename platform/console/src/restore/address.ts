import type { Plan } from '../api/types';
import { type Draft, targetsOf } from './order';

/** A draft as the page's address holds it, so that it survives a reload and can be sent to a colleague. */
export function addressOf(draft: Draft, plan: Plan, first: Draft): URLSearchParams {
  const address = new URLSearchParams({ plan: plan.id });
  const put = (name: string, value: string | null) => value !== null && address.set(name, value);
  put('run', draft.runId);
  put('from', draft.locationId);
  if (draft.kind !== targetsOf(plan.source.kind)[0]) address.set('into', draft.kind);
  if (draft.names[draft.kind] !== first.names[draft.kind]) address.set('name', draft.names[draft.kind]);
  put('tables', draft.tables && draft.tables.join(','));
  put('to', draft.toTime);
  return address;
}

/** What an address says on top of the first draft; what it cannot mean for this plan is left aside. */
export function draftFrom(address: URLSearchParams, plan: Plan, first: Draft): Draft {
  const kind = targetsOf(plan.source.kind).find((each) => each === address.get('into')) ?? first.kind;
  const name = address.get('name');
  const tables = address.get('tables');
  return {
    ...first,
    kind,
    locationId: address.get('from'),
    names: name === null ? first.names : { ...first.names, [kind]: name },
    tables: tables === null ? null : tables.split(',').filter(Boolean),
    toTime: plan.source.kind === 'cluster' ? address.get('to') : null,
  };
}
