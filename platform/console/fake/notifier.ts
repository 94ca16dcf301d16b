import {
  alert,
  alerts,
  decide,
  type FakeAlert,
  filtered,
  historyOf,
  routes,
  summaryOf,
  tellingOf,
} from './alerts.ts';
import type { Json } from './data.ts';
import { actOnIncident, type FakeIncident, incidents, incidentsOf, readIncidents } from './incidents.ts';
import { changeOnCall, onCall, type OnCallWorld, readOnCall } from './on-call.ts';
import type { Reply } from './protection.ts';
import type { World } from './scenarios.ts';
import {
  type FakeSilence,
  inhibitions,
  maintenanceMutes,
  matched,
  newSilence,
  silences,
} from './silences.ts';
import { announcements, destinations, inputs, news, refusals } from './telling.ts';

/** What the notifier knows. */
export interface NotifierWorld {
  alerts: FakeAlert[];
  routes: Json[];
  silences: FakeSilence[];
  inhibitions: Json[];
  maintenanceMutes: Json[];
  incidents: FakeIncident[];
  onCall: OnCallWorld;
  destinations: Json[];
  inputs: Json[];
  announcements: Json[];
  news: Json[];
}

export const notifierWorld = (now: number, known = alerts(now)): NotifierWorld => ({
  alerts: known,
  routes: routes(),
  silences: silences(now),
  inhibitions: inhibitions(),
  maintenanceMutes: maintenanceMutes(now),
  incidents: incidents(now, known),
  onCall: onCall(now),
  destinations: destinations(now),
  inputs: inputs(now),
  announcements: announcements(now),
  news: news(now),
});

export const quietNotifier = (): NotifierWorld => ({
  alerts: [],
  routes: [],
  silences: [],
  inhibitions: [],
  maintenanceMutes: [],
  incidents: [],
  onCall: { people: [], overrides: [] },
  destinations: [],
  inputs: [],
  announcements: [],
  news: [],
});

const iso = (at: number) => new Date(at).toISOString();
const list = (items: unknown[]): Reply => ({ body: { items, nextCursor: null } });
const absent = (what: string, id: string): Reply => ({
  status: 404,
  code: `unknown-${what}`,
  detail: `There is no ${what} with the id '${id}'.`,
});

function paged(items: unknown[], query: URLSearchParams): Reply {
  const from = Number(query.get('cursor') ?? 0);
  const to = from + Number(query.get('limit') ?? 50);
  return { body: { items: items.slice(from, to), nextCursor: to < items.length ? String(to) : null } };
}

const parts = (path: string) => {
  const [, , , area = '', id = '', what = '', more = ''] = path.split('/').map(decodeURIComponent);
  return { area, id, what, more };
};

/** GETs of what the notifier knows; null for any other address. */
export function readNotifier(world: World, url: URL, now: number): Reply | null {
  const { notifier } = world;
  const { area, id, what } = parts(url.pathname);
  const state = url.searchParams.get('state');
  const inState = (items: Json[]) => list(items.filter((each) => !state || each['state'] === state));
  if (area === 'incidents') return readIncidents(notifier.incidents, id, what, url.searchParams);
  if (area === 'on-call') return readOnCall(notifier.onCall, id, what, url.searchParams, now);
  if (area === 'destinations') return list(notifier.destinations);
  if (area === 'inputs' && what === 'refusals') return list(refusals(id, now));
  if (area === 'inputs') return list(notifier.inputs);
  if (area === 'announcements') return inState(notifier.announcements);
  if (area === 'news') return paged(someNews(notifier.news, url.searchParams), url.searchParams);
  if (area === 'alerts') return readAlerts(notifier, id, what, url.searchParams);
  if (area === 'routes') return list(notifier.routes);
  if (area === 'silences') return inState(notifier.silences);
  if (area === 'inhibitions') return list(notifier.inhibitions);
  if (area === 'maintenance-mutes') return list(notifier.maintenanceMutes);
  return null;
}

const grave = (severity: unknown) => ['info', 'warning', 'critical', 'emergency'].indexOf(String(severity));

const someNews = (all: Json[], query: URLSearchParams) =>
  all.filter(
    (each) =>
      (!query.get('destination') || each['destination'] === query.get('destination')) &&
      (!query.get('severity') || grave(each['severity']) >= grave(query.get('severity'))) &&
      (!query.get('digest') || each['digestId'] === query.get('digest')) &&
      String(each['title'])
        .toLowerCase()
        .includes((query.get('q') ?? '').toLowerCase()),
  );

