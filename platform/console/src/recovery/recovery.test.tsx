import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { recovery } from '../api/recovery';
import { rpoLook } from './rpo';
import { outsideWindow, WindowPicture } from './window-picture';

const now = Date.parse('2026-11-21T03:00:00Z');
const window = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T02:59:58Z' };

describe('the recovery point', () => {
  it.each([
    [{ state: 'healthy', rpoSeconds: 2.4, objectiveSeconds: 300 }, 'ok', '2 s of 5 min'],
    [{ state: 'healthy', rpoSeconds: 301, objectiveSeconds: 300 }, 'bad', '5 min 1 s of 5 min'],
    [{ state: 'down', rpoSeconds: 2 }, 'bad', '2 s'],
    [{ state: 'warning', rpoSeconds: 2 }, 'warn', '2 s'],
    [{ state: 'healthy', rpoSeconds: 2, gaps: [{}] }, 'warn', '2 s'],
    [{ state: 'sideways', rpoSeconds: 2 }, 'unknown', '2 s'],
    [{ state: 'healthy', rpoSeconds: null }, 'unknown', 'Not known'],
  ])('of %j is %s: %s', (told, tone, words) =>
    expect(rpoLook(recovery(told))).toMatchObject({ tone, words }),
  );
  it('is unknown when the service does not tell', () => expect(rpoLook(null).tone).toBe('unknown'));
});

describe('a time to recover to', () => {
  const told = recovery({ window });
  it.each([
    ['2026-11-20T12:00:00Z', null],
    ['2026-11-19T23:59:59Z', 'before the oldest'],
    ['2026-11-21T02:59:59Z', 'after the newest WAL'],
    ['2026-11-21T03:00:01Z', 'in the future'],
    ['noon', 'not a time'],
  ])('%s: %s', (at, words) => {
    const found = outsideWindow(Date.parse(at), told, now);
    if (words === null) expect(found).toBeNull();
    else expect(found).toContain(words);
  });
  it('is none without a window', () => expect(outsideWindow(now, recovery({}), now)).toContain('no time'));
});

it('tells the window and its gaps in words', () => {
  const gaps = [{ after: '0/1', before: '0/2', since: '2026-11-19T20:00:00Z' }];
  render(<WindowPicture recovery={recovery({ window, gaps })} />);
  expect(screen.getByRole('img').getAttribute('aria-label')).toMatch(
    /^Can be recovered .* 1 gap in the WAL\.$/,
  );
});
