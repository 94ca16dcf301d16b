import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FakeAlert } from './alerts.ts';
import { type FakeRun, type Json, manifest, MiB, queuedRun } from './data.ts';
import { changeNotifier, readNotifier } from './notifier.ts';
import { changeProtection, readProtection, type Reply } from './protection.ts';
import { type ScenarioName, type World, worldOf } from './scenarios.ts';

const csrf = 'fake-csrf-token';

/**
 * The gateway and the services behind it, as the console sees them: same paths, same problems, same streams. Holds the
 * console to the contract too: no CSRF header, no Idempotency-Key or no role is refused as the real one refuses it.
 */
export class FakeMooring {
  world: World;
  /** Every mutation that arrived, for tests. */
  readonly mutations: { path: string; key: string | null }[] = [];
  private readonly streams = new Set<ServerResponse>();
  private readonly runStreams = new Map<ServerResponse, string>();
  private readonly restoreStreams = new Map<ServerResponse, string>();
  private readonly answered = new Map<string, Json>();
  private streamsRefused = false;
  private ticker: ReturnType<typeof setInterval> | undefined;
  private heart: ReturnType<typeof setInterval> | undefined;

  constructor(scenario: ScenarioName) {
    this.world = worldOf(scenario, Date.now());
    const first = this.world.runs[0];
    if (first?.state === 'queued') this.advance(first.id, 0.41);
  }

  /** Moves running backups by themselves, for development and pictures. */
  play(everyMilliseconds = 250): this {
    this.ticker = setInterval(
      () => this.world.runs.filter(active).forEach((run) => this.advance(run.id, partOf(run) + 0.006)),
      everyMilliseconds,
    );
    this.heart = setInterval(() => this.streams.forEach((stream) => stream.write(': alive\n\n')), 15_000);
    return this;
  }

  stop(): void {
    clearInterval(this.ticker);
    clearInterval(this.heart);
    this.dropStreams();
  }

  /** Sets a run to a part of its work, 0 to 1; at 1 it completes. */
  advance(runId: string, part: number): void {
    const run = this.find(runId);
    if (part >= 1) return this.finish(runId, 'completed');
    const whole = 3187 * MiB;
    const rate = 15.2 * MiB;
    const storedBytes = Math.round(whole * part * 0.27);
    Object.assign(run, {
      state: 'running',
      startedAt: run['startedAt'] ?? run.queuedAt,
      phase: part < 0.02 ? 'preparing' : part < 0.97 ? 'dumping' : 'finishing',
      progress: {
        sourceBytes: Math.round(whole * part),
        storedBytes,
        estimatedSourceBytes: whole,
        bytesPerSecond: rate,
        etaSeconds: Math.round((whole * (1 - part)) / rate),
      },
      copies: (run['copies'] as Json[]).map((copy) => ({ ...copy, bytes: storedBytes })),
    });
    this.tellRun(run);
  }

  finish(runId: string, state: string, extra: Json = {}): void {
    const run = this.find(runId);
    const copies = (run['copies'] as Json[]).map((copy) => ({
      ...copy,
      state: state === 'completed' ? 'stored' : 'failed',
    }));
    Object.assign(run, { state, phase: null, finishedAt: new Date().toISOString(), copies, ...extra });
    this.tellRun(run);
    for (const [stream, id] of this.runStreams) if (id === runId) stream.end();
    this.tell(state === 'completed' ? 'BackupCompleted' : 'BackupFailed', run);
  }

  /** A run that somebody else started. */
  startElsewhere(planId: string): FakeRun {
    const plan = this.world.plans.find((each) => each.id === planId)!;
    const run = queuedRun(plan, Date.now(), 'kim');
    this.world.runs.unshift(run);
    this.tell('BackupStarted', run);
    return run;
  }

  dropStreams(refuseFromNow = false): void {
    this.streamsRefused = refuseFromNow;
    for (const stream of [...this.streams, ...this.runStreams.keys(), ...this.restoreStreams.keys()])
      stream.destroy();
  }

  acceptStreams(): void {
    this.streamsRefused = false;
  }

  endSession(): void {
    this.world.signedIn = false;
  }

