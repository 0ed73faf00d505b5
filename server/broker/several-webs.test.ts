// Two web processes at one broker: what one has closed or removed the other hears of, and nothing is done to a seat twice at a time.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFakeLab } from '../realtime/fake-lab';
import { type BrokerClient, connectBroker, serveBroker } from '.';

let dir: string;
/** What the broker did, in order. */
let did: string[];
let hold: Promise<void>;
let ends: (() => Promise<void> | void)[];
let one: BrokerClient;
let two: BrokerClient;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kulissen-webs-'));
  did = [];
  hold = Promise.resolve();
  const labs = {
    async open(seat: string) {
      did.push(`open ${seat}`);
      await hold;
      const close = async () => {
        did.push(`close ${seat}`);
        await hold;
        did.push(`closed ${seat}`);
      };
      return { ...createFakeLab(), close };
    },
    remove: async (seat: string) => void did.push(`remove ${seat}`),
  };
  const socketPath = join(dir, 'broker.sock');
  ends = [await serveBroker({ socketPath, labs, log: () => {} })];
  [one, two] = [connectBroker({ socketPath, log: () => {} }), connectBroker({ socketPath, log: () => {} })];
});
afterEach(async () => {
  one.end();
  two.end();
  for (const end of ends) await end();
  rmSync(dir, { recursive: true, force: true });
});

it.each(['close', 'remove'] as const)('the other one hears of a %s, and opens anew when it wants to', async (verb) => {
  await one.open('s01');
  const lab = await two.open('s01');
  const [ended, ownEnded] = [vi.fn(), vi.fn()];
  lab.onEnd?.(ended);
  (await one.open('s01')).onEnd?.(ownEnded);
  await one[verb]('s01');
  await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(1));
  expect(ownEnded).not.toHaveBeenCalled();
  expect(await two.open('s01')).not.toBe(lab);
  const middle = verb === 'remove' ? ['remove s01'] : [];
  expect(did).toEqual(['open s01', 'close s01', 'closed s01', ...middle, 'open s01']);
});

it('a seat is opened when its closing has come to its end, and once, however many ask', async () => {
  await one.open('s01');
  let goOn = () => {};
  hold = new Promise((resolve) => {
    goOn = resolve;
  });
  const closing = one.close('s01');
  await vi.waitFor(() => expect(did).toContain('close s01'));
  const opened = [two.open('s01'), one.open('s01')];
  goOn();
  await Promise.all([closing, ...opened]);
  expect(did).toEqual(['open s01', 'close s01', 'closed s01', 'open s01']);
});

it('a broker that ends closes also what was just being opened', async () => {
  let goOn = () => {};
  hold = new Promise((resolve) => {
    goOn = resolve;
  });
  void one.open('s01').catch(() => {});
  await vi.waitFor(() => expect(did).toContain('open s01'));
  const ended = ends.pop()?.();
  goOn();
  await ended;
  expect(did).toEqual(['open s01', 'close s01', 'closed s01']);
});
