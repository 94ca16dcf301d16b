import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.ts'],
    testTimeout: 90_000,
    hookTimeout: 60_000,
    // One browser at a time: two cores are shared with the rest of the build.
    fileParallelism: false,
  },
});
