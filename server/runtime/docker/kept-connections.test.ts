import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '@/server/kubelet/clock';
import { EngineConnection } from './connection';

let dir: string;
let engine: Server;
let connected: number;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kulissen-kept-'));
  connected = 0;
  engine = createServer((_req, res) => res.end('OK')).on('connection', () => {
    connected += 1;
  });
  await new Promise<void>((resolve) => engine.listen(join(dir, 'docker.sock'), resolve));
});
afterEach(async () => {
  engine.closeAllConnections();
  await new Promise((resolve) => engine.close(resolve));
  rmSync(dir, { recursive: true, force: true });
});

it('labs that come and go leave no connections to their engine behind', async () => {
  for (let lab = 0; lab < 12; lab += 1) {
    const connection = new EngineConnection(join(dir, 'docker.sock'), systemClock);
    await connection.read((abortSignal) => connection.ping({ abortSignal }));
  }
  expect(connected).toBe(1);
});