  /** Answers a request, or returns false for a path that is not the API's. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const url = new URL(request.url ?? '/', 'http://fake');
    const { pathname } = url;
    if (pathname === '/oauth2/authorization/mooring') {
      this.world.signedIn = true;
      response.writeHead(302, { Location: '/' }).end();
      return true;
    }
    if (pathname === '/logout') {
      if (!this.csrfRight(request))
        return this.problem(response, 403, 'csrf', 'The CSRF token is missing or wrong.');
      this.world.signedIn = false;
      return this.json(response, { location: '/?signed-out' });
    }
    if (!pathname.startsWith('/api/')) return false;
    response.setHeader('Set-Cookie', `XSRF-TOKEN=${csrf}; Path=/; SameSite=Lax`);
    if (!this.world.signedIn) return this.problem(response, 401, 'unauthenticated', 'You are not signed in.');
    const broken = Object.entries(this.world.broken).find(([prefix]) => pathname.startsWith(prefix));
    if (broken)
      return this.problem(
        response,
        broken[1],
        'service-unavailable',
        `${serviceOf(pathname)} does not answer.`,
      );
    if (request.method !== 'GET') return this.mutate(request, response, pathname);
    return this.read(response, url);
  }

  private read(response: ServerResponse, { pathname, searchParams }: URL): boolean {
    const { world } = this;
    const delivery = /^\/api\/v1\/deliveries\/([^/]+)$/.exec(pathname);
    if (delivery)
      return this.json(
        response,
        world.deliveries.find((each) => each['id'] === delivery[1]),
      );
    const run = /^\/api\/v1\/runs\/([^/]+)(\/events|\/manifest)?$/.exec(pathname);
    if (pathname === '/api/v1/me') return this.json(response, world.user);
    if (pathname === '/api/v1/plans')
      return this.json(response, {
        items: world.plans.map((plan) => this.withLastRun(plan)),
        nextCursor: null,
      });
    if (pathname === '/api/v1/runs') return this.json(response, this.pageOfRuns(searchParams));
    if (pathname === '/api/v1/locations')
      return this.json(response, { items: world.locations, nextCursor: null });
    if (pathname === '/api/v1/system') return this.json(response, world.services);
    if (pathname === '/api/v1/channels') return this.json(response, world.channels);
    if (pathname === '/api/v1/deliveries') {
      const wanted = (name: string, field = name) =>
        !searchParams.get(name) || ((each: Json) => each[field] === searchParams.get(name));
      const filters = [wanted('state'), wanted('destination'), wanted('conversation', 'conversationId')];
      const found = world.deliveries.filter((each) => filters.every((fits) => fits === true || fits(each)));
      return this.json(response, {
        // As the notifier: attempts only where one delivery is asked for.
        items: found.map(({ attempts, ...each }) => ({ ...each, attemptCount: (attempts as Json[]).length })),
        nextCursor: null,
      });
    }
    if (pathname === '/api/v1/stream')
      return this.openStream(
        response,
        (stream) => this.streams.add(stream),
        (stream) => this.streams.delete(stream),
      );
    if (run) return this.readRun(response, decodeURIComponent(run[1]!), run[2]);
    const restore = /^\/api\/v1\/restores\/([^/]+)\/events$/.exec(pathname);
    if (restore) return this.followRestore(response, decodeURIComponent(restore[1]!));
    const asked = new URL(`http://fake${pathname}?${searchParams}`);
    const reply = readProtection(world, asked, Date.now()) ?? readNotifier(world, asked, Date.now());
    if (reply) return this.reply(response, reply);
    return this.problem(response, 404, 'not-found', `There is nothing at ${pathname}.`);
  }

  private readRun(response: ServerResponse, id: string, what: string | undefined): boolean {
    const run = this.world.runs.find((each) => each.id === id);
    if (!run) return this.problem(response, 404, 'run-unknown', `There is no run ${id}.`);
    if (what === '/manifest') return this.json(response, manifest(run));
    if (what !== '/events') return this.json(response, run);
    if (this.streamsRefused) return this.streamRefused(response);
    this.openStream(
      response,
      (stream) => this.runStreams.set(stream, id),
      (stream) => this.runStreams.delete(stream),
    );
    response.write(runEvent(run));
    if (!active(run)) response.end();
    return true;
  }

  private mutate(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    const key = (request.headers['idempotency-key'] as string | undefined) ?? null;
    this.mutations.push({ path, key });
    if (!this.csrfRight(request))
      return this.problem(response, 403, 'csrf', 'The CSRF token is missing or wrong.');
    const body = /\/(restores|drills|verifications|purges|hold|prune)\b/.test(path) || ofNotifier.test(path);
    if (body) return this.change(request, response, path, key);
    if (!this.world.user.roles.includes('operator'))
      return this.problem(response, 403, 'forbidden', 'This needs the role operator.');
    const start = /^\/api\/v1\/plans\/([^/]+)\/runs$/.exec(path);
    const cancel = /^\/api\/v1\/runs\/([^/]+)\/cancel$/.exec(path);
    const act = /^\/api\/v1\/deliveries\/([^/]+)\/(retry|drop)$/.exec(path);
    if (start) return this.start(response, start[1]!, key);
    if (cancel) {
      this.finish(cancel[1]!, 'cancelled');
      return this.json(response, this.find(cancel[1]!), 202);
    }
    if (act) {
      const delivery = this.world.deliveries.find((each) => each['id'] === act[1]);
      if (delivery)
        Object.assign(delivery, act[2] === 'retry' ? (delivery['retried'] ?? { state: 'pending' }) : {});
      if (act[2] === 'drop')
        this.world.deliveries = this.world.deliveries.filter((each) => each !== delivery);
      return this.json(response, delivery ?? {}, 202);
    }
    return this.problem(response, 404, 'not-found', `There is nothing at ${path}.`);
  }

  /** What comes with a body: read first, then answered as the services do. */
  private change(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    key: string | null,
  ): boolean {
    let sent = '';
    request.on('data', (part) => (sent += String(part)));
    request.on('end', () => {
      const body = sent ? (JSON.parse(sent) as Json) : {};
      const change = { method: request.method ?? '', path, body, key };
      const before = key ? this.answered.get(key) : undefined;
      const ifMatch = request.headers['if-match'] ?? null;
      const reply = before
        ? { status: 202, body: before }
        : (changeProtection(this.world, change, Date.now()) ??
          changeNotifier(this.world, { ...change, ifMatch }, Date.now()));
      if (reply && 'body' in reply && key) this.answered.set(key, reply.body as Json);
      if (reply) this.reply(response, reply);
      else this.problem(response, 404, 'not-found', `There is nothing at ${path}.`);
    });
    return true;
  }

