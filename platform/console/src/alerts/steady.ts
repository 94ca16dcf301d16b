import { type RefObject, useEffect, useRef, useState } from 'react';

/** After so many milliseconds without a movement or a key nobody is about to click any more. */
const rest = 15_000;

/** Whether somebody points at the list, or walks through it by keyboard: then nothing in it may move. */
export function useInUse(list: RefObject<HTMLElement | null>): boolean {
  const [inUse, setInUse] = useState(false);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = () => {
      clearTimeout(timer);
      setInUse(false);
    };
    const use = () => {
      setInUse(true);
      clearTimeout(timer);
      // A question that is open belongs to a row.
      timer = setTimeout(() => (element.querySelector('dialog[open]') ? use() : leave()), rest);
    };
    const onPointer = (event: Event) =>
      event instanceof PointerEvent && event.pointerType === 'mouse' && use();
    const onFocus = (event: Event) =>
      event.target instanceof Element && event.target.matches(':focus-visible') && use();
    const onBlur = (event: Event) =>
      event instanceof FocusEvent &&
      !(event.relatedTarget instanceof Node && element.contains(event.relatedTarget)) &&
      !element.matches(':hover') &&
      leave();
    const events: Record<string, (event: Event) => void> = {
      pointermove: onPointer,
      pointerleave: leave,
      focusin: onFocus,
      focusout: onBlur,
      keydown: use,
    };
    for (const [name, on] of Object.entries(events)) element.addEventListener(name, on);
    return () => {
      clearTimeout(timer);
      for (const [name, on] of Object.entries(events)) element.removeEventListener(name, on);
    };
  }, [list]);
  return inUse;
}

export interface Steady<T> {
  items: T[];
  /** Those that the newest answer does not hold any more. */
  gone: Set<string>;
  /** How many of the newest answer do not stand here yet. */
  added: number;
}

/** The order that is shown, with what is newest of each: what came waits, what went stays. */
export function steady<T extends { id: string }>(shown: T[], newest: T[]): Steady<T> {
  const byId = new Map(newest.map((each) => [each.id, each]));
  const known = new Set(shown.map((each) => each.id));
  return {
    items: shown.map((each) => byId.get(each.id) ?? each),
    gone: new Set(shown.filter((each) => !byId.has(each.id)).map((each) => each.id)),
    added: newest.filter((each) => !known.has(each.id)).length,
  };
}

/**
 * The list as it may be shown: the newest, but while it is in use in the order in which it stood.
 *
 * @param of what the list is of: another filter is another list
 */
export function useSteady<T extends { id: string }>(newest: T[], inUse: boolean, of: string): Steady<T> {
  const before = useRef({ of, items: newest });
  const held = inUse && before.current.of === of && before.current.items.length > 0;
  const result = held
    ? steady(before.current.items, newest)
    : { items: newest, gone: new Set<string>(), added: 0 };
  useEffect(() => {
    before.current = { of, items: result.items };
  });
  return result;
}
