import { mkdtempSync, rmSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '@/server/kubelet/clock';
import { relayNetwork } from './relay-client';

vi.mock('node:fs/promises', { spy: true });

let dir: string;
let relay: Server;
let asked: string[];
const live = new Set<Socket>();

async function startRelay(): Promise<void> {
  relay = createServer((socket) => {
    live.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      asked.push(chunk.toString('utf8').trim());
      socket.write('{}\n');
    });
  });
  await new Promise<void>((resolve) => relay.listen(join(dir, 'relay.sock'), resolve));
}
/** As a container that is killed: the kernel closes what its processes had open, and says no more than that. */
async function killRelay(): Promise<void> {
  const closed = new Promise<void>((resolve) => relay.close(() => resolve()));
  for (const socket of live) socket.destroy();
  live.clear();
  await closed;
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kr-'));
  asked = [];
  // Only root may give a socket to the relay's user.
  vi.mocked(chown).mockResolvedValue();
  await startRelay();
});
afterEach(async () => {
  await killRelay();
  rmSync(dir, { recursive: true });
});

it('a port is asked for again when the workstation has been killed and made anew', async () => {
  const hasty = { ...systemClock, after: (_ms: number, work: () => void) => systemClock.after(5, work) };
  const network = relayNetwork({ dir, clock: hasty, address: async () => '10.0.0.2', warn: () => {} });
  const kubelet = createServer();
  await network.listen(kubelet, 10_255, '0.0.0.0');
  const listen = JSON.stringify({ listen: { address: '0.0.0.0', port: 10_255 } });
  expect(asked).toEqual([listen]);
  await killRelay();
  await startRelay();
  await vi.waitFor(() => expect(asked).toEqual([listen, listen]), { timeout: 10_000 });
  kubelet.close();
});
