/** Says the common schedules in words; any other is shown as it is written, which is at least exact. */
export function scheduleWords(cron: string, zone: string | null): string {
  const fields = cron.trim().split(/\s+/);
  const [minute, hour, day, month, weekday] = fields.length === 6 ? fields.slice(1) : fields;
  const inZone = zone ? ` ${zone === 'Z' ? 'UTC' : zone}` : '';
  const everyDate = (day === '*' || day === '?') && month === '*';
  if (!everyDate || !minute || !hour || !weekday || !/^\d{1,2}$/.test(minute)) return cron + inZone;
  const at = minute.padStart(2, '0');
  const anyWeekday = weekday === '*' || weekday === '?';
  if (hour === '*' && anyWeekday) return minute === '0' ? 'Every hour' : `Every hour at :${at}`;
  if (!/^\d{1,2}$/.test(hour)) return cron + inZone;
  const time = `${hour.padStart(2, '0')}:${at}${inZone}`;
  if (anyWeekday) return `Daily at ${time}`;
  const name = weekdays[weekday.toUpperCase()];
  return name ? `${name} at ${time}` : cron + inZone;
}

const weekdays: Record<string, string> = {
  0: 'Sundays',
  7: 'Sundays',
  SUN: 'Sundays',
  1: 'Mondays',
  MON: 'Mondays',
  2: 'Tuesdays',
  TUE: 'Tuesdays',
  3: 'Wednesdays',
  WED: 'Wednesdays',
  4: 'Thursdays',
  THU: 'Thursdays',
  5: 'Fridays',
  FRI: 'Fridays',
  6: 'Saturdays',
  SAT: 'Saturdays',
};