  private reply(response: ServerResponse, reply: Reply): boolean {
    if ('code' in reply) return this.problem(response, reply.status, reply.code, reply.detail);
    if (reply.status === 204) {
      response.writeHead(204).end();
      return true;
    }
    return this.json(response, reply.body, reply.status ?? 200);
  }

  private followRestore(response: ServerResponse, id: string): boolean {
    if (this.streamsRefused) return this.streamRefused(response);
    this.openStream(
      response,
      (stream) => this.restoreStreams.set(stream, id),
      (stream) => this.restoreStreams.delete(stream),
    );
    const restore = this.world.restores.find((each) => each.id === id);
    response.write(`event: restore\ndata: ${JSON.stringify(restore)}\n\n`);
    return true;
  }

  /** Changes a restore and tells those who follow it; one that is over ends their streams. */
  changeRestore(id: string, change: Json): void {
    const restore = this.world.restores.find((each) => each.id === id);
    if (!restore) throw new Error(`no restore ${id}`);
    Object.assign(restore, change);
    for (const [stream, followed] of this.restoreStreams) {
      if (followed !== id) continue;
      stream.write(`event: restore\ndata: ${JSON.stringify(restore)}\n\n`);
      if (restore['finishedAt'] && !restore['wish']) stream.end();
    }
  }

