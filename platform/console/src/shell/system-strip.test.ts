// @vitest-environment node
import { expect, it } from 'vitest';
import type { ServiceHealth, ServiceState } from '../api/types';
import { systemSummary } from './system-strip';

const services = (...states: ServiceState[]): ServiceHealth[] =>
  states.map((state, index) => ({ service: `s${index}`, state, detail: null }));

it.each([
  [services('healthy', 'healthy'), 'ok', 'All 2 services healthy'],
  [services('healthy', 'degraded'), 'warn', 's1 is degraded'],
  [services('degraded', 'down', 'unknown'), 'bad', 's1 is down, 2 more not healthy'],
  [services('unknown', 'unknown', 'healthy'), 'unknown', 's0 and s1 are unknown'],
  [services('down', 'down', 'down'), 'bad', '3 services are down'],
  [[], 'unknown', 'No service has reported its state'],
  [null, 'unknown', 'System state unknown'],
])('case %#: %j', (found, tone, words) => expect(systemSummary(found)).toMatchObject({ tone, words }));
