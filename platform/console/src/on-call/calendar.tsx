import type { Shift } from '../api/on-call';
import { absolute, short } from '../design/format';

const day = 86_400_000;

/** What of a shift lies within the calendar, in per cent of its width; null where nothing does. */
export function placeOf(shift: Pick<Shift, 'from' | 'to'>, from: number, to: number) {
  const begin = Math.max(Date.parse(shift.from), from);
  const end = Math.min(Date.parse(shift.to), to);
  if (end <= begin) return null;
  const part = (at: number) => ((at - from) / (to - from)) * 100;
  return { x: part(begin), width: part(end) - part(begin) };
}

/** One colour of six for each person, the same in every row. */
const shadeOf = (people: string[], id: string) => people.indexOf(id) % 6;

/** For a shift, or a screen, too narrow for a name: Ana Maria Silva is AS. */
export function initialsOf(name: string) {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((each) => [...(each ?? '')][0]?.toUpperCase() ?? '').join('');
}

interface CalendarProps {
  rows: { schedule: string; shifts: Shift[] }[];
  from: number;
  to: number;
}

/** Who is on call in the coming days: a row for each schedule. The list below it says the same in words. */
export function Calendar({ rows, from, to }: CalendarProps) {
  const people = [
    ...new Set(rows.flatMap((row) => row.shifts.flatMap((each) => (each.person ? [each.person.id] : [])))),
  ].toSorted();
  const days = Array.from({ length: Math.ceil((to - from) / day) }, (_, index) => from + index * day);
  return (
    <div className="calendar" aria-hidden="true">
      <svg className="calendar-days" height="18">
        {days.map((at, index) => (
          <text key={at} x={`${(index / days.length) * 100}%`} y="12" className="calendar-day">
            {new Date(at).getDate()}
          </text>
        ))}
      </svg>
      {rows.map((row) => (
        <div key={row.schedule}>
          <span className="calendar-name">{row.schedule}</span>
          <svg className="calendar-row" height="30">
            <rect width="100%" height="30" className="calendar-nobody" />
            {days.map((at, index) => (
              <line
                key={at}
                x1={`${(index / days.length) * 100}%`}
                x2={`${(index / days.length) * 100}%`}
                y2="30"
                className="calendar-line"
              />
            ))}
            {row.shifts.map((each) => {
              const place = placeOf(each, from, to);
              if (!place || !each.person) return null;
              return (
                <svg key={each.from} x={`${place.x}%`} width={`${place.width}%`} height="30">
                  <title>{`${each.person.name}: ${absolute(each.from)} to ${absolute(each.to)}`}</title>
                  <rect
                    x="1"
                    y="3"
                    width="100%"
                    height="24"
                    rx="4"
                    className={`calendar-shift shade-${shadeOf(people, each.person.id)}${each.because === 'override' ? ' calendar-override' : ''}`}
                  />
                  {place.width > 12 && (
                    <text x="7" y="19" className="calendar-person calendar-whole">
                      {each.person.name}
                    </text>
                  )}
                  <text
                    x="7"
                    y="19"
                    className={`calendar-person${place.width > 12 ? ' calendar-short' : ''}`}
                  >
                    {initialsOf(each.person.name)}
                  </text>
                </svg>
              );
            })}
          </svg>
        </div>
      ))}
    </div>
  );
}

/** The same for who listens, and for a screen too narrow for the picture. */
export function ShiftList({ rows }: Pick<CalendarProps, 'rows'>) {
  return rows.map((row) => (
    <div key={row.schedule}>
      <h3>{row.schedule}</h3>
      {row.shifts.length === 0 && <p className="soft">Nobody is on call in these days.</p>}
      <ul className="shifts">
        {row.shifts.map((each) => (
          <li key={each.from}>
            <span className="quiet">
              {short(each.from)} – {short(each.to)}
            </span>
            <span>
              {each.person?.name ?? <strong>nobody</strong>}
              {each.because === 'override' && <span className="soft"> (override)</span>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  ));
}
