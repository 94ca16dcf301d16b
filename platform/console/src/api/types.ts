/**
 * What the console knows of the API, in one place. These are the shapes after narrowing (see parse.ts): a field the
 * server left out is null, a state this console has never heard of is 'unknown'. Sizes are bytes, times ISO-8601 UTC.
 */
export type Role = 'viewer' | 'operator' | 'approver' | 'admin';

export interface Me {
  username: string;
  name: string;
  roles: Role[];
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export const runStates = ['queued', 'running', 'completed', 'partial', 'failed', 'cancelled'] as const;
export type RunState = (typeof runStates)[number] | 'unknown';

export const runPhases = ['preparing', 'dumping', 'finishing'] as const;
export type RunPhase = (typeof runPhases)[number] | 'unknown';

export const copyStates = ['writing', 'stored', 'failed'] as const;
export type CopyState = (typeof copyStates)[number] | 'unknown';

export interface Progress {
  sourceBytes: number | null;
  storedBytes: number | null;
  estimatedSourceBytes: number | null;
  bytesPerSecond: number | null;
  etaSeconds: number | null;
}

export interface Copy {
  locationId: string;
  kind: string | null;
  state: CopyState;
  bytes: number | null;
  problem: string | null;
  /** Until when the location itself refuses to delete it; null where it does not. */
  lock: { mode: LockMode; until: string } | null;
}

export const lockModes = ['none', 'governance', 'compliance'] as const;
export type LockMode = (typeof lockModes)[number] | 'unknown';

export interface Failure {
  code: string | null;
  message: string;
  remedy: string | null;
}

export interface Run {
  id: string;
  planId: string | null;
  planName: string | null;
  trigger: 'manual' | 'schedule' | 'unknown';
  requestedBy: string | null;
  state: RunState;
  phase: RunPhase | null;
  progress: Progress;
  queuedAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  copies: Copy[];
  failure: Failure | null;
  /** Somebody asked it to stop; it does so within seconds. */
  cancelRequested: boolean;
  correlationId: string | null;
  /** What kind of source it backed up: postgres, cluster, files, configuration. */
  sourceKind: string | null;
  /** The full run whose chain it belongs to; its own id when it is full. */
  chainId: string | null;
  /** In whole sentences, what was not quite as usual. */
  remarks: string[];
  /** When and why retention let the backup go; null while it is kept. */
  letGo: LetGo | null;
}

export interface LetGo {
  at: string | null;
  reason: string | null;
  /** Locations where something of it still lies, and why. */
  remaining: { locationId: string; problem: string | null }[];
}

/** Whether there is something to restore. */
export const hasBackup = (run: Run) =>
  (run.state === 'completed' || run.state === 'partial') && run.letGo === null;

/** What keeps a backup; null and 0 where a rule is not used. */
export interface RetentionRules {
  days: number | null;
  count: number | null;
  hourly: number | null;
  daily: number | null;
  weekly: number | null;
  monthly: number | null;
  yearly: number | null;
}

export interface Plan {
  id: string;
  name: string;
  source: {
    /** postgres, cluster, files, configuration; or a word from a newer server. */
    kind: string | null;
    host: string | null;
    port: number | null;
    database: string | null;
    path: string | null;
  };
  schedule: { cron: string; zone: string | null } | null;
  nextRunAt: string | null;
  enabled: boolean | null;
  locations: { id: string; kind: string | null }[];
  recipients: { fingerprint: string | null; label: string | null }[];
  retentionDays: number | null;
  retention: RetentionRules | null;
  /** Recovery point objective, seconds: how old the newest good backup may be. */
  rpoSeconds: number | null;
  /** Recovery time objective, seconds: how long bringing it back may take. */
  rtoSeconds: number | null;
  lastRun: Run | null;
}

export const locationStates = ['healthy', 'warning', 'down'] as const;
export type LocationState = (typeof locationStates)[number] | 'unknown';

export interface Location {
  id: string;
  kind: string | null;
  state: LocationState;
  reason: string | null;
  freeBytes: number | null;
  /** How long its last check took. */
  latencyMillis: number | null;
  /** What it is to lock new objects with, and for how many days. */
  objectLock: { mode: LockMode; days: number | null };
  lastWriteAt: string | null;
  checkedAt: string | null;
}

export const serviceStates = ['healthy', 'degraded', 'down'] as const;
export type ServiceState = (typeof serviceStates)[number] | 'unknown';

export interface ServiceHealth {
  service: string;
  state: ServiceState;
  detail: string | null;
}

export const deliveryStates = [
  'pending',
  'sending',
  'unknown',
  'delivered',
  'failed',
  'dead',
  'dropped',
  'superseded',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export interface Attempt {
  number: number | null;
  at: string | null;
  /** Null while it runs, or where its sender stopped without a word. */
  outcome: string | null;
  detail: string | null;
}

export interface Delivery {
  id: string;
  eventId: string | null;
  eventType: string | null;
  channel: string | null;
  destination: string | null;
  severity: string | null;
  title: string;
  text: string | null;
  address: string | null;
  conversationId: string | null;
  /** What it is about, such as news-digest/{id}. */
  subject: string | null;
  /** What was said: the first message, a change of it, a call, or its end. */
  operation: string | null;
  standInFor: string | null;
  remark: string | null;
  state: DeliveryState;
  attemptCount: number | null;
  /** Null in lists: only one delivery by itself tells them. */
  attempts: Attempt[] | null;
  nextAttemptAt: string | null;
  /** Why it waits longer than its own attempts ask for. */
  why: string | null;
  traceId: string | null;
  createdAt: string | null;
  deliveredAt: string | null;
}

export const channelStates = ['ready', 'not-configured', 'failing'] as const;

export interface Channel {
  id: string;
  state: (typeof channelStates)[number] | 'unknown';
  detail: string | null;
}
