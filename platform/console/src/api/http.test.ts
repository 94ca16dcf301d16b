import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, get, newIdempotencyKey, onSessionEnded, post } from './http';

const same = (value: unknown) => value;
const fetched = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();

beforeEach(() => vi.stubGlobal('fetch', fetched));
afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockReset();
  document.cookie = 'XSRF-TOKEN=; max-age=0';
});

const answers = (status: number, body: string) =>
  fetched.mockResolvedValueOnce(new Response(body, { status }));

describe('a problem', () => {
  it('keeps the words, code, trace and fields of the server', async () => {
    answers(
      422,
      '{"code":"plan-invalid","detail":"No name.","traceId":"t1","errors":[{"field":"name","message":"empty"}]}',
    );
    await expect(get('/x', same)).rejects.toMatchObject({
      status: 422,
      code: 'plan-invalid',
      detail: 'No name.',
      traceId: 't1',
      fields: [{ field: 'name', message: 'empty' }],
    });
  });

  it.each([
    [503, '<html>proxy</html>', 'does not answer'],
    [500, '', 'status 500'],
    [403, '[]', 'role'],
    [418, '"tea"', 'status 418'],
  ])('of status %d with body %j still has words', async (status, body, words) => {
    answers(status, body);
    const error = await get('/x', same).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).detail).toContain(words);
  });

  it('is told when nothing answers at all', async () => {
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await expect(get('/x', same)).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  });

  it('is told when a success is not JSON', async () => {
    answers(200, '<html>');
    await expect(get('/x', same)).rejects.toMatchObject({ code: 'not-json' });
  });
});

it('tells listeners that the session ended, until they stop listening', async () => {
  const listener = vi.fn();
  const stop = onSessionEnded(listener);
  answers(401, '');
  await expect(get('/x', same)).rejects.toMatchObject({ status: 401 });
  stop();
  answers(401, '');
  await expect(get('/x', same)).rejects.toMatchObject({ status: 401 });
  expect(listener).toHaveBeenCalledOnce();
});

describe('a mutation', () => {
  it('carries the CSRF token of the cookie and its key', async () => {
    document.cookie = 'XSRF-TOKEN=a%3Db';
    answers(202, '{}');
    await post('/x', same, { idempotencyKey: 'k1' });
    expect(fetched.mock.calls[0]?.[1]).toMatchObject({
      method: 'POST',
      headers: { 'X-XSRF-TOKEN': 'a=b', 'Idempotency-Key': 'k1' },
    });
  });

  it('fetches a token first when there is none', async () => {
    fetched.mockImplementationOnce(() => {
      document.cookie = 'XSRF-TOKEN=fresh';
      return Promise.resolve(new Response('{}'));
    });
    answers(202, '');
    await post('/x', same);
    expect(fetched.mock.calls.map(([path]) => path)).toEqual(['/api/v1/me', '/x']);
    expect(fetched.mock.calls[1]?.[1].headers).toMatchObject({ 'X-XSRF-TOKEN': 'fresh' });
  });
});

it('never makes the same key twice', () => {
  const keys = Array.from({ length: 1000 }, newIdempotencyKey);
  expect(new Set(keys).size).toBe(1000);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
});
