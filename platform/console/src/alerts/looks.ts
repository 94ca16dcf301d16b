import type { Alert, AlertState, Held, Severity } from '../api/alert';
import type { Verdict } from '../api/telling';
import type { StatusLook } from '../design/status';

export const severityLooks: Record<Severity, StatusLook> = {
  emergency: { tone: 'bad', icon: 'phone', words: 'Emergency' },
  critical: { tone: 'bad', icon: 'grave', words: 'Critical' },
  warning: { tone: 'warn', icon: 'warn', words: 'Warning' },
  info: { tone: 'neutral', icon: 'info', words: 'Info' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Severity unknown' },
};

export const alertLooks: Record<AlertState, StatusLook> = {
  firing: { tone: 'bad', icon: 'bell', words: 'Firing' },
  acknowledged: { tone: 'run', icon: 'person', words: 'Acknowledged' },
  resolved: { tone: 'ok', icon: 'ok', words: 'Resolved' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'State unknown' },
};

const endingWords = {
  recovered: 'its source said so',
  quiet: 'nobody spoke of it any more',
  person: 'a person said so',
  unknown: 'why is not known',
};

/** Why it is over: "sam resolved it by the console". */
export function endingOf({ ending }: Alert): string | null {
  if (!ending) return null;
  if (ending.how !== 'person' || !ending.by) return `It is over: ${endingWords[ending.how]}`;
  return `${ending.by} resolved it${ending.via ? ` ${viaWords(ending.via)}` : ''}`;
}

const ways: Record<string, string> = {
  // The console is a caller of the API as others are.
  api: 'in the console or by the API',
  console: 'in the console',
  slack: 'in Slack',
  pagerduty: 'in PagerDuty',
};

export const viaWords = (via: string) => ways[via.toLowerCase()] ?? `by ${via}`;

const heldWords = {
  silence: 'Silenced',
  inhibition: 'Muted by a graver alert',
  maintenance: 'Muted by maintenance',
  hours: 'Outside the hours of its route',
  unknown: 'Held back',
};

export const heldTitle = (held: Held) => heldWords[held.kind];

export const verdictLooks: Record<Verdict, StatusLook> = {
  matched: { tone: 'ok', icon: 'check', words: 'Matches' },
  'not-matched': { tone: 'neutral', icon: 'close', words: 'Does not match' },
  muted: { tone: 'warn', icon: 'muted', words: 'Holds it back' },
  passed: { tone: 'ok', icon: 'check', words: 'Lets it pass' },
  skipped: { tone: 'neutral', icon: 'cancelled', words: 'Left out' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Not known' },
};

const changeWords: Record<string, StatusLook> = {
  raised: { tone: 'bad', icon: 'bell', words: 'Raised' },
  escalated: { tone: 'bad', icon: 'grave', words: 'Became graver' },
  relapsed: { tone: 'bad', icon: 'grave', words: 'As grave as before' },
  updated: { tone: 'neutral', icon: 'info', words: 'Changed' },
  acknowledged: { tone: 'run', icon: 'person', words: 'Acknowledged' },
  unacknowledged: { tone: 'warn', icon: 'bell', words: 'Given back' },
  resolved: { tone: 'ok', icon: 'ok', words: 'Resolved' },
};

/** A kind of change from a newer server keeps its own name. */
export const changeLook = (what: string | null): StatusLook =>
  (what !== null && changeWords[what]) || {
    tone: 'unknown',
    icon: 'unknown',
    words: what ?? 'Something changed',
  };
