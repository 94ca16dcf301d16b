// @vitest-environment node
import { expect, it } from 'vitest';
import type { ServiceHealth, ServiceState } from '../api/types';
import { systemSummary } from './system-strip';

const services = (...states: ServiceState[]): ServiceHealth[] =>
  states.map((state, index) => ({ service: `s${index}`, state, detail: null }));

it.each([
  [services('healthy', 'healthy'), 'ok', 'All 2 services healthy'],
  [services('healthy', 'degraded'), 'warn', 'S1 service is degraded'],
  [services('degraded', 'down', 'unknown'), 'bad', 'S1 service is down, 2 more not healthy'],
  [services('unknown', 'unknown', 'healthy'), 'unknown', 'S0 service and s1 service are unknown'],
  [services('down', 'down', 'down'), 'bad', '3 services are down'],
  [[], 'unknown', 'No service has reported its state'],
  [null, 'unknown', 'System state unknown'],
])('case %#: %j', (found, tone, words) => expect(systemSummary(found)).toMatchObject({ tone, words }));
