import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, post } from './http';
import { amount, fields, instant, known, list, maybeFields, page, requireId, text, truth } from './narrow';
import type { Page } from './types';

export const drillModes = ['dry-run', 'test', 'execute'] as const;
export type DrillMode = (typeof drillModes)[number];

export const drillStates = [
  'awaiting-approval',
  'queued',
  'running',
  'awaiting-person',
  'succeeded',
  'failed',
  'inconclusive',
  'refused',
  'cancelled',
] as const;
export type DrillState = (typeof drillStates)[number] | 'unknown';

export const stepOutcomes = ['pending', 'waiting', 'running', 'done', 'ready', 'failed', 'skipped'] as const;
export type StepOutcome = (typeof stepOutcomes)[number] | 'unknown';

/** A step of a scenario. */
export interface Step {
  id: string;
  name: string;
  what: string | null;
  who: string | null;
  automatic: boolean | null;
  dangerous: boolean | null;
  runbook: string | null;
}

export interface DoneStep extends Step {
  outcome: StepOutcome;
  words: string | null;
  by: string | null;
  startedAt: string | null;
  millis: number | null;
}

export interface Scenario {
  scenario: string;
  title: string;
  what: string | null;
  steps: Step[];
  /** When it was last rehearsed in test or execute mode; null when never, or not told. */
  lastDoneAt: string | null;
}

/** Objectives against what was measured, milliseconds; null where it was not. */
export interface ComponentRecovery {
  component: string;
  objectiveRtoMillis: number | null;
  measuredRtoMillis: number | null;
  objectiveRpoMillis: number | null;
  measuredRpoMillis: number | null;
  met: 'passed' | 'failed' | 'unknown';
  reason: string | null;
}

export interface Drill {
  id: string;
  scenario: string | null;
  title: string;
  mode: DrillMode | 'unknown';
  planName: string | null;
  component: string | null;
  state: DrillState;
  startedBy: string | null;
  scheduled: boolean | null;
  decidedBy: string | null;
  failure: string | null;
  runId: string | null;
  /** The moment as of which the chosen backup is; what was written since would be lost. */
  consistentAt: string | null;
  stepsDone: number | null;
  steps: DoneStep[];
  components: ComponentRecovery[];
  queuedAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  correlationId: string | null;
}

/** One component in one drill; the drills of a line come oldest first. */
export interface TrendPoint extends ComponentRecovery {
  at: string | null;
  drillId: string | null;
}

export interface Overdue {
  planId: string | null;
  planName: string | null;
  kind: 'backup' | 'restore-test' | 'recovery-drill' | 'unknown';
  expectedAt: string | null;
  lastDoneAt: string | null;
}

/** Only an address of the web becomes a link: a runbook's may come from anywhere. */
const webAddress = (value: unknown) => {
  const address = text(value);
  const parsed = address === null ? null : URL.parse(address);
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : null;
};

function step(value: unknown): Step {
  const f = fields(value, 'a step');
  const id = requireId(f['id'], 'a step');
  return {
    id,
    name: text(f['name']) ?? id,
    what: text(f['what']),
    who: text(f['who']),
    automatic: truth(f['automatic']),
    dangerous: truth(f['dangerous']),
    runbook: webAddress(f['runbook']),
  };
}

function doneStep(value: unknown): DoneStep {
  const f = fields(value, 'a step');
  return {
    ...step(value),
    outcome: known(f['outcome'], stepOutcomes),
    words: text(f['words']),
    by: text(f['by']),
    startedAt: instant(f['startedAt']),
    millis: amount(f['millis']),
  };
}

function component(value: unknown): ComponentRecovery {
  const f = fields(value, 'a component');
  return {
    component: text(f['component']) ?? 'unnamed component',
    objectiveRtoMillis: amount(f['objectiveRtoMillis']),
    measuredRtoMillis: amount(f['measuredRtoMillis']),
    objectiveRpoMillis: amount(f['objectiveRpoMillis']),
    measuredRpoMillis: amount(f['measuredRpoMillis']),
    met: known(f['met'], ['passed', 'failed'] as const),
    reason: text(f['reason']),
  };
}

