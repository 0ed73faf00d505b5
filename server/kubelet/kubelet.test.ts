// The whole kubelet on the memory engine with a clock that stands still: files in, containers out, time moved by hand.
import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { RuntimeFaults } from '@/server/runtime/memory';
import { DEAF, givenTestLab, manifest, SECOND, until } from './kubelet-fixture';
import { REMAINS_MS } from './plan/plan-removal';
import { RuntimeError, type RuntimeService } from './runtime-service';

const lab = givenTestLab();

describe('a kubelet', () => {
  it('runs what a manifest says, and says why it does each thing', async () => {
    const node = await lab.running();
    expect(node.containers('podsandbox')).toEqual(['web-node1_0 running']);
    expect(node.containers()).toEqual(['web-node1_0 running']);
    const plans = node.events.flatMap((event) => (event.type === 'planned' ? [event.actions] : []));
    expect(plans[0]?.map(({ kind, because }) => [kind, because.code])).toEqual([
      ['CreateSandbox', 'NoSandbox'],
      ['StartContainer', 'NeverStarted'],
    ]);
    await until(() =>
      expect(node.events.filter((event) => event.type === 'planned').at(-1)).toMatchObject({ actions: [] }),
    );
  });

  it('does nothing twice: no edit, no action', async () => {
    const node = await lab.running();
    const acted = node.count('acted');
    await node.save('web.json', `${manifest()}\n\n`);
    await until(() => expect(node.events.filter(({ type }) => type === 'manifestRead')).toHaveLength(2));
    await lab.clock.advance(100 * SECOND);
    expect(node.count('acted')).toBe(acted);
  });

  it('replaces an edited pod at once, and gives the old one its whole grace', async () => {
    const node = await lab.running({ script: DEAF, grace: 8 });
    await node.save('web.json', manifest({ env: '2' }));
    await until(() => expect(node.containers()).toEqual(['web-node1_0 running', 'web-node1_0 running']));
    await until(() => expect(node.log()).toContain('Stopping container c'));
    await lab.clock.advance(7 * SECOND);
    expect(node.containers()).toEqual(['web-node1_0 running', 'web-node1_0 running']);
    await lab.clock.advance(1 * SECOND);
    await until(() => expect(node.containers()).toEqual(['web-node1_0 exited', 'web-node1_0 running']));
  });

  it('restarts at once, then after 10 s counted from the end, exactly', async () => {
    const node = await lab.running();
    lab.engine.kill(lab.runningId());
    await until(() => expect(node.container()).toMatchObject({ restartCount: 1, ready: true }));
    await lab.clock.advance(2 * SECOND);
    lab.engine.kill(lab.runningId());
    await until(() => expect(node.container()?.state.waiting?.reason).toBe('CrashLoopBackOff'));
    expect(node.container()?.state.waiting?.message).toMatch(
      /^back-off 10s restarting failed container=c pod=web-node1_default\(/,
    );
    expect(node.status()?.phase).toBe('Running');
    await lab.clock.advance(10 * SECOND - 1);
    expect(node.container()?.restartCount).toBe(1);
    await lab.due(() => expect(node.container()).toMatchObject({ restartCount: 2, ready: true }));
    expect(node.containers()).toEqual(['web-node1_1 exited', 'web-node1_2 running']);
  });

  it('finds out what no event told', async () => {
    const faults = new RuntimeFaults();
    const node = await lab.startNode({ faults });
    await node.save('web.json', manifest());
    await until(() => expect(node.container()?.ready).toBe(true));
    faults.dropEvents = true;
    lab.engine.kill(lab.runningId());
    await lab.clock.advance(5 * SECOND);
    await until(() => expect(node.container()?.restartCount).toBe(1));
  });

  it('ends a pod whose manifest is gone, and clears away after a while', async () => {
    const node = await lab.running();
    await node.remove('web.json');
    await until(() => expect(node.kubelet.pods()).toEqual([]));
    await until(() => expect(node.containers()).toEqual(['web-node1_0 exited']));
    await until(() => expect(node.containers('podsandbox')).toEqual(['web-node1_0 exited']));
    await lab.clock.advance(REMAINS_MS - 1);
    expect(node.containers()).toHaveLength(1);
    await lab.due(() => expect(node.count('podForgotten')).toBe(1));
    expect(lab.engine.all()).toEqual([]);
  });

  it('goes on with the history of a pod that comes back before it is cleared away', async () => {
    const node = await lab.running();
    await node.remove('web.json');
    await until(() => expect(node.containers()).toEqual(['web-node1_0 exited']));
    await node.save('web.json', manifest());
    await until(() => expect(node.containers()).toEqual(['web-node1_0 exited', 'web-node1_1 running']));
    await until(() => expect(node.container()?.restartCount).toBe(1));
  });

  it('never overwrites a termination: a pod that comes back while it ends is ended first', async () => {
    const node = await lab.running({ script: DEAF, grace: 5 });
    await node.remove('web.json');
    await until(() => expect(node.log()).toContain('Stopping container c'));
    await node.save('web.json', manifest({ script: DEAF, grace: 5 }));
    await until(() => expect(node.kubelet.pods()).toHaveLength(1));
    await lab.clock.advance(4 * SECOND);
    expect(node.containers()).toEqual(['web-node1_0 running']);
    await lab.clock.advance(1 * SECOND);
    await until(() => expect(node.containers()).toEqual(['web-node1_0 exited', 'web-node1_1 running']));
  });

  it('lets a broken manifest keep its pod until the next listing, and says when that is', async () => {
    const node = await lab.running();
    const listedAt = lab.clock.now();
    await node.save('web.json', '{ broken');
    await until(() =>
      expect(node.events.findLast(({ type }) => type === 'manifestRead')).toMatchObject({
        state: 'rejected',
        dropsAt: listedAt + 20 * SECOND,
      }),
    );
    expect(node.log()).toContain("Unable to process watch event: can't process config file");
    await lab.clock.advance(20 * SECOND - 1);
    expect(node.kubelet.pods()).toHaveLength(1);
    await lab.clock.advance(1);
    await until(() => expect(node.kubelet.pods()).toEqual([]));
    expect(node.log()).toContain("Can't process manifest file");
  });

  it('restarts in place only what has a pinned uid', async () => {
    const node = await lab.running({ uid: 'pinned-1' });
    await node.save('web.json', manifest({ uid: 'pinned-1', env: '2' }));
    await until(() => expect(node.containers()).toEqual(['web-node1_0 exited', 'web-node1_1 running']));
    expect(node.containers('podsandbox')).toHaveLength(1);
    expect(node.log()).toContain('Container c definition changed, will be restarted');
  });

  it('finishes a pod for good', async () => {
    const node = await lab.startNode();
    await node.save('web.json', manifest({ script: 'sleep 5; exit 3', restartPolicy: 'Never' }));
    await until(() => expect(node.container()?.ready).toBe(true));
    await lab.clock.advance(5 * SECOND);
    await until(() => expect(node.status()?.phase).toBe('Failed'));
    await until(() => expect(node.containers('podsandbox')).toEqual(['web-node1_0 exited']));
    await lab.clock.advance(200 * SECOND);
    expect(node.containers()).toEqual(['web-node1_0 exited']);
  });

  it('waits for an image: ErrImagePull, ImagePullBackOff, and the events of both', async () => {
    const node = await lab.startNode();
    await node.save('web.json', manifest({ image: 'nowhere:1' }));
    await until(() => expect(node.container()?.state.waiting?.reason).toBe('ErrImagePull'));
    await lab.clock.advance(1 * SECOND);
    await lab.due(() =>
      expect(node.container()?.state.waiting).toEqual({
        reason: 'ImagePullBackOff',
        message: 'Back-off pulling image "nowhere:1"',
      }),
    );
    expect(node.status()?.phase).toBe('Pending');
    const pulls = () => node.log().split('Pulling image').length - 1;
    expect(pulls()).toBe(1);
    await lab.clock.advance(9 * SECOND);
    await lab.due(() => expect(pulls()).toBe(2));
  });

  it('pulls without the secrets that only an API server has, and says so', async () => {
    const node = await lab.startNode();
    const pod = JSON.parse(manifest({ image: 'nowhere:1' })) as { spec: object };
    await node.save('web.json', JSON.stringify({ ...pod, spec: { ...pod.spec, imagePullSecrets: [{ name: 'hub' }] } }));
    await until(() => expect(node.container()?.state.waiting?.reason).toBe('ErrImagePull'));
    expect(node.log()).toMatch(
      /^W.* kubelet_pods\.go:886\] Unable to retrieve pull secret default\/hub for default\/web-node1 due to .* The image pull may not succeed\.$/m,
    );
  });
});

