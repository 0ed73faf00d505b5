import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
/** In CI an engine or browser test that failed is run once more, and the report says so: the machine is not ours alone. */
const retry = process.env.CI === 'true' ? 1 : 0;

// unit: beside the code, no engine, no browser. engine: needs Docker. browser: needs Docker and Chromium, one at a time.
export default defineConfig({
  resolve: { alias: { '@': root } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{lib,server,components,app,scripts,lessons}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.engine.test.ts'],
          // A busy machine is no failure.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['{server,tests}/**/*.engine.test.ts'],
          retry,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.browser.test.ts'],
          retry,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
