import { queryOptions } from '@tanstack/react-query';
import { get, post } from './http';
import { fields, instant, maybeFields, page, requireId, text, texts, truth } from './narrow';

/** Who holds a backup, why and since when. */
export interface Hold {
  reason: string;
  by: string | null;
  at: string | null;
}

/** What a prune would do about a backup now. */
export interface Decision {
  runId: string;
  takenAt: string | null;
  /** Null when the server did not say: then nobody may promise that it stays or goes. */
  keep: boolean | null;
  reasons: string[];
  /** Whether a restore test has proven its data. */
  verified: boolean | null;
  hold: Hold | null;
}

export function hold(value: unknown): Hold | null {
  const f = maybeFields(value);
  if (f === null) return null;
  return { reason: text(f['reason']) ?? 'no reason was given', by: text(f['by']), at: instant(f['at']) };
}

export function decision(value: unknown): Decision {
  const f = fields(value, 'a decision on a backup');
  return {
    runId: requireId(f['runId'], 'a decision on a backup'),
    takenAt: instant(f['takenAt']),
    keep: truth(f['keep']),
    reasons: texts(f['reasons']),
    verified: truth(f['verified']),
    hold: hold(f['hold']),
  };
}

/** Every backup of a plan, newest first, and what would become of it. Nothing is changed by asking. */
export const retentionQuery = (planId: string) =>
  queryOptions({
    queryKey: ['retention', planId],
    queryFn: ({ signal }) =>
      get(`/api/v1/plans/${encodeURIComponent(planId)}/retention`, page(decision), signal),
  });

/** Says 'queued' or 'already-running'. */
export const prune = (planId: string) =>
  post(
    `/api/v1/plans/${encodeURIComponent(planId)}/prune`,
    (value) => text(maybeFields(value)?.['state']) ?? 'unknown',
  );

const holdPath = (runId: string) => `/api/v1/runs/${encodeURIComponent(runId)}/hold`;

export const holdRun = (runId: string, reason: string) =>
  post(holdPath(runId), hold, { method: 'PUT', body: { reason } });

export const releaseRun = (runId: string) => post(holdPath(runId), () => null, { method: 'DELETE' });
