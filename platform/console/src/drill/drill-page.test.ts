// @vitest-environment node
import { expect, it } from 'vitest';
import { told } from './drill-page';

it.each([
  [
    'A test does not do this: the owner would. Stop it.',
    'Stop it.',
    'A test does not do this: the owner would.',
  ],
  ['database: took 8 s.', 'Measure.', 'Database: took 8 s.'],
  ['Stop it.', 'Stop it.', ''],
  [null, 'Stop it.', ''],
  ['Done.', null, 'Done.'],
])('says %j beside %j as %j', (words, what, expected) => expect(told({ words, what })).toBe(expected));
