import { text } from './parse';

/** A problem in the words of the server (RFC 9457), or of this console when no server answered (status 0). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string | null,
    readonly detail: string,
    readonly traceId: string | null = null,
    readonly fields: { field: string; message: string }[] = [],
  ) {
    super(detail);
    this.name = 'ApiError';
  }
}

type SessionListener = () => void;
const sessionListeners = new Set<SessionListener>();

/** Calls the listener whenever any request is answered with 401. Returns the way to stop. */
export function onSessionEnded(listener: SessionListener): () => void {
  sessionListeners.add(listener);
  return () => sessionListeners.delete(listener);
}

export function sessionEnded(): void {
  sessionListeners.forEach((listener) => listener());
}

export function get<T>(path: string, parse: (value: unknown) => T, signal?: AbortSignal): Promise<T> {
  return send(path, signal ? { signal } : {}).then(async (response) => parse(await json(response)));
}

export interface Mutation {
  method?: 'POST' | 'PUT' | 'DELETE';
  idempotencyKey?: string;
  /** The state the person looked at: a change of anything newer is refused. Null where the server told none. */
  ifMatch?: string | null;
  body?: unknown;
}

/** POST, PUT or DELETE with the CSRF header; fetches the token's cookie first when the browser has none yet. */
export async function post<T>(
  path: string,
  parse: (value: unknown) => T,
  mutation: Mutation = {},
): Promise<T> {
  if (csrfToken() === null) await send('/api/v1/me', {});
  const headers: Record<string, string> = {};
  const token = csrfToken();
  if (token !== null) headers['X-XSRF-TOKEN'] = token;
  if (mutation.idempotencyKey) headers['Idempotency-Key'] = mutation.idempotencyKey;
  if (mutation.ifMatch) headers['If-Match'] = mutation.ifMatch;
  if (mutation.body !== undefined) headers['Content-Type'] = 'application/json';
  const body = mutation.body === undefined ? null : JSON.stringify(mutation.body);
  const response = await send(path, { method: mutation.method ?? 'POST', headers, body });
  return parse(await json(response));
}

/** For headers and forms: the value of the XSRF-TOKEN cookie. */
export function csrfToken(): string | null {
  const cookie = document.cookie.split('; ').find((each) => each.startsWith('XSRF-TOKEN='));
  return cookie ? decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) : null;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      credentials: 'same-origin',
      ...init,
      headers: { Accept: 'application/json', ...(init.headers as Record<string, string>) },
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(
      0,
      'unreachable',
      'Mooring does not answer. Check the network and that the gateway runs.',
    );
  }
  if (response.ok) return response;
  if (response.status === 401) sessionEnded();
  throw await problemOf(response);
}

async function json(response: Response): Promise<unknown> {
  const body = await response.text();
  if (body === '') return null;
  try {
    return JSON.parse(body);
  } catch {
    throw new ApiError(response.status, 'not-json', 'The server answered with something that is not JSON.');
  }
}

async function problemOf(response: Response): Promise<ApiError> {
  let problem: Record<string, unknown> = {};
  try {
    const body: unknown = await response.json();
    if (typeof body === 'object' && body !== null) problem = body as Record<string, unknown>;
  } catch {
    // Not a problem document: a proxy's page, or nothing. The status speaks.
  }
  const errors = Array.isArray(problem['errors']) ? (problem['errors'] as Record<string, unknown>[]) : [];
  return new ApiError(
    response.status,
    text(problem['code']),
    text(problem['detail']) ?? text(problem['title']) ?? wordsFor(response.status),
    text(problem['traceId']),
    errors.map((each) => ({ field: text(each?.['field']) ?? '', message: text(each?.['message']) ?? '' })),
  );
}

function wordsFor(status: number): string {
  if (status === 401) return 'Your session has ended.';
  if (status === 403) return 'Your role does not allow this.';
  if (status === 404) return 'This does not exist (any more).';
  if (status === 429) return 'Too many requests: wait a moment, then try again.';
  if (status >= 502 && status <= 504) return 'The service behind the gateway does not answer.';
  return `The server answered with status ${status} and no explanation.`;
}

/** crypto.randomUUID exists only on secure origins; a console on a plain http address needs keys too. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
