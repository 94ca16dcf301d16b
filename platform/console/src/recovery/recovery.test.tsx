import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { recovery } from '../api/recovery';
import { CanariesFact, CanariesNotice, canariesLook } from './canaries';
import { behindWords } from './recovery-card';
import { rpoLook } from './rpo';
import { ticksBetween } from './ticks';
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

describe('whether restore tests can prove a time', () => {
  it.each([
    ['committed', 'ok'],
    ['refused', 'warn'],
    ['standby', 'warn'],
    ['off', 'neutral'],
    ['unknown', 'unknown'],
    ['sideways', 'unknown'],
    [undefined, 'unknown'],
  ])('of canaries that are %s is %s', (state, tone) =>
    expect(canariesLook(recovery({ canaries: { state } })).tone).toBe(tone),
  );
  it('is unknown where the service does not tell, or does not know of it', () => {
    expect(canariesLook(null).tone).toBe('unknown');
    expect(canariesLook(recovery({ state: 'healthy' })).tone).toBe('unknown');
  });
  it('is told with since when it cannot, why, and what to do', () => {
    const told = {
      state: 'refused',
      since: '2026-11-20T22:00:00Z',
      reason: 'The server said: permission denied.',
      remedy: 'GRANT EXECUTE ON FUNCTION f() TO keeper;',
    };
    render(<CanariesNotice canaries={recovery({ canaries: told }).canaries} />);
    screen.getByText(/cannot prove recovery to a time/);
    expect(document.querySelector('time')?.dateTime).toBe(told.since);
    screen.getByText(told.reason);
    screen.getByText(told.remedy);
  });
  it('tells why it is not known', () => {
    render(<CanariesFact recovery={recovery({ canaries: { reason: 'None was tried yet.' } })} />);
    screen.getByText('Not known');
    screen.getByText('None was tried yet.');
  });
});

it('tells the window and its gaps in words', () => {
  const gaps = [{ after: '0/1', before: '0/2', since: '2026-11-19T20:00:00Z' }];
  render(<WindowPicture recovery={recovery({ window, gaps })} />);
  expect(screen.getByRole('img').getAttribute('aria-label')).toMatch(
    /^Can be recovered .* 1 gap in the WAL\.$/,
  );
});

it.each([
  ['0/1000000', '0/1000000', 'all that was received'],
  ['3/FFFFF000', '4/400', '5 KiB less than received'],
  ['0/2000000', '0/1000000', 'how much is not stored yet is unknown'],
  [null, '0/1', 'how much is not stored yet is unknown'],
])('of WAL stored up to %s and received up to %s: %s', (shippedLsn, receivedLsn, words) =>
  expect(behindWords(recovery({ shippedLsn, receivedLsn }))).toBe(words),
);

describe('round times in a picture', () => {
  const at = (time: string) => Date.parse(`2026-11-${time}Z`);
  const words = (from: string, to: string) => ticksBetween(at(from), at(to)).map((tick) => tick.words);
  it.each([
    ['21T02:00', '21T02:00:30', []],
    ['21T02:01', '21T02:04', ['02:02', '02:03']],
    ['20T22:10', '21T07:30', ['21 Nov', '03:00', '06:00']],
    ['14T12:00', '21T12:00', ['15 Nov', '17 Nov', '19 Nov', '21 Nov']],
    ['01T00:00', '21T00:00', ['8 Nov', '15 Nov']],
  ])('from %s to %s are %j', (from, to, expected) => expect(words(from, to)).toEqual(expected));
});
