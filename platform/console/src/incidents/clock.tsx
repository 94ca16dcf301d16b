import type { Incident } from '../api/incident';
import { duration } from '../design/format';
import { StatusWord } from '../design/status';
import { useClock } from '../design/when';

/** How long is left to respond, or by how much it was missed, in words; null where there is nothing to tell. */
export function responseWords(
  incident: Pick<Incident, 'state' | 'responseDueAt' | 'respondedAt'>,
  now: number,
): { late: boolean; words: string } | null {
  if (incident.responseDueAt === null)
    return incident.state === 'open' ? { late: false, words: 'by when to respond is not known' } : null;
  const due = Date.parse(incident.responseDueAt);
  if (incident.respondedAt !== null) {
    const over = (Date.parse(incident.respondedAt) - due) / 1000;
    return over > 0
      ? { late: true, words: `responded to ${duration(over)} late` }
      : { late: false, words: 'responded to in time' };
  }
  if (incident.state !== 'open') return null;
  const left = (due - now) / 1000;
  return left < 0
    ? { late: true, words: `nobody responds, ${duration(-left)} late` }
    : { late: false, words: `${duration(left)} left to respond` };
}

export function ResponseClock({ incident }: { incident: Incident }) {
  const words = useClock((now) => responseWords(incident, now)?.words ?? null);
  const late = useClock((now) => responseWords(incident, now)?.late ?? false);
  if (words === null) return null;
  if (late) return <StatusWord look={{ tone: 'bad', icon: 'queued', words }} />;
  return incident.state === 'open' && incident.respondedAt === null ? (
    <StatusWord look={{ tone: 'warn', icon: 'queued', words }} />
  ) : (
    <span>{words}</span>
  );
}
