// Tests that take minutes and kill engines of their own: `npm run test:slow`. Not a project of vitest.config.ts: nobody is to run
// them by the way.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));

export default defineConfig({
  root,
  resolve: { alias: { '@': root } },
  test: {
    name: 'slow',
    include: ['tests/slow/**/*.slow.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
