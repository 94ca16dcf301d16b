import { expect, test } from 'vitest';
import { steps } from './trend';

const x = (index: number) => index * 10;
const y = (millis: number) => millis;

test('an objective that stays is one level line', () => {
  expect(steps([7, 7, 7], x, y)).toBe('M0 7H5L5 7H15L15 7H20');
});

test('another objective is a step halfway, not a slope', () => {
  expect(steps([7, 3], x, y)).toBe('M0 7H5L5 3H10');
});

test('where there is none, nothing is drawn', () => {
  expect(steps([null, 3, null, 5], x, y)).toBe('M5 3H15M25 5H30');
  expect(steps([null], x, y)).toBe('');
});
