import { sessionEnded } from '../api/http';

export interface ServerEvent {
  id: string | null;
  event: string;
  data: string;
}

/**
 * Reads a text/event-stream (WHATWG HTML, section 9.2). Ours rather than the browser's EventSource, because that one hides the
 * status (a 401 must show the sign-in, not retry for ever), cannot take every event type at once, and does not say when it
 * is reconnecting.
 */
export class EventParser {
  private rest = '';
  private data: string[] = [];
  private event = '';
  private id: string | null = null;
  /** The pause before a reconnect that the server asked for, in milliseconds. */
  retry: number | null = null;

  push(chunk: string): ServerEvent[] {
    const found: ServerEvent[] = [];
    const lines = (this.rest + chunk).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      const complete = this.line(line);
      if (complete) found.push(complete);
    }
    return found;
  }

  private line(line: string): ServerEvent | null {
    if (line === '') return this.dispatch();
    const colon = line.indexOf(':');
    if (colon === 0) return null;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.data.push(value);
    else if (name === 'event') this.event = value;
    else if (name === 'id' && !value.includes('\0')) this.id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.retry = Number(value);
    return null;
  }

  private dispatch(): ServerEvent | null {
    const complete = this.data.length
      ? { id: this.id, event: this.event || 'message', data: this.data.join('\n') }
      : null;
    this.data = [];
    this.event = '';
    return complete;
  }
}

export type StreamState = 'connecting' | 'open' | 'waiting' | 'ended';

export interface StreamListener {
  onEvent(event: ServerEvent): void;
  onState?(state: StreamState): void;
}

export interface StreamOptions {
  /** The stream's end is the end, as with that of a run. */
  once?: boolean;
  /** Milliseconds without a byte after which a stream counts as broken; for streams that send heartbeats. */
  silence?: number;
}

/** Pause before the n-th attempt in milliseconds: doubles from one second to thirty, with a fifth of chance so that consoles do not return in step. */
export function backoff(attempt: number, random = Math.random()): number {
  const base = Math.min(30_000, 1_000 * 2 ** Math.min(attempt, 5));
  return Math.round(base * (0.8 + 0.4 * random));
}

/** A refusal may end with a new role or a new release; milliseconds. */
const refusedPause = 60_000;

/**
 * Follows a stream until the returned function is called, reconnecting with backoff and Last-Event-ID.
 * A stream that the server closes is opened again unless `once` is set (a run's stream ends with the run).
 */
export function followStream(url: string, listener: StreamListener, options: StreamOptions = {}): () => void {
  const stop = new AbortController();
  void follow(url, listener, options, stop.signal);
  return () => stop.abort();
}

async function follow(
  url: string,
  listener: StreamListener,
  { once = false, silence }: StreamOptions,
  signal: AbortSignal,
): Promise<void> {
  let lastId: string | null = null;
  for (let attempt = 0; !signal.aborted; attempt++) {
    listener.onState?.('connecting');
    const parser = new EventParser();
    const end = await readOnce({ url, lastId, silence }, signal, parser, {
      onOpen: () => {
        attempt = 0;
        listener.onState?.('open');
      },
      onEvent: (event) => {
        lastId = event.id ?? lastId;
        listener.onEvent(event);
      },
    });
    if (signal.aborted) return;
    const over = end === 'refused' || (once && end === 'closed');
    listener.onState?.(over ? 'ended' : 'waiting');
    if (over && once) return;
    await pause(over ? refusedPause : (parser.retry ?? backoff(attempt)), signal);
  }
}

type End = 'closed' | 'broken' | 'refused';

async function readOnce(
  { url, lastId, silence }: { url: string; lastId: string | null; silence: number | undefined },
  signal: AbortSignal,
  parser: EventParser,
  to: { onOpen(): void; onEvent(event: ServerEvent): void },
): Promise<End> {
  try {
    const response = await fetch(url, {
      signal,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { Accept: 'text/event-stream', ...(lastId !== null && { 'Last-Event-ID': lastId }) },
    });
    if (response.status === 401) sessionEnded();
    if (response.status >= 400 && response.status < 500 && response.status !== 429 && response.status !== 401)
      return 'refused';
    if (!response.ok || !response.body) return 'broken';
    to.onOpen();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await withinSilence(reader, silence);
      if (done) return 'closed';
      parser.push(value).forEach(to.onEvent);
    }
  } catch {
    return 'broken';
  }
}

/** A connection that died without a word (a laptop that slept, a lost route) would look open for ever. */
async function withinSilence(reader: ReadableStreamDefaultReader<string>, silence: number | undefined) {
  if (silence === undefined) return reader.read();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('silent'));
      void reader.cancel();
    }, silence);
  });
  try {
    return await Promise.race([reader.read(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits, but not past a sign that the network or the person is back. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      window.removeEventListener('mooring:reconnect', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener('online', done);
    window.addEventListener('mooring:reconnect', done);
    signal.addEventListener('abort', done);
  });
}
