import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { givenTestLab, manifest, until } from '../../kubelet-fixture';
import { RuntimeError, type RuntimeService, type WritableLayer } from '../../runtime-service';
import { Sampler } from './sampler';

const lab = givenTestLab();

/** What a sample of the file systems says of the one running container, whose layer the engine describes so. */
async function layerUse(describe: () => Promise<WritableLayer>) {
  let runtime: RuntimeService | undefined;
  const node = await lab.startNode({
    wrap: (own) => {
      runtime = Object.assign(Object.create(own) as RuntimeService, { writableLayer: describe });
      return own;
    },
  });
  await node.save('web.json', manifest());
  await until(() => expect(node.status()?.phase).toBe('Running'));
  if (!runtime) throw new Error('no runtime');
  const { id } = lab.engine.get(lab.runningId());
  const records = [await runtime.inspect(id)];
  const sampler = new Sampler({ runtime, clock: lab.clock, rootDir: lab.home, pods: () => [], records: () => records });
  return (await sampler.disk()).writable.get(id);
}

it('counts a layer where it lies, with its inodes', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'kulissen-layer-'));
  await writeFile(join(directory, 'written'), 'x'.repeat(50_000));
  const use = await layerUse(async () => ({ directory }));
  expect(use?.inodesUsed).toBe(2);
  expect(use?.usedBytes).toBeGreaterThanOrEqual(50_000);
  await rm(directory, { recursive: true });
});

it('takes the size that the engine tells where it does not lie here', async () => {
  expect(await layerUse(async () => ({ usedBytes: 7 }))).toEqual({ usedBytes: 7 });
});

it('says nothing of a container that is gone by then', async () => {
  expect(await layerUse(() => Promise.reject(new RuntimeError('NotFound', 'gone')))).toBeUndefined();
});