export function scenario(value: unknown): Scenario {
  const f = fields(value, 'a scenario');
  const id = requireId(f['scenario'], 'a scenario');
  return {
    scenario: id,
    title: text(f['title']) ?? id,
    what: text(f['what']),
    steps: list(f['steps']).map(step),
    lastDoneAt: instant(f['lastDoneAt']),
  };
}

export function drill(value: unknown): Drill {
  const f = fields(value, 'a drill');
  return {
    id: requireId(f['id'], 'a drill'),
    scenario: text(f['scenario']),
    title: text(f['title']) ?? text(f['scenario']) ?? 'Untitled drill',
    mode: known(f['mode'], drillModes),
    planName: text(f['planName']),
    component: text(f['component']),
    state: known(f['state'], drillStates),
    startedBy: text(f['startedBy']),
    scheduled: truth(f['scheduled']),
    decidedBy: text(f['decidedBy']),
    failure: text(f['failure']),
    runId: text(f['runId']),
    consistentAt: instant(f['consistentAt']),
    stepsDone: amount(f['stepsDone']),
    steps: list(f['steps']).map(doneStep),
    components: list(f['components']).map(component),
    queuedAt: instant(f['queuedAt']),
    startedAt: instant(f['startedAt']),
    finishedAt: instant(f['finishedAt']),
    correlationId: text(f['correlationId']),
  };
}

export function trendPoint(value: unknown): TrendPoint {
  const f = maybeFields(value) ?? {};
  return { ...component(value), at: instant(f['at']), drillId: text(f['drillId']) };
}

export function overdue(value: unknown): Overdue {
  const f = fields(value, 'something overdue');
  return {
    planId: text(f['planId']),
    planName: text(f['planName']),
    kind: known(f['kind'], ['backup', 'restore-test', 'recovery-drill'] as const),
    expectedAt: instant(f['expectedAt']),
    lastDoneAt: instant(f['lastDoneAt']),
  };
}

/** A drill that may still change. */
export const isDrilling = (one: Pick<Drill, 'state'> | null | undefined) =>
  one !== null &&
  one !== undefined &&
  ['awaiting-approval', 'queued', 'running', 'awaiting-person'].includes(one.state);

export const scenariosQuery = queryOptions({
  queryKey: ['drills', 'scenarios'],
  queryFn: ({ signal }) => get('/api/v1/drills/scenarios', page(scenario), signal),
});

export const trendQuery = queryOptions({
  queryKey: ['drills', 'trend'],
  queryFn: ({ signal }) => get('/api/v1/drills/trend', page(trendPoint), signal),
});

export const overdueQuery = queryOptions({
  queryKey: ['overdue'],
  queryFn: ({ signal }) => get('/api/v1/overdue', page(overdue), signal),
});

export const drillsQuery = infiniteQueryOptions({
  queryKey: ['drills', 'list'],
  queryFn: ({ pageParam, signal }) => {
    const query = new URLSearchParams({ limit: '10' });
    if (pageParam) query.set('cursor', pageParam);
    return get(`/api/v1/drills?${query}`, page(drill), signal);
  },
  initialPageParam: null as string | null,
  getNextPageParam: (last: Page<Drill>) => last.nextCursor,
});

const path = (drillId: string) => `/api/v1/drills/${encodeURIComponent(drillId)}`;

export const drillQuery = (drillId: string) =>
  queryOptions({
    queryKey: ['drills', 'one', drillId],
    queryFn: ({ signal }) => get(path(drillId), drill, signal),
  });

/** For a browser: a page to print. */
export const drillReportPath = (drillId: string) => `${path(drillId)}/report`;

export const startDrill = (
  body: { scenario: string; mode: DrillMode; planId: string | null },
  idempotencyKey: string,
) => post('/api/v1/drills', drill, { body, idempotencyKey });

export const actOnDrill = (drillId: string, act: 'approve' | 'refuse' | 'cancel') =>
  post(`${path(drillId)}/${act}`, drill);

export const tellStep = (
  drillId: string,
  stepId: string,
  body: { outcome: 'done' | 'failed' | 'skipped'; words: string },
) => post(`${path(drillId)}/steps/${encodeURIComponent(stepId)}`, drill, { body });
