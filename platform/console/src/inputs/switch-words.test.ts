import { describe, expect, it } from 'vitest';
import { input } from '../api/input';
import { repetition, repetitionWords, silence } from '../api/silence';
import { repetitionOf } from '../silences/comes-back';
import { switchWords } from './switch-words';

const now = Date.parse('2026-11-22T03:00:00Z');
const watched = { name: 'n', expectedEvery: 'PT5M', grace: 'PT1M', lastHeardAt: '2026-11-22T00:00:00Z' };

describe("a dead man's switch in words", () => {
  it('tells after what silence somebody hears of it', () =>
    expect(switchWords(input({ ...watched, state: 'heard' }), now)).toContain('after 6 min of silence'));
  it('tells for how long nothing came', () =>
    expect(switchWords(input({ ...watched, state: 'late' }), now)).toContain('Nothing came for 3 h'));
  it('does not take another word for the one that counts', () =>
    expect(switchWords(input({ ...watched, heartbeatAlert: 'Watchdog', state: 'late' }), now)).not.toContain(
      'Nothing came',
    ));
  it('says that nobody would notice where there is none', () =>
    expect(switchWords(input({ name: 'n', state: 'not-watched' }), now)).toContain('nobody is told'));
  it('does not guess', () =>
    expect(switchWords(input({ ...watched, state: 'asleep' }), now)).toContain('not known'));
});

describe('a silence that comes back', () => {
  const weekly = { at: '02:00:00', lasts: 'PT1H30M', days: ['friday', 'monday'], zone: 'Europe/Zurich' };
  it('says when, in the order of the week', () =>
    expect(repetitionWords(repetition(weekly)!)).toBe(
      'every Monday and Friday at 02:00 (Europe/Zurich), for 1 h 30 min each time',
    ));
  it.each([
    [{ ...weekly, days: ['someday'] }],
    [{ ...weekly, at: 'noon' }],
    [{ ...weekly, lasts: 'long' }],
    [null],
  ])('is not read as another one than it is: %j', (value) => expect(repetition(value)).toBeNull());
  it('keeps the words of the server where it cannot be read', () =>
    expect(silence({ id: 's', repeats: 'at full moon' })).toMatchObject({
      repeats: 'at full moon',
      repetition: null,
    }));
  it('needs a day', () =>
    expect(repetitionOf({ at: '02:00', lastsMinutes: '60', days: [], zone: 'UTC' })).toMatch(/Choose a day/));
});
