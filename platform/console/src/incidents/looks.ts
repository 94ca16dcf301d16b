import type { Incident, IncidentState, PostMortemState, Priority } from '../api/incident';
import { capital } from '../design/format';
import type { StatusLook } from '../design/status';

export const priorityLooks: Record<Priority, StatusLook> = {
  p0: { tone: 'bad', icon: 'phone', words: 'P0' },
  p1: { tone: 'bad', icon: 'grave', words: 'P1' },
  p2: { tone: 'warn', icon: 'warn', words: 'P2' },
  p3: { tone: 'neutral', icon: 'info', words: 'P3' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Priority unknown' },
};

export const priorityMeanings: Record<Priority, string> = {
  p0: 'P0: somebody responds within 5 min',
  p1: 'P1: somebody responds within 30 min',
  p2: 'P2: somebody responds within 2 h',
  p3: 'P3: somebody responds by the next business day',
  unknown: 'a priority that this console does not know',
};

export const incidentLooks: Record<IncidentState, StatusLook> = {
  open: { tone: 'bad', icon: 'bell', words: 'Open' },
  responding: { tone: 'run', icon: 'person', words: 'Responding' },
  resolved: { tone: 'ok', icon: 'ok', words: 'Resolved' },
  closed: { tone: 'neutral', icon: 'check', words: 'Closed' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'State unknown' },
};

export const postMortemLooks: Record<PostMortemState, StatusLook> = {
  'not-required': { tone: 'neutral', icon: 'page', words: 'Not required' },
  due: { tone: 'warn', icon: 'queued', words: 'To be written' },
  draft: { tone: 'warn', icon: 'page', words: 'Draft' },
  done: { tone: 'ok', icon: 'ok', words: 'Done' },
  overdue: { tone: 'bad', icon: 'bad', words: 'Overdue' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Not known' },
};

export const noticeLooks: Record<Incident['customerNotice']['state'], StatusLook> = {
  'not-required': { tone: 'neutral', icon: 'page', words: 'Not required' },
  draft: { tone: 'warn', icon: 'page', words: 'Not sent yet' },
  sent: { tone: 'ok', icon: 'ok', words: 'Sent' },
  waived: { tone: 'neutral', icon: 'cancelled', words: 'Waived' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Not known' },
};

export const numberOf = ({ number }: Pick<Incident, 'number'>) =>
  number === null ? 'Incident' : `Incident ${number}`;

/** "engineering-manager" as people say it. */
export const levelWords = (level: string | null) =>
  level === null ? 'nobody yet' : level === 'cto' ? 'CTO' : level.replaceAll('-', ' ');

/** "response-missed" or "RESPONSE_MISSED" as a line of the timeline. */
export const whatWords = (what: string | null) =>
  what === null ? 'Something happened' : capital(what.toLowerCase().replace(/[-_]/g, ' '));
