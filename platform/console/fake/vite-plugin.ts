import type { Plugin } from 'vite';

export function fakeApi(): Plugin {
  return { name: 'mooring-fake-api' };
}