function readAlerts(notifier: NotifierWorld, id: string, what: string, query: URLSearchParams): Reply {
  if (id === '') return paged(filtered(notifier.alerts, query), query);
  if (id === 'summary') return { body: summaryOf(notifier.alerts) };
  const found = notifier.alerts.find((each) => each.id === id);
  if (!found) return absent('alert', id);
  if (what === 'history') return { body: { items: historyOf(found) } };
  if (what === 'telling') return { body: tellingOf(found) };
  return { body: { ...found, incidents: incidentsOf(notifier.incidents, id) } };
}

export interface NotifierChange {
  method: string;
  path: string;
  body: Json;
  ifMatch: string | null;
}

/** What asks nothing of the state, so that viewers may, too. */
const onlyAsks = (path: string) => /\/(routes\/try|silences\/preview)$/.test(path);

/** What changes something; null for any other address. Refuses as the service does. */
export function changeNotifier(world: World, change: NotifierChange, now: number): Reply | null {
  const { area, id, what, more } = parts(change.path);
  const { body, ifMatch, method } = change;
  const by = world.user.username;
  if (!onlyAsks(change.path) && !world.user.roles.includes('operator'))
    return { status: 403, code: 'forbidden', detail: 'This needs the role operator.' };
  if (area === 'routes')
    return {
      body: decide(String(change.body['severity']), (change.body['labels'] ?? {}) as Record<string, string>),
    };
  if (area === 'alerts') return actOnAlerts(world, id, what, change.body, now);
  if (area === 'silences') return actOnSilences(world, id, what, change, now);
  if (area === 'incidents')
    return actOnIncident(world.notifier.incidents, { id, what, more, body, ifMatch }, by, now);
  if (area === 'on-call') return changeOnCall(world.notifier.onCall, method, what, body, by, now);
  if (area === 'destinations' && what === 'test') return { status: 202, body: {} };
  if (area === 'deliveries' && id === 'retry')
    return { body: { retried: retryAll(world, body['destination']) } };
  return null;
}

/** As the service judges it: one that fits every value of a label that everything has. */
const wide = (matchers: FakeSilence['matchers']) =>
  matchers.every((each) => each.op === '=~' && each.value === '.*');

function retryAll(world: World, destination: unknown): number {
  const dead = world.deliveries.filter(
    (each) => each['state'] === 'dead' && (!destination || each['destination'] === destination),
  );
  for (const each of dead) each['state'] = 'pending';
  return dead.length;
}

function actOnAlerts(world: World, id: string, what: string, body: Json, now: number): Reply | null {
  const by = { by: world.user.username, via: 'console', at: iso(now), note: body['note'] ?? '' };
  if (id === '') {
    const raised = alert(now, {
      ...body,
      source: 'console',
      eventType: null,
      facts: [],
      startedAt: iso(now),
      reports: 1,
    });
    world.notifier.alerts.unshift(raised);
    return { status: 201, body: raised };
  }
  const found = world.notifier.alerts.find((each) => each.id === id);
  if (!found) return absent('alert', id);
  if (found.state === 'resolved')
    return {
      status: 409,
      code: 'alert-is-over',
      detail: 'This alert is over: what comes after it is another one.',
    };
  if (what === 'acknowledge') Object.assign(found, { state: 'acknowledged', acknowledgement: by });
  if (what === 'unacknowledge') Object.assign(found, { state: 'firing', acknowledgement: null });
  if (what === 'resolve') Object.assign(found, { state: 'resolved', ending: { ...by, how: 'person' } });
  return { body: found };
}

function actOnSilences(
  world: World,
  id: string,
  what: string,
  { body, method, ifMatch }: NotifierChange,
  now: number,
): Reply | null {
  const matchers = (body['matchers'] ?? []) as FakeSilence['matchers'];
  if (id === 'preview') {
    const all = matched(world.notifier.alerts, matchers);
    const matching = all
      .slice(0, 10)
      .map((each) => ({ id: each.id, title: each['title'], severity: each.severity }));
    return { body: { matching, more: all.length - matching.length, everything: wide(matchers) } };
  }
  if (id === '' && wide(matchers) && !body['everything'])
    return {
      status: 409,
      code: 'silence-too-wide',
      detail: 'These conditions match almost every alert there could be, so nobody would hear of anything.',
    };
  if (id === '') {
    const made = newSilence(body, world.user.username, matched(world.notifier.alerts, matchers).length, now);
    world.notifier.silences.unshift(made);
    return { status: 201, body: made };
  }
  const found = world.notifier.silences.find((each) => each.id === id);
  if (!found) return absent('silence', id);
  if (method === 'PUT' && ifMatch !== found['etag'])
    return { status: 412, code: 'stale', detail: 'Somebody else has changed this silence meanwhile.' };
  if (method === 'PUT') Object.assign(found, body, body['once'] ? { repetition: null } : {}, { etag: '"2"' });
  if (what === 'expire')
    Object.assign(found, { state: 'expired', endsAt: iso(now), endedBy: world.user.username });
  return { body: found };
}