describe('a kubelet that is not alone', () => {
  it('adopts what runs, and keeps its counts', async () => {
    const first = await lab.running();
    lab.engine.kill(lab.runningId());
    await until(() => expect(first.container()?.restartCount).toBe(1));
    const before = lab.runningId();
    await first.stop();
    const second = await lab.startNode();
    await until(() => expect(second.container()).toMatchObject({ restartCount: 1, ready: true }));
    expect(lab.runningId()).toBe(before);
    expect(second.count('acted')).toBe(0);
  });

  it('ends what runs and no source names', async () => {
    const first = await lab.running();
    await first.stop();
    await first.remove('web.json');
    const second = await lab.startNode();
    await until(() => expect(second.containers()).toEqual(['web-node1_0 exited']));
    expect(second.log()).toContain('Killing unwanted pod');
  });

  it("leaves another node's pods alone", async () => {
    const first = await lab.running();
    const elsewhere = await lab.newHome();
    const second = await lab.startNode({ name: 'node2', home: elsewhere });
    await lab.clock.advance(60 * SECOND);
    expect(second.count('acted')).toBe(0);
    expect(first.containers()).toEqual(['web-node1_0 running']);
    await rm(elsewhere, { recursive: true });
  });
});

describe('a kubelet without its engine', () => {
  it('decides nothing, guesses nothing, and goes on by itself', async () => {
    const faults = new RuntimeFaults();
    const node = await lab.startNode({ faults });
    await node.save('web.json', manifest());
    await until(() => expect(node.status()?.phase).toBe('Running'));
    faults.setUnavailable(true);
    await lab.clock.advance(5 * SECOND);
    await until(() => expect(node.events.findLast(({ type }) => type === 'runtime')).toMatchObject({ up: false }));
    expect(node.log()).toContain('GenericPLEG: Unable to retrieve pods:');
    const acted = node.count('acted');
    await node.save('other.json', manifest({ name: 'other' }));
    await until(() => expect(node.kubelet.pods()).toHaveLength(2));
    await lab.clock.advance(60 * SECOND);
    expect(node.count('acted')).toBe(acted);
    faults.setUnavailable(false);
    await lab.clock.advance(6 * SECOND);
    await until(() => expect(node.containers()).toEqual(['web-node1_0 running', 'other-node1_0 running']));
    expect(node.events.findLast(({ type }) => type === 'runtime')).toMatchObject({ up: true });
  });
});

