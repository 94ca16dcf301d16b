import { useQuery } from '@tanstack/react-query';
import { systemQuery } from '../api/queries';
import type { ServiceHealth, ServiceState } from '../api/types';
import { capital, count } from '../design/format';
import { Icon } from '../design/icon';
import { type StatusLook, StatusWord } from '../design/status';

const looks: Record<ServiceState, StatusLook> = {
  healthy: { tone: 'ok', icon: 'ok', words: 'Healthy' },
  degraded: { tone: 'warn', icon: 'warn', words: 'Degraded' },
  down: { tone: 'bad', icon: 'bad', words: 'Down' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Unknown' },
};

/** One sentence on the whole system. The worst state leads; what is unknown never counts as healthy. */
export function systemSummary(services: ServiceHealth[] | null): StatusLook {
  if (services === null) return { ...looks.unknown, words: 'System state unknown' };
  if (services.length === 0) return { ...looks.unknown, words: 'No service has reported its state' };
  const inState = (state: ServiceState) => services.filter((each) => each.state === state);
  for (const state of ['down', 'degraded', 'unknown'] as const) {
    const found = inState(state);
    if (found.length === 0) continue;
    const names =
      found.length <= 2
        ? found.map((each) => serviceName(each.service)).join(' and ')
        : count(found.length, 'service');
    const others = services.length - found.length - inState('healthy').length;
    const rest = others > 0 ? `, ${others} more not healthy` : '';
    return {
      ...looks[state],
      words: `${capital(names)} ${found.length > 1 ? 'are' : 'is'} ${looks[state].words.toLowerCase()}${rest}`,
    };
  }
  return { ...looks.healthy, words: `All ${count(services.length, 'service')} healthy` };
}

/** "backup" alone would read as a backup that is down. */
const serviceName = (id: string) => (/service|analyzer|gateway/.test(id) ? id : `${id} service`);

export function SystemStrip() {
  const system = useQuery({ ...systemQuery, refetchInterval: 15_000 });
  // The last answer of a system that stopped answering is not its state.
  const services = system.isError || !system.data ? null : system.data.items;
  const summary = system.isPending
    ? { tone: 'neutral' as const, icon: 'run' as const, words: 'Asking the services' }
    : systemSummary(services);
  return (
    <details className="system">
      <summary>
        <span role="status">
          <StatusWord look={summary} />
        </span>
        <Icon name="chevron" className="system-chevron" />
      </summary>
      <ul className="system-list">
        {services?.map((each) => (
          <li key={each.service}>
            <StatusWord look={looks[each.state]}>{serviceName(each.service)}</StatusWord>
            <span className="soft">
              {looks[each.state].words}
              {each.detail && `: ${each.detail}`}
            </span>
          </li>
        ))}
        {services === null && (
          <li className="soft">
            {system.error ? `The gateway did not tell: ${system.error.message}` : 'No answer yet.'}
          </li>
        )}
      </ul>
    </details>
  );
}
