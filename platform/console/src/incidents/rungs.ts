import type { Incident, TimelineEntry } from '../api/incident';
import type { Duty } from '../api/on-call';

/** One level of the ladder by which people are called. */
export interface Rung {
  level: string | null;
  /** Called; found empty; called next; perhaps later; not needed any more. */
  state: 'called' | 'nobody' | 'next' | 'later' | 'spared';
  /** When it was called, or is. */
  at: string | null;
  /** What the timeline says of it. */
  words: string | null;
  /** Who would be called. */
  person: string | null;
}

/** After these, levels are called from the first again. */
const beginsAnew: (string | null)[] = ['reopened', 'handed-back'];

function callsOf(timeline: TimelineEntry[]): TimelineEntry[] {
  const from = timeline.findLastIndex((each) => beginsAnew.includes(each.what)) + 1;
  return timeline.slice(from).filter((each) => each.what === 'escalated' || each.what === 'nobody-on-call');
}

/**
 * Who was called when, who is next and when, and who after that.
 *
 * @param duties who is on call at each level now; null where that is not known: then only who was called is told
 */
export function rungs(incident: Incident, timeline: TimelineEntry[], duties: Duty[] | null): Rung[] {
  const calls = callsOf(timeline);
  const { escalation } = incident;
  const levels = (duties ?? []).filter((each) => each.level !== null);
  const reached = escalation?.levelNumber ?? calls.length;
  const many = Math.max(levels.length, reached, calls.length);
  return Array.from({ length: many }, (_, index): Rung => {
    const duty = levels[index];
    const call = calls[index];
    const level = duty?.level ?? null;
    const person = duty?.person?.name ?? null;
    if (index < reached || call)
      return {
        level,
        person,
        state: call?.what === 'nobody-on-call' ? 'nobody' : 'called',
        at: call?.at ?? null,
        words: call?.words ?? null,
      };
    if (incident.state !== 'open') return { level, person, state: 'spared', at: null, words: null };
    const next = index === reached && escalation?.nextAt != null;
    return {
      level,
      person,
      state: next ? 'next' : 'later',
      at: next ? escalation.nextAt : null,
      words: null,
    };
  });
}
