import type { Page } from './types';

/**
 * Narrows what a server sent. Never throws for a missing or odd field; throws only when the whole is not the thing asked
 * for.
 */
export type Fields = Record<string, unknown>;

export function fields(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`The server's answer is not ${what}.`);
  }
  return value as Fields;
}

export const maybeFields = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;

export const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** A count or size: finite and not negative, else null. */
export const amount = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;

/** An instant that a browser can read, else null: a broken time must not become "NaN ago". */
export const instant = (value: unknown): string | null =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : null;

/** Seconds of an ISO 8601 duration of days and less, such as PT24H, as java.time writes it; else null. */
export function span(value: unknown): number | null {
  const found =
    typeof value === 'string'
      ? /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(value)
      : null;
  if (!found || found.slice(1).every((part) => part === undefined)) return null;
  const [days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  return ((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!;
}

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export function known<T extends string>(value: unknown, allowed: readonly T[]): T | 'unknown' {
  return allowed.find((one) => one === value) ?? 'unknown';
}

export const requireId = (value: unknown, what: string): string => {
  const id = text(value);
  if (id === null) throw new TypeError(`The server sent ${what} without an id.`);
  return id;
};

/** True or false, null where the server did not say. */
export const truth = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);

export const texts = (value: unknown): string[] =>
  list(value).filter((each): each is string => typeof each === 'string' && each !== '');

/** A page that is not a page is an error, not an empty list. */
export function page<T>(item: (value: unknown) => T) {
  return (value: unknown): Page<T> => {
    const all = Array.isArray(value) ? value : fields(value, 'a list')['items'];
    if (!Array.isArray(all)) throw new TypeError("The server's answer is not a list.");
    const nextCursor = Array.isArray(value) ? null : text((value as Fields)['nextCursor']);
    return { items: all.map(item), nextCursor };
  };
}
