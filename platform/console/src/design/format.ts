/** Words for sizes, rates, spans and times. Null means the server did not say: it becomes "unknown", never 0. */
const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** 1,536 → "1.5 KiB". Three significant digits at most, binary units as the tools on the server print them. */
export function bytes(value: number | null): string {
  if (value === null) return 'unknown';
  let unit = 0;
  let rest = value;
  while (rest >= 1023.5 && unit < units.length - 1) {
    rest /= 1024;
    unit++;
  }
  const digits = unit === 0 || rest >= 99.95 ? 0 : rest >= 9.995 ? 1 : 2;
  return `${trimZeros(rest.toFixed(digits))} ${units[unit]}`;
}

const trimZeros = (figure: string) => (figure.includes('.') ? figure.replace(/\.?0+$/, '') : figure);

export const rate = (bytesPerSecond: number | null) =>
  bytesPerSecond === null ? 'unknown' : `${bytes(bytesPerSecond)}/s`;

/** A span in its two largest units: 3,725 → "1 h 2 min". */
export function duration(seconds: number | null): string {
  if (seconds === null) return 'unknown';
  if (seconds < 1) return 'under 1 s';
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return two(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(whole / 60);
  if (whole < 86_400) return two(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(whole / 3600);
  return two(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

const two = (large: number, largeUnit: string, small: number, smallUnit: string) =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;

/** One unit, since "3 h ago" is read faster than "3 h 12 min ago"; within the last minute "just now". */
export function relative(at: number, now: number): string {
  const seconds = Math.abs(now - at) / 1000;
  const future = at > now;
  if (seconds < 45) return future ? 'in under a minute' : 'just now';
  const span = oneUnit(seconds);
  return future ? `in ${span}` : `${span} ago`;
}

function oneUnit(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(seconds / 3600);
  if (hours < 36) return `${hours} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** Seconds between two instants, null unless both are known and in order. */
export function secondsBetween(from: string | null, to: string | number | null): number | null {
  if (from === null || to === null) return null;
  const end = typeof to === 'number' ? to : Date.parse(to);
  const span = (end - Date.parse(from)) / 1000;
  return Number.isFinite(span) && span >= 0 ? span : null;
}

const absoluteFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});

const shortFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** The day alone: "21 Nov 2026". */
export const day = (iso: string | number) => dayFormat.format(new Date(iso));

/** In the reader's zone, which is named: "Sat, 21 Nov 2026, 02:00:41 UTC". */
export const absolute = (iso: string) => absoluteFormat.format(new Date(iso));

/** The same, short: "21 Nov, 02:00 UTC". */
export const short = (iso: string | number) => shortFormat.format(new Date(iso));

export const count = (amount: number, one: string, many = `${one}s`) =>
  `${amount} ${amount === 1 ? one : many}`;

/** The beginning of a text, up to the end of a line, sentence or word, with an ellipsis; the whole where it is short. */
export function firstWords(text: string, most = 220): string {
  const line = text.split('\n', 1)[0]!.trimEnd();
  if (line.length <= most) return line === text ? text : `${line} …`;
  const cut = line.slice(0, most);
  const sentence = cut.lastIndexOf('. ');
  if (sentence > most / 2) return `${cut.slice(0, sentence + 1)} …`;
  const word = cut.lastIndexOf(' ');
  return `${cut.slice(0, word > 0 ? word : most)} …`;
}

export const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
