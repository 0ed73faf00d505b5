import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { machineFacts } from './facts';

const engine = { runtime: 'docker', state: 'available', version: '20.10.24', since: 0 } as const;
const question = {
  home: tmpdir(),
  engine,
  kubelet: { state: 'stopped', readOnlyPort: 0 } as const,
  images: ['there:1', 'missing:1'],
  runtime: {
    imageStatus: async (ref: string) =>
      ref === 'there:1' ? { id: 'sha256:1', repoTags: [ref], repoDigests: [], user: '' } : null,
  },
};

describe('machineFacts', () => {
  it('asks the engine for the images, the disk and the memory', async () => {
    const facts = await machineFacts(question);
    expect(facts.images).toEqual([
      { name: 'there:1', present: true },
      { name: 'missing:1', present: false },
    ]);
    expect(facts.diskFree).toBeGreaterThan(0);
    expect(facts.memory.available).toBeGreaterThan(0);
    expect(facts.memory.available).toBeLessThanOrEqual(facts.memory.total);
  });

  it('does not ask an engine that does not answer, and lives with one that fails', async () => {
    const gone = { ...engine, state: 'unavailable', message: 'refused' } as const;
    expect(await machineFacts({ ...question, engine: gone })).toMatchObject({
      images: null,
      engine: { message: 'refused' },
    });
    const failing = { imageStatus: () => Promise.reject(new Error('broken')) };
    expect((await machineFacts({ ...question, runtime: failing })).images).toBeNull();
  });

  it('says what its clock shows, and how old its program is', async () => {
    const { clock } = await machineFacts(question);
    expect(clock.builtAt).toBeGreaterThan(Date.UTC(2026, 0));
    expect(clock.builtAt).toBeLessThanOrEqual(clock.now);
  });

  it('says no free disk space for a folder that is not there', async () => {
    expect((await machineFacts({ ...question, home: '/nowhere/at/all' })).diskFree).toBeNull();
  });

  it('tells a port that another program holds from the one of our kubelet', async () => {
    const holder = createServer();
    const held = await new Promise<boolean>((resolve) => {
      holder.once('error', () => resolve(true));
      holder.listen(10255, '127.0.0.1', () => resolve(true));
    });
    expect(held).toBe(true);
    const port = async (state: 'stopped' | 'running') =>
      (await machineFacts({ ...question, kubelet: { state, readOnlyPort: 10255 } })).ports[0];
    expect(await port('stopped')).toEqual({ port: 10255, state: 'taken' });
    expect(await port('running')).toEqual({ port: 10255, state: 'ours' });
    await new Promise((resolve) => (holder.listening ? holder.close(resolve) : resolve(null)));
  });
});
