import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, post } from './http';
import { amount, fields, instant, known, list, maybeFields, page, requireId, text } from './narrow';
import type { Page } from './types';

/** Backups read again, and restored into servers that are thrown away. */
export const verificationKinds = ['checksums', 'restore-test'] as const;
export type VerificationKind = (typeof verificationKinds)[number];

export const verificationStates = [
  'queued',
  'running',
  'passed',
  'failed',
  'inconclusive',
  'cancelled',
] as const;
export type VerificationState = (typeof verificationStates)[number] | 'unknown';

const verdictWords = ['passed', 'failed', 'skipped'] as const;

/** One answer and why. What was not found out is unknown or skipped, never fine. */
export interface Answer {
  verdict: (typeof verdictWords)[number] | 'unknown';
  reason: string | null;
}

export const questions = ['present', 'restorable', 'dataIntact', 'fastEnough'] as const;
export type Question = (typeof questions)[number];

export interface CopyReading {
  locationId: string;
  present: Answer;
  objects: number | null;
  objectsRead: number | null;
  bytes: number | null;
  bytesRead: number | null;
  damaged: number | null;
  damages: { objectKey: string; problem: string }[];
}

/** How far a cluster was rolled forward with the WAL that was received since its base backup. */
export interface Replayed {
  segments: number | null;
  lastRecord: string | null;
  lastTransaction: string | null;
  /** What would have been lost if the source had been gone then. */
  lostMillis: number | null;
  /** The time that it was recovered to on the way: what was committed before was there, what came after was not. */
  provenTime: string | null;
}

export interface Verification {
  id: string;
  kind: VerificationKind | 'unknown';
  runId: string | null;
  planId: string | null;
  planName: string | null;
  takenAt: string | null;
  trigger: string | null;
  requestedBy: string | null;
  state: VerificationState;
  verdicts: Record<Question, Answer>;
  copies: CopyReading[];
  restoreMillis: number | null;
  replayed: Replayed | null;
  /** What a restore test did, in order, and how long each took. */
  steps: { name: string; millis: number }[];
  differences: { name: string; problem: string }[];
  /** How many there are in all; the list may hold fewer. */
  different: number | null;
  objectiveMillis: number | null;
  remedy: string | null;
  waitsFor: string | null;
  queuedAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
}

function answer(value: unknown): Answer {
  const f = maybeFields(value) ?? {};
  return { verdict: known(f['verdict'], verdictWords), reason: text(f['reason']) };
}

export function verification(value: unknown): Verification {
  const f = fields(value, 'a verification');
  const verdicts = maybeFields(f['verdicts']) ?? {};
  const measured = maybeFields(f['measured']) ?? {};
  return {
    id: requireId(f['id'], 'a verification'),
    kind: known(f['kind'], verificationKinds),
    runId: text(f['runId']),
    planId: text(f['planId']),
    planName: text(f['planName']),
    takenAt: instant(f['takenAt']),
    trigger: text(f['trigger']),
    requestedBy: text(f['requestedBy']),
    state: known(f['state'], verificationStates),
    verdicts: {
      present: answer(verdicts['present']),
      restorable: answer(verdicts['restorable']),
      dataIntact: answer(verdicts['dataIntact']),
      fastEnough: answer(verdicts['fastEnough']),
    },
    copies: list(f['copies']).map(copyReading),
    restoreMillis: amount(measured['restoreMillis']),
    replayed: replayed(measured['replayed']),
    steps: list(measured['steps']).flatMap((each) => {
      const step = maybeFields(each) ?? {};
      const [name, millis] = [text(step['name']), amount(step['millis'])];
      return name === null || millis === null ? [] : [{ name, millis }];
    }),
    differences: list(measured['differences']).map((each) => {
      const difference = maybeFields(each) ?? {};
      return {
        name: text(difference['name']) ?? 'unnamed table',
        problem: text(difference['problem']) ?? 'is not as it was',
      };
    }),
    different: amount(measured['different']),
    objectiveMillis: amount(f['objectiveMillis']),
    remedy: text(f['remedy']),
    waitsFor: text(f['waitsFor']),
    queuedAt: instant(f['queuedAt']),
    startedAt: instant(f['startedAt']),
    finishedAt: instant(f['finishedAt']),
  };
}

function replayed(value: unknown): Replayed | null {
  const f = maybeFields(value);
  return (
    f && {
      segments: amount(f['segments']),
      lastRecord: text(f['lastRecord']),
      lastTransaction: instant(f['lastTransaction']),
      lostMillis: amount(f['lostMillis']),
      provenTime: instant(maybeFields(f['canaries'])?.['time']),
    }
  );
}

function copyReading(value: unknown): CopyReading {
  const f = fields(value, 'what was read of a copy');
  return {
    locationId: text(f['locationId']) ?? 'unnamed location',
    present: answer(f['present']),
    objects: amount(f['objects']),
    objectsRead: amount(f['objectsRead']),
    bytes: amount(f['bytes']),
    bytesRead: amount(f['bytesRead']),
    damaged: amount(f['damaged']),
    damages: list(f['damages']).map((each) => {
      const damage = maybeFields(each) ?? {};
      return {
        objectKey: text(damage['objectKey']) ?? 'unnamed object',
        problem: text(damage['problem']) ?? 'is damaged',
      };
    }),
  };
}

/** A verification that waits or runs. */
export const isUnderWay = (one: Pick<Verification, 'state'>) =>
  one.state === 'queued' || one.state === 'running';

/** Newest first. */
export const verificationsOfRunQuery = (runId: string) =>
  queryOptions({
    queryKey: ['verifications', 'run', runId],
    queryFn: ({ signal }) =>
      get(`/api/v1/verifications?runId=${encodeURIComponent(runId)}&limit=20`, page(verification), signal),
  });

/** Newest first; enough to know how the newest of each kind ended. */
export const verificationsOfPlanQuery = (planId: string) =>
  queryOptions({
    queryKey: ['verifications', 'plan', planId],
    queryFn: ({ signal }) =>
      get(`/api/v1/verifications?planId=${encodeURIComponent(planId)}&limit=50`, page(verification), signal),
  });

export const verificationHistoryQuery = (kind: VerificationKind | '') =>
  infiniteQueryOptions({
    queryKey: ['verifications', 'history', kind],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: '15' });
      if (kind) query.set('kind', kind);
      if (pageParam) query.set('cursor', pageParam);
      return get(`/api/v1/verifications?${query}`, page(verification), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<Verification>) => last.nextCursor,
  });

export interface Wish {
  runId: string;
  kind: VerificationKind;
  locationId: string | null;
}

export const startVerification = ({ runId, ...body }: Wish, idempotencyKey: string) =>
  post(`/api/v1/runs/${encodeURIComponent(runId)}/verifications`, verification, { idempotencyKey, body });

export const cancelVerification = (id: string) =>
  post(`/api/v1/verifications/${encodeURIComponent(id)}/cancel`, verification);

/** For a browser: a page to print. */
export const reportPath = (id: string) => `/api/v1/verifications/${encodeURIComponent(id)}/report`;
