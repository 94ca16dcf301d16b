// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { absolute, bytes, duration, firstWords, relative, secondsBetween } from './format';

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KiB'],
    [1536, '1.5 KiB'],
    [52_428_800, '50 MiB'],
    [1_048_575, '1 MiB'],
    [1_288_490_189, '1.2 GiB'],
    [107_374_182_400, '100 GiB'],
    [Number.MAX_SAFE_INTEGER, '8 PiB'],
  ])('says %d as %s', (value, words) => expect(bytes(value)).toBe(words));

  it('says unknown rather than 0 for a size nobody told', () => expect(bytes(null)).toBe('unknown'));
});

describe('duration', () => {
  it.each([
    [0.2, 'under 1 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [61, '1 min 1 s'],
    [3599.6, '1 h'],
    [3725, '1 h 2 min'],
    [86_400, '1 d'],
    [90_000, '1 d 1 h'],
  ])('says %d s as %s', (seconds, words) => expect(duration(seconds)).toBe(words));
});

describe('relative', () => {
  const now = Date.parse('2026-11-21T03:00:00Z');
  it.each([
    [-10, 'just now'],
    [-60, '1 min ago'],
    [-3 * 3600, '3 h ago'],
    [-30 * 3600, '30 h ago'],
    [-72 * 3600, '3 days ago'],
    [30, 'in under a minute'],
    [7200, 'in 2 h'],
  ])('says %d s from now as %s', (offset, words) => expect(relative(now + offset * 1000, now)).toBe(words));
});

it('names the zone of an absolute time', () =>
  expect(absolute('2026-11-21T02:00:41Z')).toBe('Sat, 21 Nov 2026, 02:00:41 UTC'));

it('gives no span when the end lies before the start', () =>
  expect(secondsBetween('2026-11-21T02:00:00Z', '2026-11-21T01:00:00Z')).toBeNull());

describe('the first words', () => {
  it.each([
    ['Short.', 'Short.'],
    ['A line.\nAnother', 'A line. …'],
    ['One sentence here. And another one that is longer', 'One sentence here. …'],
    ['One two three four five six seven', 'One two three four five …'],
    ['onewordwithoutanyendthatfits', 'onewordwithoutanyendthatf …'],
  ])('of %j are %j', (text, words) => expect(firstWords(text, 25)).toBe(words));
});
