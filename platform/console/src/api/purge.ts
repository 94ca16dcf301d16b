import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, post } from './http';
import { amount, fields, instant, known, list, maybeFields, page, requireId, text, texts } from './narrow';
import type { Page } from './types';

/** Backups that are to be deleted before their time, which another person must agree to. */
export const purgeStates = [
  'awaiting-approval',
  'deleting',
  'completed',
  'failed',
  'refused',
  'expired',
  'cancelled',
] as const;
export type PurgeState = (typeof purgeStates)[number] | 'unknown';

const purgeFates = ['goes', 'stays', 'gone', 'remains'] as const;
export type PurgeFate = (typeof purgeFates)[number] | 'unknown';

/** One backup, and what becomes of it. */
export interface PurgeItem {
  runId: string;
  takenAt: string | null;
  fate: PurgeFate;
  reasons: string[];
}

export interface Purge {
  id: string;
  planId: string | null;
  /** Null when all backups of the plan are meant. */
  runId: string | null;
  reason: string | null;
  state: PurgeState;
  requestedBy: string | null;
  requestedAt: string | null;
  /** When it ends if nobody decides. */
  expiresAt: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  finishedAt: string | null;
  goes: number | null;
  stays: number | null;
  /** Newest first; null in lists. */
  items: PurgeItem[] | null;
  remark: string | null;
  correlationId: string | null;
}

/** What a purge would do now. */
export interface PurgePlan {
  goes: number;
  stays: number;
  items: PurgeItem[];
}

function purgeItem(value: unknown): PurgeItem {
  const f = fields(value, 'a backup of a purge');
  return {
    runId: requireId(f['runId'], 'a backup of a purge'),
    takenAt: instant(f['takenAt']),
    fate: known(f['fate'], purgeFates),
    reasons: texts(f['reasons']),
  };
}

export function purge(value: unknown): Purge {
  const f = fields(value, 'a purge');
  return {
    id: requireId(f['id'], 'a purge'),
    planId: text(f['planId']),
    runId: text(f['runId']),
    reason: text(f['reason']),
    state: known(f['state'], purgeStates),
    requestedBy: text(f['requestedBy']),
    requestedAt: instant(f['requestedAt']),
    expiresAt: instant(f['expiresAt']),
    decidedBy: text(f['decidedBy']),
    decidedAt: instant(f['decidedAt']),
    finishedAt: instant(f['finishedAt']),
    goes: amount(f['goes']),
    stays: amount(f['stays']),
    items: f['items'] == null ? null : list(f['items']).map(purgeItem),
    remark: text(f['remark']),
    correlationId: text(f['correlationId']),
  };
}

export function purgePlan(value: unknown): PurgePlan {
  const f = maybeFields(value);
  // Without the list nobody could tell what would be lost.
  if (!f || !Array.isArray(f['items'])) throw new TypeError('The server does not say what would be deleted.');
  const items = f['items'].map(purgeItem);
  const goes = items.filter((each) => each.fate === 'goes').length;
  return { goes, stays: items.length - goes, items };
}

const path = (purgeId: string) => `/api/v1/purges/${encodeURIComponent(purgeId)}`;

export const purgeQuery = (purgeId: string) =>
  queryOptions({
    queryKey: ['purges', 'one', purgeId],
    queryFn: ({ signal }) => get(path(purgeId), purge, signal),
  });

export const purgesQuery = (filter: { state?: string; planId?: string }) =>
  infiniteQueryOptions({
    queryKey: ['purges', 'list', filter.state ?? '', filter.planId ?? ''],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: '20' });
      if (filter.state) query.set('state', filter.state);
      if (filter.planId) query.set('planId', filter.planId);
      if (pageParam) query.set('cursor', pageParam);
      return get(`/api/v1/purges?${query}`, page(purge), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<Purge>) => last.nextCursor,
  });

/** One backup, or all of a plan. */
export type PurgeScope = { runId: string } | { planId: string };

export type PurgeOrder = PurgeScope & {
  /** Also the newest verified backup, after which nothing proven is left. */
  confirmLastVerified: boolean;
};

export const planPurge = (order: PurgeOrder) => post('/api/v1/purges/plan', purgePlan, { body: order });

export const askForPurge = (order: PurgeOrder & { reason: string }, idempotencyKey: string) =>
  post('/api/v1/purges', purge, { body: order, idempotencyKey });

export const approvePurge = (purgeId: string) => post(`${path(purgeId)}/approve`, purge);
export const refusePurge = (purgeId: string, reason: string) =>
  post(`${path(purgeId)}/refuse`, purge, { body: { reason: reason || null } });
export const cancelPurge = (purgeId: string) => post(`${path(purgeId)}/cancel`, purge);
