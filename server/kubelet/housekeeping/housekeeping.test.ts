import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { givenTestLab, manifest, SECOND, until } from '../kubelet-fixture';

const lab = givenTestLab();
const entries = (...path: string[]) => readdir(join(lab.home, ...path)).catch(() => []);
/** Moves the clock on until a condition of the file system holds. */
const eventually = (condition: () => Promise<void>) =>
  expect
    .poll(
      async () => {
        await lab.clock.advance(SECOND);
        return condition().then(
          () => true,
          () => false,
        );
      },
      { timeout: 4_000, interval: 5 },
    )
    .toBe(true);

describe('directories of pods', () => {
  it('without a pod are removed, those of pods stay', async () => {
    const node = await lab.running();
    const [uid] = await entries('root/pods');
    await mkdir(join(lab.home, 'root/pods/orphan/containers/c'), { recursive: true });
    await eventually(async () => expect(await entries('root/pods')).toEqual([uid]));
    expect(node.log()).toContain('Orphaned pod "orphan" found, removing');
  });

  it('are left alone where others were there before us', async () => {
    await mkdir(join(lab.home, 'root/pods/of-a-real-kubelet'), { recursive: true });
    const node = await lab.running();
    await lab.clock.advance(10 * SECOND);
    expect(await entries('root/pods')).toContain('of-a-real-kubelet');
    expect(node.log()).toMatch(/was in use before: directories without a pod are left alone/);
  });

  it('are not garbage before every source has spoken', async () => {
    const first = await lab.running();
    await first.stop();
    const [uid] = await entries('root/pods');
    for (const { id } of lab.engine.all()) lab.engine.remove(id);
    const again = await lab.startNode();
    await until(() => expect(again.status()?.phase).toBe('Running'));
    expect(await entries('root/pods')).toEqual([uid]);
  });
});

describe('checkpoints', () => {
  it('come with the sandbox and go with it', async () => {
    const node = await lab.running();
    const sandbox = lab.engine.all().find(({ labels }) => labels['io.kubernetes.docker.type'] === 'podsandbox');
    await eventually(async () => expect(await entries('dockershim/sandbox')).toEqual([sandbox?.id]));
    await node.remove('web.json');
    await eventually(async () => expect(await entries('dockershim/sandbox')).toEqual([]));
  });

  it('that dangle or are corrupt are removed, and so is that of a sandbox that somebody else has removed', async () => {
    const node = await lab.running();
    const sandboxes = () =>
      lab.engine.all().filter(({ labels }) => labels['io.kubernetes.docker.type'] === 'podsandbox');
    const first = sandboxes()[0]?.id ?? '';
    await writeFile(join(lab.home, 'dockershim/sandbox', 'junk'), 'no checkpoint');
    lab.engine.remove(first);
    await until(() => expect(sandboxes().map(({ id, state }) => id !== first && state)).toEqual(['running']));
    await eventually(async () => expect(await entries('dockershim/sandbox')).toEqual([sandboxes()[0]?.id]));
    expect(node.log()).toContain('Failed to retrieve checkpoint for sandbox "junk": checkpoint is corrupted');
  });
});

describe('log directories', () => {
  it('of pods that are gone go, foreign ones stay', async () => {
    const node = await lab.running();
    const own = 'default_gone_0123';
    for (const name of [own, 'default_foreign_4567'])
      await mkdir(join(lab.home, 'log/pods', name, 'c'), { recursive: true });
    await writeFile(join(lab.home, 'log/pods', own, '.kulissen'), 'test/node1');
    await mkdir(join(lab.home, 'log/containers'), { recursive: true });
    const link = (pod: string, id: string) =>
      symlink(join(lab.home, 'log/pods', pod, 'c/0.log'), join(lab.home, 'log/containers', `x_default_c-${id}.log`));
    await link(own, 'a1');
    await link('default_foreign_4567', 'b2');
    await eventually(async () => {
      expect(await entries('log/pods')).toEqual(['default_foreign_4567']);
      expect(await entries('log/containers')).toEqual(['x_default_c-b2.log']);
    });
    expect(node.status()?.phase).toBe('Running');
  });
});

describe('dead containers', () => {
  it('beyond the limit of the node go at the next collection, with a reason', async () => {
    const node = await lab.startNode({
      config: { containerGc: { minAgeMs: 0, maxPerContainer: 1, maxContainers: 0 } },
    });
    await node.save('a.json', manifest({ name: 'a', script: 'exit 0', restartPolicy: 'Never' }));
    await lab.due(() => expect(node.status()?.phase).toBe('Succeeded'));
    await eventually(async () => expect(node.containers()).toEqual([]));
    expect(node.status()?.phase).toBe('Succeeded');
    expect(
      node.events.some(
        (event) =>
          event.type === 'acted' &&
          event.action.kind === 'RemoveContainer' &&
          event.action.because.code === 'OldInstance',
      ),
    ).toBe(true);
    await rm(join(lab.home, 'manifests/a.json'));
  });
});
