import { queryOptions } from '@tanstack/react-query';
import { ApiError, get } from './http';
import { amount, fields, instant, known, list, maybeFields, text } from './narrow';

/** How well a plan that receives WAL could be recovered to a point in time. */
export interface Recovery {
  state: 'healthy' | 'warning' | 'down' | 'unknown';
  reason: string | null;
  slot: string | null;
  receivedLsn: string | null;
  shippedLsn: string | null;
  /** What would be lost now, seconds; null while nobody can tell. */
  rpoSeconds: number | null;
  objectiveSeconds: number | null;
  /** The times that can be recovered to; null when there are none. */
  window: { from: string; to: string } | null;
  gaps: Gap[];
  canaries: Canaries;
  reportedAt: string | null;
}

/** Transactions that are committed at the source for restore tests to look for: without them no test proves a time. */
export interface Canaries {
  state: 'committed' | 'refused' | 'standby' | 'off' | 'unknown';
  /** When the source began to refuse them. */
  since: string | null;
  reason: string | null;
  remedy: string | null;
}

/** WAL that is not stored: positions in the log, and when WAL behind the gap was first stored. */
export interface Gap {
  after: string | null;
  before: string | null;
  since: string | null;
}

function canaries(value: unknown): Canaries {
  const f = maybeFields(value) ?? {};
  return {
    state: known(f['state'], ['committed', 'refused', 'standby', 'off'] as const),
    since: instant(f['since']),
    reason: text(f['reason']),
    remedy: text(f['remedy']),
  };
}

export function recovery(value: unknown): Recovery {
  const f = fields(value, 'a state of recovery');
  const window = maybeFields(f['window']) ?? {};
  const from = instant(window['from']);
  const to = instant(window['to']);
  return {
    state: known(f['state'], ['healthy', 'warning', 'down'] as const),
    reason: text(f['reason']),
    slot: text(f['slot']),
    receivedLsn: text(f['receivedLsn']),
    shippedLsn: text(f['shippedLsn']),
    rpoSeconds: amount(f['rpoSeconds']),
    objectiveSeconds: amount(f['objectiveSeconds']),
    window: from && to && Date.parse(from) <= Date.parse(to) ? { from, to } : null,
    gaps: list(f['gaps']).map((each) => {
      const gap = maybeFields(each) ?? {};
      return { after: text(gap['after']), before: text(gap['before']), since: instant(gap['since']) };
    }),
    canaries: canaries(f['canaries']),
    reportedAt: instant(f['reportedAt']),
  };
}

/** Null for a plan that receives no WAL. */
export const recoveryQuery = (planId: string) =>
  queryOptions({
    queryKey: ['recovery', planId],
    queryFn: async ({ signal }) => {
      try {
        return await get(`/api/v1/plans/${encodeURIComponent(planId)}/recovery`, recovery, signal);
      } catch (problem) {
        if (problem instanceof ApiError && problem.code === 'no-wal') return null;
        throw problem;
      }
    },
  });
