import { amount, fields, instant, known, list, maybeFields, requireId, span, text, texts } from './narrow';
import * as api from './types';

export { amount, instant, page, span, text } from './narrow';

const roleNames: readonly api.Role[] = ['viewer', 'operator', 'approver', 'admin'];

export function me(value: unknown): api.Me {
  const f = fields(value, 'a user');
  const username = text(f['username']) ?? 'unknown user';
  return {
    username,
    name: text(f['name']) ?? username,
    roles: roleNames.filter((role) => list(f['roles']).includes(role)),
  };
}

export function run(value: unknown): api.Run {
  const f = fields(value, 'a backup run');
  const p = maybeFields(f['progress']) ?? {};
  const trigger = known(f['trigger'], ['manual', 'schedule'] as const);
  return {
    id: requireId(f['id'], 'a run'),
    planId: text(f['planId']),
    planName: text(f['planName']),
    trigger,
    requestedBy: text(f['requestedBy']),
    state: known(f['state'], api.runStates),
    phase: f['phase'] == null ? null : known(f['phase'], api.runPhases),
    progress: {
      sourceBytes: amount(p['sourceBytes']),
      storedBytes: amount(p['storedBytes']),
      estimatedSourceBytes: amount(p['estimatedSourceBytes']),
      bytesPerSecond: amount(p['bytesPerSecond']),
      etaSeconds: amount(p['etaSeconds']),
    },
    queuedAt: instant(f['queuedAt']),
    startedAt: instant(f['startedAt']),
    finishedAt: instant(f['finishedAt']),
    copies: list(f['copies']).map(copy),
    failure: failure(f['failure']),
    cancelRequested: f['cancelRequested'] === true,
    correlationId: text(f['correlationId']),
    sourceKind: text(f['sourceKind']),
    chainId: text(f['chainId']),
    remarks: texts(f['remarks']),
    letGo: letGo(f['letGo']),
  };
}

function letGo(value: unknown): api.LetGo | null {
  if (value === null || value === undefined) return null;
  const f = fields(value, 'what let a backup go');
  return {
    at: instant(f['at']),
    reason: text(f['reason']),
    remaining: list(f['remaining']).map((each) => {
      const left = maybeFields(each) ?? {};
      return { locationId: text(left['locationId']) ?? 'unnamed location', problem: text(left['problem']) };
    }),
  };
}

const lockMode = (value: unknown) => known(value, api.lockModes);

function copy(value: unknown): api.Copy {
  const f = fields(value, 'a copy');
  const lockedUntil = instant(maybeFields(value)?.['lockedUntil']);
  return {
    locationId: text(f['locationId']) ?? 'unnamed location',
    kind: text(f['kind']),
    state: known(f['state'], api.copyStates),
    bytes: amount(f['bytes']),
    problem: text(f['problem']),
    lock: lockedUntil === null ? null : { mode: lockMode(f['objectLock']), until: lockedUntil },
  };
}

export function failure(value: unknown): api.Failure | null {
  const f = maybeFields(value);
  if (f === null) return null;
  return {
    code: text(f['code']),
    message: text(f['message']) ?? 'The server gave no reason.',
    remedy: text(f['remedy']),
  };
}

export function plan(value: unknown): api.Plan {
  const f = fields(value, 'a backup plan');
  const id = requireId(f['id'], 'a plan');
  const source = maybeFields(f['source']) ?? {};
  const schedule = maybeFields(f['schedule']);
  const cron = schedule === null ? null : text(schedule['cron']);
  return {
    id,
    name: text(f['name']) ?? id,
    source: {
      kind: text(source['kind']),
      host: text(source['host']),
      port: amount(source['port']),
      database: text(source['database']),
      path: text(source['path']),
    },
    schedule: cron === null ? null : { cron, zone: text(schedule?.['zone']) },
    nextRunAt: instant(f['nextRunAt']),
    enabled: typeof f['enabled'] === 'boolean' ? f['enabled'] : null,
    locations: list(f['locations']).map((each) => {
      const location = fields(each, 'a location');
      return { id: text(location['id']) ?? 'unnamed location', kind: text(location['kind']) };
    }),
    recipients: list(f['recipients']).map((each) => {
      const recipient = fields(each, 'a recipient');
      return { fingerprint: text(recipient['fingerprint']), label: text(recipient['label']) };
    }),
    retentionDays: amount(f['retentionDays']),
    retention: retentionRules(f['retention']),
    rpoSeconds: span(maybeFields(f['objectives'])?.['rpo']),
    rtoSeconds: span(maybeFields(f['objectives'])?.['rto']),
    lastRun: f['lastRun'] == null ? null : run(f['lastRun']),
  };
}

function retentionRules(value: unknown): api.RetentionRules | null {
  const f = maybeFields(value);
  if (f === null) return null;
  return {
    days: amount(f['days']),
    count: amount(f['count']),
    hourly: amount(f['hourly']),
    daily: amount(f['daily']),
    weekly: amount(f['weekly']),
    monthly: amount(f['monthly']),
    yearly: amount(f['yearly']),
  };
}

export function location(value: unknown): api.Location {
  const f = fields(value, 'a location');
  return {
    id: requireId(f['id'], 'a location'),
    kind: text(f['kind']),
    state: known(f['state'], api.locationStates),
    reason: text(f['reason']),
    freeBytes: amount(f['freeBytes']),
    latencyMillis: amount(f['latencyMillis']),
    objectLock: { mode: lockMode(f['objectLock']), days: amount(f['objectLockDays']) },
    lastWriteAt: instant(f['lastWriteAt']),
    checkedAt: instant(f['checkedAt']),
  };
}

export function serviceHealth(value: unknown): api.ServiceHealth {
  const f = fields(value, "a service's health");
  return {
    service: text(f['service']) ?? 'unnamed service',
    state: known(f['state'], api.serviceStates),
    detail: text(f['detail']),
  };
}

export function delivery(value: unknown): api.Delivery {
  const f = fields(value, 'a delivery');
  return {
    id: requireId(f['id'], 'a delivery'),
    eventId: text(f['eventId']),
    eventType: text(f['eventType']),
    channel: text(f['channel']),
    destination: text(f['destination']),
    severity: text(f['severity']),
    title: text(f['title']) ?? text(f['eventType']) ?? 'Untitled message',
    text: text(f['text']),
    address: text(f['address']),
    conversationId: text(f['conversationId']),
    subject: text(f['subject']),
    operation: text(f['operation']),
    standInFor: text(f['standInFor']),
    remark: text(f['remark']),
    state: known(f['state'], api.deliveryStates),
    attemptCount: amount(f['attemptCount']) ?? (Array.isArray(f['attempts']) ? f['attempts'].length : null),
    attempts: Array.isArray(f['attempts']) ? f['attempts'].map(attempt) : null,
    nextAttemptAt: instant(f['nextAttemptAt']),
    why: text(f['why']),
    traceId: text(f['traceId']),
    createdAt: instant(f['createdAt']),
    deliveredAt: instant(f['deliveredAt']),
  };
}

function attempt(value: unknown) {
  const f = fields(value, 'an attempt');
  return {
    number: amount(f['number']),
    at: instant(f['at']),
    outcome: text(f['outcome']),
    detail: text(f['detail']),
  };
}

export function channel(value: unknown): api.Channel {
  const f = fields(value, 'a channel');
  return {
    id: requireId(f['id'], 'a channel'),
    state: known(f['state'], api.channelStates),
    detail: text(f['detail']),
  };
}
