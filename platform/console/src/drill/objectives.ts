import type { ComponentRecovery, Drill, TrendPoint } from '../api/drill';

/** One component: what is wanted of it, and what was measured last. */
export interface Standing {
  component: string;
  latest: ComponentRecovery;
  /** When it was measured; null when it never was. */
  at: string | null;
  line: TrendPoint[];
}

/**
 * Where each component stands. Objectives come from the newest drill that told them; figures from the newest one that
 * measured the component. What no drill measured is unknown, whatever the drill it took part in came to.
 */
export function standings(drills: Drill[], trend: TrendPoint[]): Standing[] {
  const names = new Map<string, ComponentRecovery>();
  for (const told of [...drills.flatMap((each) => each.components), ...[...trend].reverse()])
    if (!names.has(told.component)) names.set(told.component, told);
  return [...names.values()].map((told) => {
    const line = trend.filter((point) => point.component === told.component);
    const newest = line.at(-1);
    const unmeasured: ComponentRecovery = {
      ...told,
      measuredRtoMillis: null,
      measuredRpoMillis: null,
      met: 'unknown',
    };
    return {
      component: told.component,
      latest: newest ?? unmeasured,
      at: newest?.at ?? null,
      line,
    };
  });
}
