import { afterEach, describe, expect, it, vi } from 'vitest';
import { onSessionEnded } from '../api/http';
import { backoff, EventParser, followStream, type StreamOptions, type StreamState } from './event-stream';

describe('the parser', () => {
  const parse = (...chunks: string[]) => {
    const parser = new EventParser();
    return chunks.flatMap((chunk) => parser.push(chunk));
  };

  it('reads id, type and data', () =>
    expect(parse('id: 7\nevent: BackupCompleted\ndata: {"a":1}\n\n')).toEqual([
      { id: '7', event: 'BackupCompleted', data: '{"a":1}' },
    ]));

  it('joins an event that was cut anywhere', () => {
    const whole = 'event: run\r\ndata: {"id":"ä"}\r\n\r\ndata: two\n\n';
    for (let cut = 1; cut < whole.length; cut++) {
      expect(parse(whole.slice(0, cut), whole.slice(cut))).toEqual([
        { id: null, event: 'run', data: '{"id":"ä"}' },
        { id: null, event: 'message', data: 'two' },
      ]);
    }
  });

  it('joins several data lines', () => expect(parse('data: a\ndata: b\n\n')[0]?.data).toBe('a\nb'));
  it('takes no notice of comments and empty events', () =>
    expect(parse(': alive\n\nevent: x\n\n')).toEqual([]));
  it('holds an event back until its empty line', () => expect(parse('data: half\n')).toEqual([]));
  it('keeps the last id for events without one', () =>
    expect(parse('id: 1\ndata: a\n\ndata: b\n\n').map((each) => each.id)).toEqual(['1', '1']));
  it('remembers the pause that the server asks for', () => {
    const parser = new EventParser();
    parser.push('retry: 1500\nretry: soon\n\n');
    expect(parser.retry).toBe(1500);
  });
});

it('waits longer with every attempt, never longer than 36 s', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map((attempt) => backoff(attempt, 0.5))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ]);
  expect(backoff(9, 1)).toBe(36_000);
});

describe('following a stream', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const answer = (...chunks: string[]) =>
    new Response(chunks.join(''), { headers: { 'Content-Type': 'text/event-stream' } });

  /** Follows with the given answers one after the other, then with silence. */
  async function follow(answers: (Response | Error)[], options: StreamOptions = {}) {
    vi.useFakeTimers();
    const fetch = vi.fn((_: string, __: RequestInit) => {
      const next = answers.shift();
      if (next instanceof Error) return Promise.reject(next);
      return next ? Promise.resolve(next) : new Promise<Response>(() => {});
    });
    vi.stubGlobal('fetch', fetch);
    const states: StreamState[] = [];
    const events: string[] = [];
    const stop = followStream(
      '/s',
      { onEvent: (e) => events.push(e.data), onState: (s) => states.push(s) },
      options,
    );
    await vi.advanceTimersByTimeAsync(5_000);
    stop();
    return { fetch, states, events };
  }

  it('opens again after a break, from the last event it saw', async () => {
    const { fetch, states, events } = await follow([
      answer('id: 41\ndata: one\n\n'),
      answer('data: two\n\n'),
    ]);
    expect(events).toEqual(['one', 'two']);
    expect(states.slice(0, 5)).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open']);
    expect(fetch.mock.calls[1]?.[1].headers).toMatchObject({ 'Last-Event-ID': '41' });
  });

  it('tries again when nothing answers', async () => {
    const { states } = await follow([new TypeError('no network'), answer('data: x\n\n')]);
    expect(states.slice(0, 4)).toEqual(['connecting', 'waiting', 'connecting', 'open']);
  });

  it('does not insist on what the server refuses', async () => {
    const { fetch, states } = await follow([new Response('', { status: 404 })]);
    expect(states).toEqual(['connecting', 'ended']);
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('ends with the stream of a run', async () => {
    const { states } = await follow([answer('data: done\n\n')], { once: true });
    expect(states).toEqual(['connecting', 'open', 'ended']);
  });

  it('does not take a silent connection for an open one', async () => {
    const silent = new Response(new ReadableStream<Uint8Array>({ start: () => {} }));
    const { states } = await follow([silent, answer('data: x\n\n')], { silence: 1_000 });
    expect(states.slice(0, 5)).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open']);
  });

  it('tells that the session has ended', async () => {
    const ended = vi.fn();
    const stop = onSessionEnded(ended);
    await follow([new Response('', { status: 401 })]);
    stop();
    expect(ended).toHaveBeenCalledOnce();
  });
});
