import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { removeSeatCgroup } from './cgroup';

const root = mkdtempSync(join(tmpdir(), 'kulissen-cgroup-'));
afterEach(() => rmSync(root, { recursive: true }));

// The engine puts containers below the parent in every hierarchy that the kernel has, not only in those that we set limits in.
it('a seat’s cgroup goes from each hierarchy, and nobody else’s does', async () => {
  const hierarchies = ['memory', 'pids', 'cpu', 'blkio', 'freezer', 'systemd'];
  for (const name of hierarchies)
    for (const seat of ['gone0000', 'here0000']) mkdirSync(join(root, name, 'kulissen', seat), { recursive: true });
  mkdirSync(join(root, 'kulissen', 'gone0000'), { recursive: true });
  await removeSeatCgroup('gone0000', root);
  expect(readdirSync(join(root, 'kulissen'))).toEqual([]);
  expect(hierarchies.flatMap((name) => readdirSync(join(root, name, 'kulissen')))).toEqual(
    hierarchies.map(() => 'here0000'),
  );
});
