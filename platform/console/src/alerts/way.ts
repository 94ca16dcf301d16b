import type { Decision } from '../api/telling';

/** What of a decision is drawn: the routes that take it, what stands between, and where it goes. */
export interface Way {
  /** Routes that were asked and did not take it. */
  passedOver: string[];
  branches: {
    route: string;
    to: Decision['destinations'];
    left: { name: string; why: string | null }[];
    /** It is told there although it is held back elsewhere. */
    meanwhile: boolean;
  }[];
  /** What lets it pass or holds it back. */
  gate: { open: boolean; words: string } | null;
}

const after = (subject: string, word: string) =>
  subject.startsWith(`${word} `) ? subject.slice(word.length + 1) : null;

/** Reads the steps in the order in which the service took them: a route, then its destinations, at last what mutes. */
export function wayOf(decision: Decision): Way {
  const passedOver: string[] = [];
  const branches: Way['branches'] = [];
  let gate = null as Way['gate'];
  for (const { subject, verdict, why } of decision.steps) {
    const route = after(subject, 'route');
    const destination = after(subject, 'destination');
    if (route !== null && verdict === 'not-matched') passedOver.push(route);
    else if (route !== null && verdict === 'matched')
      branches.push({
        route,
        to: [...decision.destinations, ...decision.meanwhile].filter((each) => each.route === route),
        left: [],
        meanwhile: decision.meanwhile.some((each) => each.route === route),
      });
    else if (destination !== null && verdict === 'skipped')
      branches.at(-1)?.left.push({ name: destination, why });
    else if (route === null && destination === null && (verdict === 'muted' || verdict === 'passed'))
      gate = gate?.open === false ? gate : { open: verdict !== 'muted', words: why ?? subject };
  }
  return { passedOver, branches, gate };
}
