import * as api from './types';

/** Narrows what a server sent. Never throws for a missing or odd field; throws only when the whole is not the thing asked for. */
type Fields = Record<string, unknown>;

function fields(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`The server's answer is not ${what}.`);
  }
  return value as Fields;
}

const maybeFields = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;

export const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** A count or size: finite and not negative, else null. */
export const amount = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;

/** An instant that a browser can read, else null: a broken time must not become "NaN ago". */
export const instant = (value: unknown): string | null =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : null;

/** Seconds of an ISO 8601 duration of days and less, such as PT24H, as java.time writes it; else null. */
export function span(value: unknown): number | null {
  const found =
    typeof value === 'string'
      ? /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(value)
      : null;
  if (!found || found.slice(1).every((part) => part === undefined)) return null;
  const [days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  return ((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function known<T extends string>(value: unknown, allowed: readonly T[]): T | 'unknown' {
  return allowed.find((one) => one === value) ?? 'unknown';
}

const requireId = (value: unknown, what: string): string => {
  const id = text(value);
  if (id === null) throw new TypeError(`The server sent ${what} without an id.`);
  return id;
};

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

/** A page that is not a page is an error, not an empty list. */
export function page<T>(item: (value: unknown) => T) {
  return (value: unknown): api.Page<T> => {
    const all = Array.isArray(value) ? value : fields(value, 'a list')['items'];
    if (!Array.isArray(all)) throw new TypeError("The server's answer is not a list.");
    const nextCursor = Array.isArray(value) ? null : text((value as Fields)['nextCursor']);
    return { items: all.map(item), nextCursor };
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
  };
}

function copy(value: unknown): api.Copy {
  const f = fields(value, 'a copy');
  return {
    locationId: text(f['locationId']) ?? 'unnamed location',
    kind: text(f['kind']),
    state: known(f['state'], api.copyStates),
    bytes: amount(f['bytes']),
    problem: text(f['problem']),
  };
}

function failure(value: unknown): api.Failure | null {
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
    rpoSeconds: span(maybeFields(f['objectives'])?.['rpo']),
    lastRun: f['lastRun'] == null ? null : run(f['lastRun']),
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
    state: known(f['state'], api.deliveryStates),
    attemptCount: amount(f['attemptCount']) ?? (Array.isArray(f['attempts']) ? f['attempts'].length : null),
    attempts: Array.isArray(f['attempts']) ? f['attempts'].map(attempt) : null,
    nextAttemptAt: instant(f['nextAttemptAt']),
    createdAt: instant(f['createdAt']),
    deliveredAt: instant(f['deliveredAt']),
  };
}

function attempt(value: unknown) {
  const f = fields(value, 'an attempt');
  return { at: instant(f['at']), outcome: text(f['outcome']), detail: text(f['detail']) };
}

export function channel(value: unknown): api.Channel {
  const f = fields(value, 'a channel');
  return {
    id: requireId(f['id'], 'a channel'),
    state: known(f['state'], api.channelStates),
    detail: text(f['detail']),
  };
}
