import type { Incident, IncidentState, PostMortemState, Priority, ResponseTimes } from '../api/incident';
import { capital, duration } from '../design/format';
import type { StatusLook } from '../design/status';

export const priorityLooks: Record<Priority, StatusLook> = {
  p0: { tone: 'bad', icon: 'phone', words: 'P0' },
  p1: { tone: 'bad', icon: 'grave', words: 'P1' },
  p2: { tone: 'warn', icon: 'warn', words: 'P2' },
  p3: { tone: 'neutral', icon: 'info', words: 'P3' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Priority unknown' },
};

/** The name alone where the service has not said how fast somebody must respond. */
export function priorityMeaning(priority: Priority, times: ResponseTimes | undefined): string {
  const { words } = priorityLooks[priority];
  const within = times?.[priority];
  if (within === undefined) return words;
  return within === null
    ? `${words}: somebody responds by the end of the next business day`
    : `${words}: somebody responds within ${duration(within)}`;
}

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
