// Faults of a whole workshop that can't be made beside others: engines killed, disks full, rules flushed. `npm run test:chaos` gives them
// network and mount namespaces of their own first. Not a project of vitest.config.ts: nobody is to run them by the way.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));

export default defineConfig({
  root,
  resolve: { alias: { '@': root } },
  test: {
    name: 'chaos',
    include: ['tests/chaos/**/*.chaos.test.ts'],
    testTimeout: 900_000,
    hookTimeout: 900_000,
    fileParallelism: false,
  },
});
