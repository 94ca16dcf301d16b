import { expect, test } from 'vitest';
import { initialsOf } from './calendar';

test.each([
  ['Ana Maria Silva', 'AS'],
  ['ben', 'B'],
  ['Åsa  Öberg', 'ÅÖ'],
  ['', ''],
])('the initials of %j are %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
