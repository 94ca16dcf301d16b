import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { fakeApi } from './fake/vite-plugin.ts';

// Served by the gateway from the root of its own origin, out of the jar's META-INF/resources/console.
export default defineConfig(({ mode }) => ({
  plugins: [react(), ...(mode === 'development' ? [fakeApi()] : [])],
  build: {
    outDir: 'target/classes/META-INF/resources/console',
    emptyOutDir: true,
    // data: addresses would need a hole in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  server: {
    host: '127.0.0.1',
    ...(mode === 'gateway' && {
      proxy: Object.fromEntries(
        ['/api', '/oauth2', '/login', '/logout'].map((path) => [
          path,
          { target: process.env['MOORING_GATEWAY'] ?? 'http://localhost:8080', changeOrigin: false },
        ]),
      ),
    }),
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}', 'fake/**/*.test.ts'],
    setupFiles: ['src/test-setup.ts'],
    env: { TZ: 'UTC' },
  },
}));
