// @vitest-environment node
import { expect, it } from 'vitest';
import { scheduleWords } from './schedule';

it.each([
  ['0 2 * * *', 'UTC', 'Daily at 02:00 UTC'],
  ['0 0 2 * * *', 'UTC', 'Daily at 02:00 UTC'],
  ['0 2 * * ?', 'Z', 'Daily at 02:00 UTC'],
  ['30 4 * * SUN', 'Europe/Berlin', 'Sundays at 04:30 Europe/Berlin'],
  ['0 * * * *', null, 'Every hour'],
  ['5 * * * *', null, 'Every hour at :05'],
  ['*/5 * * * *', 'UTC', '*/5 * * * * UTC'],
  ['0 2 1 * *', null, '0 2 1 * *'],
  ['0 2 * * MON-FRI', null, '0 2 * * MON-FRI'],
  ['nonsense', null, 'nonsense'],
])('says %s %s as %s', (cron, zone, words) => expect(scheduleWords(cron, zone)).toBe(words));