  private start(response: ServerResponse, planId: string, key: string | null): boolean {
    if (!key)
      return this.problem(response, 400, 'idempotency-key-missing', 'Send an Idempotency-Key header.');
    const before = this.answered.get(key);
    if (before) return this.json(response, before, 202);
    const plan = this.world.plans.find((each) => each.id === planId);
    if (!plan) return this.problem(response, 404, 'plan-unknown', `There is no plan ${planId}.`);
    if (this.world.runs.some((run) => run.planId === planId && active(run))) {
      return this.problem(
        response,
        409,
        'plan-already-running',
        'A run of this plan is under way; it was started elsewhere.',
      );
    }
    const run = queuedRun(plan, Date.now(), this.world.user.username);
    this.world.runs.unshift(run);
    this.answered.set(key, run);
    this.tell('BackupStarted', run);
    return this.json(response, run, 202);
  }

  private pageOfRuns(query: URLSearchParams): Json {
    const matching = this.world.runs.filter(
      (run) =>
        (!query.get('planId') || run.planId === query.get('planId')) &&
        (!query.get('state') || run.state === query.get('state')),
    );
    const from = Number(query.get('cursor') ?? 0);
    const to = from + Number(query.get('limit') ?? 50);
    return { items: matching.slice(from, to), nextCursor: to < matching.length ? String(to) : null };
  }

  private withLastRun(plan: Json): Json {
    return { ...plan, lastRun: this.world.runs.find((run) => run.planId === plan['id']) ?? null };
  }

  private openStream(
    response: ServerResponse,
    add: (stream: ServerResponse) => void,
    remove: (stream: ServerResponse) => void,
  ): boolean {
    if (this.streamsRefused) return this.streamRefused(response);
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
    response.write(': welcome\n\n');
    add(response);
    response.on('close', () => remove(response));
    return true;
  }

  private streamRefused(response: ServerResponse): boolean {
    return this.problem(response, 503, 'stream-unavailable', 'The stream is not available.');
  }

  private tell(type: string, run: FakeRun): void {
    this.write(type, 'mooring.backup.runs', run.id, run.planId);
  }

  /** An alert that the notifier hears of now. */
  raise(raised: FakeAlert): FakeAlert {
    this.world.notifier.alerts.unshift(raised);
    this.write('AlertRaised', 'mooring.alerts', raised.id, String(raised['key']));
    return raised;
  }

  /** The gateway's own connection to the events is gone: it tells the consoles so. */
  interrupt(): void {
    for (const stream of this.streams) stream.write('event: stream-interrupted\ndata: {}\n\n');
  }

  private write(type: string, topic: string, id: string, key: string): void {
    const event = { id, type, topic, key, time: new Date().toISOString(), payload: {} };
    for (const stream of this.streams)
      stream.write(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  private tellRun(run: FakeRun): void {
    for (const [stream, id] of this.runStreams) if (id === run.id) stream.write(runEvent(run));
  }

  private find(runId: string): FakeRun {
    const run = this.world.runs.find((each) => each.id === runId);
    if (!run) throw new Error(`no run ${runId}`);
    return run;
  }

  private csrfRight(request: IncomingMessage): boolean {
    return (
      request.headers['x-xsrf-token'] === csrf &&
      (request.headers.cookie ?? '').includes(`XSRF-TOKEN=${csrf}`)
    );
  }

  private json(response: ServerResponse, body: unknown, status = 200): boolean {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    return true;
  }

  private problem(response: ServerResponse, status: number, code: string, detail: string): boolean {
    const body = {
      type: `urn:mooring:problem:${code}`,
      status,
      code,
      detail,
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    };
    response.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify(body));
    return true;
  }
}

const serviceOf = (path: string) =>
  ofNotifier.test(path) || path.startsWith('/api/v1/deliveries') ? 'notifier-service' : 'backup-service';

const ofNotifier = /^\/api\/v1\/(alerts|routes|silences|incidents|on-call|destinations|deliveries\/retry)\b/;

const active = (run: FakeRun) => run.state === 'running' || run.state === 'queued';

function partOf(run: FakeRun): number {
  const progress = run['progress'] as Record<string, number | null>;
  return (progress['sourceBytes'] ?? 0) / (progress['estimatedSourceBytes'] ?? 3187 * MiB);
}

const runEvent = (run: FakeRun) => `event: run\ndata: ${JSON.stringify(run)}\n\n`;
