import { expect, it } from 'vitest';
import { EventQueue } from './event-queue';

const collect = async (queue: EventQueue) => {
  const types: string[] = [];
  for await (const { type } of queue) types.push(type);
  return types;
};

it('delivers in order, what waits and what comes, and ends', async () => {
  const queue = new EventQueue(() => 0);
  queue.push({ type: 'create', at: 1 });
  const collected = collect(queue);
  await Promise.resolve();
  queue.push({ type: 'start', at: 2 });
  await Promise.resolve();
  queue.push({ type: 'die', at: 3 });
  queue.end();
  queue.push({ type: 'destroy', at: 4 });
  expect(await collected).toEqual(['create', 'start', 'die']);
});

it('replaces what a sleeping reader has missed by one resync', async () => {
  const queue = new EventQueue(() => 42);
  for (let at = 0; at < 5_000; at++) queue.push({ type: 'other', at });
  queue.end();
  const types = await collect(queue);
  expect(types.length).toBeLessThanOrEqual(1_000);
  expect(types[0]).toBe('resync');
});
