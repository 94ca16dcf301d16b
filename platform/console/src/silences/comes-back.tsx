import { type Repetition, type Weekday, weekdays } from '../api/silence';
import { capital } from '../design/format';
import { Field } from '../design/field';
import { SelectField } from '../design/select-field';

/** What is typed of it; "day" is every day. */
export interface ComesBack {
  at: string;
  lastsMinutes: string;
  days: Weekday[];
  zone: string;
}

export const readersZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

export const comesBack = (before: Repetition | null): ComesBack => ({
  at: before?.at ?? '02:00',
  lastsMinutes: String(Math.round((before?.lastsSeconds ?? 7_200) / 60)),
  days: before?.days.length ? before.days : [...weekdays],
  zone: before?.zone ?? readersZone(),
});

const lengths = [
  ['30', '30 minutes'],
  ['60', '1 hour'],
  ['120', '2 hours'],
  ['240', '4 hours'],
  ['480', '8 hours'],
  ['720', '12 hours'],
  ['1440', '1 day'],
  ['2880', '2 days'],
] as const;

/** What is typed as the server takes it; in words what is missing. */
export function repetitionOf(typed: ComesBack): Repetition | string {
  if (!/^\d\d:\d\d$/.test(typed.at)) return 'Say at what time it comes back first';
  if (typed.days.length === 0) return 'Choose a day on which it comes back first';
  if (typed.zone.trim() === '') return 'Say in which time zone first';
  return {
    at: typed.at,
    lastsSeconds: Number(typed.lastsMinutes) * 60,
    days: typed.days.length === weekdays.length ? [] : typed.days,
    zone: typed.zone.trim(),
  };
}

/** On which days, at what time and for how long it mutes each time. */
export function ComesBackFields({
  value,
  onChange,
}: {
  value: ComesBack;
  onChange: (next: ComesBack) => void;
}) {
  const change = (part: Partial<ComesBack>) => onChange({ ...value, ...part });
  const toggle = (day: Weekday) =>
    change({
      days: weekdays.filter((each) => (each === day ? !value.days.includes(day) : value.days.includes(each))),
    });
  const offered = lengths.some(([each]) => each === value.lastsMinutes)
    ? lengths
    : [[value.lastsMinutes, `${value.lastsMinutes} minutes`] as const, ...lengths];
  return (
    <>
      <fieldset className="choices">
        <legend>On</legend>
        <div className="days">
          {weekdays.map((each) => (
            <label key={each} className="day-choice">
              <input type="checkbox" checked={value.days.includes(each)} onChange={() => toggle(each)} />
              {capital(each.slice(0, 3))}
              <span className="only-read-aloud">{each.slice(3)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="field-pair">
        <Field
          label="At"
          type="time"
          value={value.at}
          onChange={(event) => change({ at: event.target.value })}
        />
        <SelectField
          label="Each time for"
          value={value.lastsMinutes}
          options={offered}
          onChange={(event) => change({ lastsMinutes: event.target.value })}
        />
        <Field
          label="Time zone"
          hint="Such as Europe/Zurich; it follows summer time there."
          value={value.zone}
          maxLength={60}
          onChange={(event) => change({ zone: event.target.value })}
        />
      </div>
    </>
  );
}
