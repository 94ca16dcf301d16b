import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, post } from './http';
import {
  amount,
  fields,
  instant,
  known,
  list,
  maybeFields,
  page,
  requireId,
  text,
  texts,
  truth,
} from './narrow';
import { failure } from './parse';
import type { Failure, Page } from './types';

export const restoreStates = [
  'awaiting-approval',
  'queued',
  'running',
  'completed',
  'failed',
  'refused',
  'expired',
  'cancelled',
  'undone',
] as const;
export type RestoreState = (typeof restoreStates)[number] | 'unknown';

export const restorePhases = [
  'preparing',
  'fetching',
  'loading',
  'analyzing',
  'comparing',
  'fetching-wal',
  'replaying',
  'switching',
] as const;
export type RestorePhase = (typeof restorePhases)[number] | 'unknown';

export const targetKinds = ['new-database', 'live-database', 'folder', 'new-cluster'] as const;
export type TargetKind = (typeof targetKinds)[number];

export interface Restore {
  id: string;
  planId: string | null;
  planName: string | null;
  runId: string | null;
  locationId: string | null;
  target: { kind: TargetKind | 'unknown'; name: string | null };
  tables: string[];
  toTime: string | null;
  state: RestoreState;
  phase: RestorePhase | null;
  progress: {
    bytes: number | null;
    totalBytes: number | null;
    bytesPerSecond: number | null;
    etaSeconds: number | null;
    doneEntries: number | null;
    totalEntries: number | null;
    wal: WalProgress | null;
  };
  needsApproval: boolean | null;
  requestedBy: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  requestedAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  failure: Failure | null;
  /** Name of the replaced database while it is kept. */
  previousKeptAs: string | null;
  /** The schema that single tables were put into, until somebody decided on it. */
  schema: string | null;
  /** The replaced database is kept: undo brings it back, confirm drops it. Or a schema was made: undo drops it, confirm leaves it. */
  awaitsConfirmation: boolean;
  /** Undo or confirm, while that is being done. */
  wish: 'undo' | 'confirm' | 'unknown' | null;
  remarks: string[];
  correlationId: string | null;
}

/** How far the write-ahead log is that a restore of a cluster rolls forward with; sizes are bytes. */
export interface WalProgress {
  segments: number | null;
  totalSegments: number | null;
  bytes: number | null;
  totalBytes: number | null;
  replayedSegments: number | null;
  /** A position in the log; null before replaying began. */
  replayedTo: string | null;
}

function walProgress(value: unknown): WalProgress | null {
  const f = maybeFields(value);
  return (
    f && {
      segments: amount(f['segments']),
      totalSegments: amount(f['totalSegments']),
      bytes: amount(f['bytes']),
      totalBytes: amount(f['totalBytes']),
      replayedSegments: amount(f['replayedSegments']),
      replayedTo: text(f['replayedTo']),
    }
  );
}

export function restore(value: unknown): Restore {
  const f = fields(value, 'a restore');
  const target = maybeFields(f['target']) ?? {};
  const progress = maybeFields(f['progress']) ?? {};
  return {
    id: requireId(f['id'], 'a restore'),
    planId: text(f['planId']),
    planName: text(f['planName']),
    runId: text(f['runId']),
    locationId: text(f['locationId']),
    target: { kind: known(target['kind'], targetKinds), name: text(target['name']) },
    tables: texts(f['tables']),
    toTime: instant(f['toTime']),
    state: known(f['state'], restoreStates),
    phase: f['phase'] == null ? null : known(f['phase'], restorePhases),
    progress: {
      bytes: amount(progress['bytes']),
      totalBytes: amount(progress['totalBytes']),
      bytesPerSecond: amount(progress['bytesPerSecond']),
      etaSeconds: amount(progress['etaSeconds']),
      doneEntries: amount(progress['doneEntries']),
      totalEntries: amount(progress['totalEntries']),
      wal: walProgress(progress['wal']),
    },
    needsApproval: truth(f['needsApproval']),
    requestedBy: text(f['requestedBy']),
    decidedBy: text(f['decidedBy']),
    decidedAt: instant(f['decidedAt']),
    requestedAt: instant(f['requestedAt']),
    startedAt: instant(f['startedAt']),
    finishedAt: instant(f['finishedAt']),
    failure: failure(f['failure']),
    previousKeptAs: text(f['previousKeptAs']),
    schema: text(f['schema']),
    awaitsConfirmation: f['awaitsConfirmation'] === true,
    wish: f['wish'] == null ? null : known(f['wish'], ['undo', 'confirm'] as const),
    remarks: texts(f['remarks']),
    correlationId: text(f['correlationId']),
  };
}

