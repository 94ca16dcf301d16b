import type { Incident } from '../api/incident';
import { duration } from '../design/format';
import { StatusWord } from '../design/status';
import { useClock } from '../design/when';

/**
 * How long is left to respond, or by how much it was missed, in words; null where there is nothing to tell. An open one
 * always has its clock: that somebody responded before it was opened again stops nothing.
 */
export function responseWords(
  incident: Pick<Incident, 'state' | 'responseDueAt' | 'respondedAt'>,
  now: number,
): { late: boolean; words: string } | null {
  const { state, responseDueAt, respondedAt } = incident;
  if (state === 'open') return leftWords(responseDueAt, now);
  if (responseDueAt === null || respondedAt === null) return null;
  const over = (Date.parse(respondedAt) - Date.parse(responseDueAt)) / 1000;
  return over > 0
    ? { late: true, words: `responded to ${duration(over)} late` }
    : { late: false, words: 'responded to in time' };
}

function leftWords(due: string | null, now: number) {
  if (due === null) return { late: false, words: 'by when to respond is not known' };
  const left = (Date.parse(due) - now) / 1000;
  return left < 0
    ? { late: true, words: `nobody responds, ${duration(-left)} late` }
    : { late: false, words: `${duration(left)} left to respond` };
}

export function ResponseClock({ incident }: { incident: Incident }) {
  const words = useClock((now) => responseWords(incident, now)?.words ?? null);
  const late = useClock((now) => responseWords(incident, now)?.late ?? false);
  if (words === null) return null;
  if (late) return <StatusWord look={{ tone: 'bad', icon: 'queued', words }} />;
  return incident.state === 'open' ? (
    <StatusWord look={{ tone: 'warn', icon: 'queued', words }} />
  ) : (
    <span>{words}</span>
  );
}
