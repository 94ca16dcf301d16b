import type { RestoreOrder, TargetKind } from '../api/restore';
import type { Plan } from '../api/types';

/** What the page has been told so far; names are kept per kind, so that looking at another way loses nothing. */
export interface Draft {
  runId: string | null;
  /** The one location to read from; null: whichever can be read. */
  locationId: string | null;
  kind: TargetKind;
  names: Record<TargetKind, string>;
  /** Null: everything. */
  tables: string[] | null;
  /** As typed into the field, UTC; null: of a cluster the newest there is, else the backup's own time. */
  toTime: string | null;
}

/** A backup that can be restored. */
export interface Candidate {
  runId: string;
  takenAt: string | null;
  /** When it was whole: a cluster can be recovered to no earlier time from it. */
  endedAt: string | null;
  verified: boolean | null;
  complete: boolean;
  /** Locations that have a copy of it. */
  copies: string[];
}

/** Where a backup of this kind of source can be brought back to. An unknown kind is left to the server to judge. */
export function targetsOf(sourceKind: string | null): TargetKind[] {
  if (sourceKind === 'postgres') return ['new-database', 'live-database'];
  if (sourceKind === 'cluster') return ['new-cluster'];
  if (sourceKind === 'files' || sourceKind === 'configuration') return ['folder'];
  return ['new-database', 'live-database', 'folder', 'new-cluster'];
}

/** A name that is free in all likelihood and says what it is: shop_20261121_0200. */
export function suggestedName(database: string | null, takenAt: string | null): string {
  const base = database ?? 'restored';
  return takenAt === null
    ? `${base}_restored`
    : `${base}_${takenAt.slice(0, 10).replaceAll('-', '')}_${takenAt.slice(11, 16).replace(':', '')}`;
}

/** @param root the folder below which it may be restored; null while that is not known */
export const firstDraft = (
  plan: Plan,
  runId: string | null,
  takenAt: string | null,
  root: string | null,
): Draft => ({
  runId,
  locationId: null,
  kind: targetsOf(plan.source.kind)[0] ?? 'new-database',
  names: {
    'new-database': suggestedName(plan.source.database, takenAt),
    'live-database': plan.source.database ?? '',
    folder: root === null ? '' : `${root}/${suggestedName(plan.id, takenAt)}`,
    'new-cluster': root === null ? '' : `${root}/${suggestedName(plan.id, takenAt)}`,
  },
  tables: null,
  toTime: null,
});

/** Another backup; names that nobody has changed follow it, since they tell its time. */
export function choosing(
  draft: Draft,
  plan: Plan,
  root: string | null,
  before: string | null,
  next: Pick<Candidate, 'runId' | 'takenAt' | 'copies'>,
): Draft {
  const suggested = firstDraft(plan, draft.runId, before, root).names;
  const following = firstDraft(plan, next.runId, next.takenAt, root).names;
  const names = { ...draft.names };
  for (const kind of targetsOf(plan.source.kind))
    if (names[kind] === suggested[kind]) names[kind] = following[kind];
  const locationId =
    draft.locationId !== null && next.copies.includes(draft.locationId) ? draft.locationId : null;
  return { ...draft, runId: next.runId, locationId, tables: draft.tables && [], names };
}

/** Single tables beside those of a database that is in use, which is then not replaced. */
export const isBeside = (it: { kind: TargetKind | 'unknown'; tables: string[] | null }) =>
  it.kind === 'live-database' && it.tables !== null && it.tables.length > 0;

/** "2026-11-21T02:30" as a field for times gives it, read as UTC; NaN when it is none. */
export const utc = (typed: string) => Date.parse(/[zZ]$/.test(typed) ? typed : `${typed}Z`);

/** The backup to begin from to get to a time: the newest that was whole by then. Undefined: none was. */
export const baseFor = (candidates: Candidate[], at: number): Candidate | undefined =>
  candidates
    .filter((each) => each.endedAt !== null && Date.parse(each.endedAt) <= at)
    .sort((a, b) => Date.parse(b.endedAt!) - Date.parse(a.endedAt!))[0];

/** Why it cannot be asked for yet, in words; null when it can. */
export function incomplete(draft: Draft): string | null {
  if (draft.runId === null) return 'Choose a backup first';
  if (!draft.names[draft.kind].trim()) return 'Say where it goes first';
  if (draft.tables?.length === 0) return 'Choose at least one table, or everything';
  if (draft.toTime !== null && Number.isNaN(utc(draft.toTime))) return 'Say which time first';
  return null;
}

/** The order as the API takes it. Only for a draft that is complete. */
export const orderOf = (draft: Draft): RestoreOrder => ({
  runId: draft.runId ?? '',
  locationId: draft.locationId,
  target: { kind: draft.kind, name: draft.names[draft.kind].trim() },
  tables: draft.kind.endsWith('-database') ? (draft.tables ?? []) : [],
  toTime: draft.toTime === null ? null : new Date(utc(draft.toTime)).toISOString(),
});