/** What is asked for. */
export interface RestoreOrder {
  runId: string;
  locationId: string | null;
  target: { kind: TargetKind; name: string };
  tables: string[];
  toTime: string | null;
}

/** What a restore would do, and what stands against it. */
export interface DryRun {
  steps: { name: string; detail: string | null }[];
  locationId: string | null;
  bytes: number | null;
  storedBytes: number | null;
  estimatedSeconds: number | null;
  freeBytes: number | null;
  /** Null when the server did not say: then it is taken to need one. */
  needsApproval: boolean | null;
  problems: { code: string | null; message: string; remedy: string | null }[];
  remarks: string[];
}

export function dryRun(value: unknown): DryRun {
  const f = fields(value, 'a dry run');
  // Without the list of problems nobody could tell "none" from "not looked".
  if (!Array.isArray(f['problems'])) throw new TypeError('The dry run does not say what stands against it.');
  return {
    steps: list(f['steps']).map((each) => {
      const step = maybeFields(each) ?? {};
      return { name: text(step['name']) ?? 'unnamed step', detail: text(step['detail']) };
    }),
    locationId: text(f['locationId']),
    bytes: amount(f['bytes']),
    storedBytes: amount(f['storedBytes']),
    estimatedSeconds: amount(f['estimatedSeconds']),
    freeBytes: amount(f['freeBytes']),
    needsApproval: truth(f['needsApproval']),
    problems: f['problems'].map((each) => {
      const problem = maybeFields(each) ?? {};
      return {
        code: text(problem['code']),
        message: text(problem['message']) ?? text(each) ?? 'The server gave no reason.',
        remedy: text(problem['remedy']),
      };
    }),
    remarks: texts(f['remarks']),
  };
}

/** A restore that may still change by itself. */
export const isRestoring = (one: Pick<Restore, 'state' | 'wish'> | null | undefined) =>
  one?.state === 'queued' || one?.state === 'running' || (one?.wish ?? null) !== null;

const path = (restoreId: string) => `/api/v1/restores/${encodeURIComponent(restoreId)}`;

export const eventsPath = (restoreId: string) => `${path(restoreId)}/events`;

export const restoreQuery = (restoreId: string) =>
  queryOptions({
    queryKey: ['restores', 'one', restoreId],
    queryFn: ({ signal }) => get(path(restoreId), restore, signal),
  });

export const restoresQuery = (state: string, planId: string) =>
  infiniteQueryOptions({
    queryKey: ['restores', 'list', state, planId],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: '20' });
      if (state) query.set('state', state);
      if (planId) query.set('planId', planId);
      if (pageParam) query.set('cursor', pageParam);
      return get(`/api/v1/restores?${query}`, page(restore), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<Restore>) => last.nextCursor,
  });

/** Folders below which file trees and clusters may be restored. */
export const restoreFoldersQuery = queryOptions({
  queryKey: ['restore-folders'],
  queryFn: ({ signal }) =>
    get('/api/v1/restores/folders', (value) => texts(fields(value, 'a list')['items']), signal),
});

export const planRestore = (order: RestoreOrder) => post('/api/v1/restores/plan', dryRun, { body: order });

export const startRestore = (order: RestoreOrder, idempotencyKey: string) =>
  post('/api/v1/restores', restore, { body: order, idempotencyKey });

export type RestoreAct = 'approve' | 'refuse' | 'cancel' | 'undo' | 'confirm';

export const actOnRestore = (restoreId: string, act: RestoreAct) =>
  post(`${path(restoreId)}/${act}`, restore);
