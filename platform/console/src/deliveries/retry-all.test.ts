import { expect, it } from 'vitest';
import { retriedWords } from './retry-all';

it.each([
  [{ sent: 1, overtaken: 0, nothingLeft: 0 }, '1 message sent again.'],
  [
    { sent: 0, overtaken: 2, nothingLeft: 3 },
    '0 messages sent again. 2 not: newer words about the same were told. 3 not: it is over, and nobody there heard of it.',
  ],
  [{ sent: null, overtaken: null, nothingLeft: null }, 'They are sent again.'],
])('says what became of %j', (done, words) => expect(retriedWords(done)).toBe(words));
