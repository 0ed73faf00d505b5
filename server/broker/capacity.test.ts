// Who a broker is, and what it can hold, as a web process is told.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeLab } from '../realtime/fake-lab';
import { brokerIdIn, connectBroker, serveBroker } from '.';

let dir: string;
let closing: (() => Promise<void> | void)[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kulissen-l-broker-'));
  closing = [];
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  rmSync(dir, { recursive: true, force: true });
});

const open = async () => ({ ...createFakeLab(), close: async () => {} });
const figures = { broker: 'k3f9x2ab', most: 9, memoryBytes: 5, processors: 2, holds: ['one'] };

async function connected(capacity: (() => Promise<typeof figures>) | undefined, named: boolean) {
  const socketPath = join(dir, `s${closing.length}`);
  const log: string[] = [];
  closing.push(await serveBroker({ socketPath, labs: { open, ...(capacity && { capacity }) }, log: () => {} }));
  const client = connectBroker({ socketPath, log: (line) => log.push(line), named });
  closing.push(() => client.end());
  return { client, log };
}

it('a broker says who it is, how much it could hold, and what is open now', async () => {
  const { client, log } = await connected(async () => figures, true);
  await expect(client.capacity()).rejects.toThrow('BrokerAway');
  await client.open('two');
  expect([client.id, client.online, log]).toEqual(['k3f9x2ab', true, ['broker: connected to k3f9x2ab']]);
  expect(await client.capacity()).toEqual({ ...figures, open: 1 });
});

it('one of no workshop refuses, and whoever asks for a name hears that there is none', async () => {
  const plain = await connected(undefined, false);
  await plain.client.open('one');
  await expect(plain.client.capacity()).rejects.toThrow('this broker is of no workshop');
  const named = await connected(undefined, true);
  const opening = named.client.open('one');
  await expect.poll(() => named.log).toEqual(['broker: away: it does not say who it is: Failed']);
  named.client.end();
  await expect(opening).rejects.toThrow('ended');
});

it.each([{ broker: '../../etc' }, { processors: 0 }, { holds: ['../x'] }])(
  'figures that are none, %j, are not taken',
  async (change) => {
    const { client } = await connected(async () => ({ ...figures, ...change }), false);
    await client.open('one');
    await expect(client.capacity()).rejects.toThrow();
  },
);

it('a broker keeps its name in its folder, and takes nothing else for one', async () => {
  const id = await brokerIdIn(dir);
  expect(id).toMatch(/^[a-z0-9]{8}$/);
  expect(await brokerIdIn(dir)).toBe(id);
  expect(statSync(join(dir, 'broker-id')).mode & 0o777).toBe(0o600);
  writeFileSync(join(dir, 'broker-id'), 'x y\n');
  await expect(brokerIdIn(dir)).rejects.toThrow(join(dir, 'broker-id'));
});