describe('a kubelet in trouble', () => {
  it('tries a failing sandbox again with growing pauses, not once a second', async () => {
    const faults = new RuntimeFaults();
    faults.fail('runSandbox', new RuntimeError('Create', 'Error response from daemon: no'), 3);
    const node = await lab.startNode({ faults });
    await node.save('web.json', manifest());
    const attempts = () => node.log().split('Failed to create pod sandbox').length - 1;
    await until(() => expect(attempts()).toBe(1));
    expect(node.container()?.state.waiting?.reason).toBe('ContainerCreating');
    await lab.clock.advance(10 * SECOND);
    await lab.due(() => expect(attempts()).toBe(2));
    await lab.clock.advance(19 * SECOND);
    expect(attempts()).toBe(2);
    await lab.clock.advance(1 * SECOND);
    await lab.due(() => expect(attempts()).toBe(3));
    await lab.clock.advance(40 * SECOND);
    await lab.due(() => expect(node.container()?.ready).toBe(true));
  });

  it('starts the other containers of a pod when one does not start', async () => {
    const faults = new RuntimeFaults();
    faults.fail('createContainer', new RuntimeError('Create', 'Error response from daemon: no'));
    const node = await lab.startNode({ faults });
    const pod = JSON.parse(manifest());
    pod.spec.containers.push({ ...pod.spec.containers[0], name: 'd' });
    await node.save('web.json', JSON.stringify(pod));
    const states = () =>
      node.status()?.containerStatuses?.map(({ state }) => state.waiting?.reason ?? Object.keys(state)[0]);
    await until(() => expect(states()).toEqual(['CreateContainerError', 'running']));
    await lab.clock.advance(10 * SECOND);
    await lab.due(() => expect(states()).toEqual(['running', 'running']));
  });

  it('keeps what it knew of a container that can not be inspected', async () => {
    const faults = new RuntimeFaults();
    const node = await lab.startNode({ faults });
    await node.save('web.json', manifest());
    await until(() => expect(node.container()?.ready).toBe(true));
    faults.fail('inspect', new RuntimeError('Invalid', 'Error response from daemon: no'));
    faults.dropEvents = true;
    lab.engine.kill(lab.runningId());
    await lab.clock.advance(5 * SECOND);
    expect(node.container()?.ready).toBe(true);
    await lab.clock.advance(1 * SECOND);
    await lab.due(() => expect(node.containers()).toEqual(['web-node1_0 exited', 'web-node1_1 running']));
  });

  it('gives up a start when its pod has to end', async () => {
    const creation = deferred();
    let asked = false;
    const node = await lab.startNode({
      wrap: (runtime) =>
        Object.assign(Object.create(runtime) as RuntimeService, {
          async runSandbox(...args: Parameters<RuntimeService['runSandbox']>) {
            asked = true;
            await creation.promise;
            return runtime.runSandbox(...args);
          },
        }),
    });
    await node.save('web.json', manifest());
    await until(() => expect(asked).toBe(true));
    await node.remove('web.json');
    await until(() => expect(node.count('podRemoved')).toBe(1));
    creation.resolve();
    await until(() => expect(node.containers('podsandbox')).toEqual(['web-node1_0 exited']));
    expect(node.containers()).toEqual([]);
    await lab.clock.advance(REMAINS_MS);
    await lab.due(() => expect(node.count('podForgotten')).toBe(1));
    expect(lab.engine.all()).toEqual([]);
  });
});

function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
