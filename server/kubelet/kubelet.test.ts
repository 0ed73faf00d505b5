// The whole kubelet on the memory engine with a clock that stands still: files in, containers out, time moved by hand.
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ContainerStatus, PodStatus } from '@/lib/k8s/types';
import { createMemoryRuntime, MemoryEngine, RuntimeFaults } from '@/server/runtime/memory';
import { ManualClock } from '@/server/runtime/memory/manual-clock';
import { createKubelet, type Kubelet, type KubeletEvent } from './index';
import type { KubeletDependencies } from './kubelet';
import { REMAINS_MS } from './plan/plan-removal';

const STAYS = 'trap "exit 0" TERM; sleep 100000 & wait';
const DEAF = 'trap "" TERM; sleep 100000';
const PATIENCE = { timeout: 4_000, interval: 5 };
const SECOND = 1_000;

interface Manifest {
  name?: string;
  script?: string;
  uid?: string;
  restartPolicy?: string;
  grace?: number;
  image?: string;
  env?: string;
}
const manifest = ({
  name = 'web',
  script = STAYS,
  uid,
  restartPolicy = 'Always',
  grace = 30,
  image,
  env = '1',
}: Manifest = {}) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...(uid && { uid }) },
    spec: {
      restartPolicy,
      terminationGracePeriodSeconds: grace,
      containers: [
        {
          name: 'c',
          image: image ?? 'busybox:1.35',
          command: ['sh', '-c', script],
          env: [{ name: 'V', value: env }],
        },
      ],
    },
  });

class Node {
  readonly events: KubeletEvent[] = [];
  readonly kubelet: Kubelet;
  private readonly ended = new AbortController();

  constructor(
    readonly engine: MemoryEngine,
    readonly clock: ManualClock,
    readonly home: string,
    readonly faults = new RuntimeFaults(),
    name = 'node1',
    gate?: KubeletDependencies['gate'],
  ) {
    const ownership = { lab: 'test', node: name };
    const runtime = createMemoryRuntime({ clock, ownership, engine, faults });
    const config = {
      nodeName: name,
      manifestPath: join(home, 'manifests'),
      fileCheckMs: 20 * SECOND,
      address: '127.0.0.1',
      readOnlyPort: 0,
      healthzPort: 0,
      healthzAddress: '127.0.0.1',
      rootDir: join(home, 'root'),
      logDir: join(home, 'log'),
      sandboxImage: 'k8s.gcr.io/pause:3.2',
      verbosity: 3,
      ownership,
    };
    this.kubelet = createKubelet(config, { runtime, clock, pid: 1, random: () => 0, ...(gate && { gate }) });
    this.kubelet.subscribe((event) => this.events.push(event));
  }

  start(): Promise<void> {
    return this.kubelet.start(this.ended.signal);
  }
  async stop(): Promise<void> {
    this.ended.abort();
    await this.kubelet.done;
  }
  /** As one saves: a dot-name first, then the rename. */
  async save(file: string, content: string): Promise<void> {
    await writeFile(join(this.home, 'manifests', `.${file}`), content);
    await rename(join(this.home, 'manifests', `.${file}`), join(this.home, 'manifests', file));
  }
  remove(file: string): Promise<void> {
    return rm(join(this.home, 'manifests', file));
  }
  status(): PodStatus | undefined {
    return this.kubelet.pods()[0]?.status;
  }
  container(): ContainerStatus | undefined {
    return this.status()?.containerStatuses?.[0];
  }
  /** App containers of this node's engine, as `name state`. */
  containers(type = 'container'): string[] {
    return this.engine
      .all()
      .filter(({ labels }) => labels['io.kubernetes.docker.type'] === type)
      .map(({ name, state }) => `${name.split('_')[2]}_${name.split('_')[5]} ${state}`);
  }
  count(type: KubeletEvent['type']): number {
    return this.events.filter((event) => event.type === type).length;
  }
  log(): string {
    return this.events.flatMap((event) => (event.type === 'log' ? [event.line] : [])).join('\n');
  }
}

const until = (condition: () => void) => vi.waitFor(condition, PATIENCE);

let home: string;
let clock: ManualClock;
let engine: MemoryEngine;
const nodes: Node[] = [];
const startNode = async (
  ...more: [faults?: RuntimeFaults, name?: string, gate?: KubeletDependencies['gate']]
): Promise<Node> => {
  const node = new Node(engine, clock, home, ...more);
  nodes.push(node);
  await node.start();
  return node;
};
/** A node with one running pod. */
const running = async (more: Manifest = {}): Promise<Node> => {
  const node = await startNode();
  await node.save('web.json', manifest(more));
  await until(() => expect(node.status()?.phase).toBe('Running'));
  return node;
};
const runningId = (): string => {
  const id = engine
    .all()
    .find(({ labels, state }) => labels['io.kubernetes.docker.type'] === 'container' && state === 'running')?.id;
  if (!id) throw new Error('nothing runs');
  return id;
};

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kulissen-kubelet-'));
  await mkdir(join(home, 'manifests'));
  clock = new ManualClock();
  engine = new MemoryEngine(clock);
});
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.stop()));
  await rm(home, { recursive: true, force: true });
});

describe('a kubelet', () => {
  it('runs what a manifest says, and says why it does each thing', async () => {
    const node = await running();
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
    const node = await running();
    const acted = node.count('acted');
    await node.save('web.json', `${manifest()}\n\n`);
    await until(() => expect(node.events.filter(({ type }) => type === 'manifestRead')).toHaveLength(2));
    await clock.advance(100 * SECOND);
    expect(node.count('acted')).toBe(acted);
  });

  it('replaces an edited pod at once, and gives the old one its whole grace', async () => {
    const node = await running({ script: DEAF, grace: 8 });
    await node.save('web.json', manifest({ env: '2' }));
    await until(() => expect(node.containers()).toEqual(['web-node1_0 running', 'web-node1_0 running']));
    await clock.advance(7 * SECOND);
    expect(node.containers()).toEqual(['web-node1_0 running', 'web-node1_0 running']);
    await clock.advance(1 * SECOND);
    await until(() => expect(node.containers()).toEqual(['web-node1_0 exited', 'web-node1_0 running']));
  });

  it('restarts at once, then after 10 s counted from the end, exactly', async () => {
    const node = await running();
    engine.kill(runningId());
    await until(() => expect(node.container()).toMatchObject({ restartCount: 1, ready: true }));
    await clock.advance(2 * SECOND);
    engine.kill(runningId());
    await until(() => expect(node.container()?.state.waiting?.reason).toBe('CrashLoopBackOff'));
    expect(node.container()?.state.waiting?.message).toMatch(
      /^back-off 10s restarting failed container=c pod=web-node1_default\(/,
    );
    expect(node.status()?.phase).toBe('Running');
    await clock.advance(10 * SECOND - 1);
    expect(node.container()?.restartCount).toBe(1);
    await clock.advance(1);
    await until(() => expect(node.container()).toMatchObject({ restartCount: 2, ready: true }));
    expect(node.containers()).toEqual(['web-node1_1 exited', 'web-node1_2 running']);
  });

  it('finds out what no event told', async () => {
    const faults = new RuntimeFaults();
    const node = await startNode(faults);
    await node.save('web.json', manifest());
    await until(() => expect(node.container()?.ready).toBe(true));
    faults.dropEvents = true;
    engine.kill(runningId());
    await clock.advance(5 * SECOND);
    await until(() => expect(node.container()?.restartCount).toBe(1));
  });

  it('ends a pod whose manifest is gone, and clears away after a while', async () => {
    const node = await running();
    await node.remove('web.json');
    await until(() => expect(node.kubelet.pods()).toEqual([]));
    await until(() => expect(node.containers()).toEqual(['web-node1_0 exited']));
    await until(() => expect(node.containers('podsandbox')).toEqual(['web-node1_0 exited']));
    await clock.advance(REMAINS_MS - 1);
    expect(node.containers()).toHaveLength(1);
    await clock.advance(1);
    await until(() => expect(node.count('podForgotten')).toBe(1));
    expect(engine.all()).toEqual([]);
  });

  it('goes on with the history of a pod that comes back before it is cleared away', async () => {
    const node = await running();
    await node.remove('web.json');
    await until(() => expect(node.containers()).toEqual(['web-node1_0 exited']));
    await node.save('web.json', manifest());
    await until(() => expect(node.containers()).toEqual(['web-node1_0 exited', 'web-node1_1 running']));
    await until(() => expect(node.container()?.restartCount).toBe(1));
  });

  it('never overwrites a termination: a pod that comes back while it ends is ended first', async () => {
    const node = await running({ script: DEAF, grace: 5 });
    await node.remove('web.json');
    await until(() => expect(node.log()).toContain('Stopping container c'));
    await node.save('web.json', manifest({ script: DEAF, grace: 5 }));
    await until(() => expect(node.kubelet.pods()).toHaveLength(1));
    await clock.advance(4 * SECOND);
    expect(node.containers()).toEqual(['web-node1_0 running']);
    await clock.advance(1 * SECOND);
    await until(() => expect(node.containers()).toEqual(['web-node1_0 exited', 'web-node1_1 running']));
  });

  it('lets a broken manifest keep its pod until the next listing, and says when that is', async () => {
    const node = await running();
    const listedAt = clock.now();
    await node.save('web.json', '{ broken');
    await until(() =>
      expect(node.events.findLast(({ type }) => type === 'manifestRead')).toMatchObject({
        state: 'rejected',
        dropsAt: listedAt + 20 * SECOND,
      }),
    );
    expect(node.log()).toContain("Unable to process watch event: can't process config file");
    await clock.advance(20 * SECOND - 1);
    expect(node.kubelet.pods()).toHaveLength(1);
    await clock.advance(1);
    await until(() => expect(node.kubelet.pods()).toEqual([]));
    expect(node.log()).toContain("Can't process manifest file");
  });

  it('restarts in place only what has a pinned uid', async () => {
    const node = await running({ uid: 'pinned-1' });
    await node.save('web.json', manifest({ uid: 'pinned-1', env: '2' }));
    await until(() => expect(node.containers()).toEqual(['web-node1_0 exited', 'web-node1_1 running']));
    expect(node.containers('podsandbox')).toHaveLength(1);
    expect(node.log()).toContain('Container c definition changed, will be restarted');
  });

  it('finishes a pod for good', async () => {
    const node = await startNode();
    await node.save('web.json', manifest({ script: 'sleep 5; exit 3', restartPolicy: 'Never' }));
    await until(() => expect(node.container()?.ready).toBe(true));
    await clock.advance(5 * SECOND);
    await until(() => expect(node.status()?.phase).toBe('Failed'));
    await until(() => expect(node.containers('podsandbox')).toEqual(['web-node1_0 exited']));
    await clock.advance(200 * SECOND);
    expect(node.containers()).toEqual(['web-node1_0 exited']);
  });

  it('waits for an image: ErrImagePull, ImagePullBackOff, and the events of both', async () => {
    const node = await startNode();
    await node.save('web.json', manifest({ image: 'nowhere:1' }));
    await until(() => expect(node.container()?.state.waiting?.reason).toBe('ErrImagePull'));
    await clock.advance(1 * SECOND);
    await until(() =>
      expect(node.container()?.state.waiting).toEqual({
        reason: 'ImagePullBackOff',
        message: 'Back-off pulling image "nowhere:1"',
      }),
    );
    expect(node.status()?.phase).toBe('Pending');
    const pulls = () => node.log().split('Pulling image').length - 1;
    expect(pulls()).toBe(1);
    await clock.advance(9 * SECOND);
    await until(() => expect(pulls()).toBe(2));
  });
});

describe('a kubelet that is not alone', () => {
  it('adopts what runs, and keeps its counts', async () => {
    const first = await running();
    engine.kill(runningId());
    await until(() => expect(first.container()?.restartCount).toBe(1));
    const before = runningId();
    await first.stop();
    const second = await startNode();
    await until(() => expect(second.container()).toMatchObject({ restartCount: 1, ready: true }));
    expect(runningId()).toBe(before);
    expect(second.count('acted')).toBe(0);
  });

  it('ends what runs and no source names', async () => {
    const first = await running();
    await first.stop();
    await first.remove('web.json');
    const second = await startNode();
    await until(() => expect(second.containers()).toEqual(['web-node1_0 exited']));
    expect(second.log()).toContain('Killing unwanted pod');
  });

  it("leaves another node's pods alone", async () => {
    const first = await running();
    const elsewhere = await mkdtemp(join(tmpdir(), 'kulissen-kubelet-'));
    await mkdir(join(elsewhere, 'manifests'));
    const second = new Node(engine, clock, elsewhere, undefined, 'node2');
    nodes.push(second);
    await second.start();
    await clock.advance(60 * SECOND);
    expect(second.count('acted')).toBe(0);
    expect(first.containers()).toEqual(['web-node1_0 running']);
    await rm(elsewhere, { recursive: true });
  });
});

describe('a kubelet without its engine', () => {
  it('decides nothing, guesses nothing, and goes on by itself', async () => {
    const faults = new RuntimeFaults();
    const node = await startNode(faults);
    await node.save('web.json', manifest());
    await until(() => expect(node.status()?.phase).toBe('Running'));
    faults.setUnavailable(true);
    await clock.advance(5 * SECOND);
    await until(() => expect(node.events.findLast(({ type }) => type === 'runtime')).toMatchObject({ up: false }));
    expect(node.log()).toContain('GenericPLEG: Unable to retrieve pods:');
    const acted = node.count('acted');
    await node.save('other.json', manifest({ name: 'other' }));
    await until(() => expect(node.kubelet.pods()).toHaveLength(2));
    await clock.advance(60 * SECOND);
    expect(node.count('acted')).toBe(acted);
    faults.setUnavailable(false);
    await clock.advance(6 * SECOND);
    await until(() => expect(node.containers()).toEqual(['web-node1_0 running', 'other-node1_0 running']));
    expect(node.events.findLast(({ type }) => type === 'runtime')).toMatchObject({ up: true });
  });

  it('lets a gate hold a sync before it acts', async () => {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const node = await startNode(undefined, 'node1', (step) => (step === 'act' ? opened : undefined));
    await node.save('web.json', manifest());
    await until(() => expect(node.events.findLast(({ type }) => type === 'phase')).toMatchObject({ phase: 'act' }));
    expect(engine.all()).toEqual([]);
    open();
    await until(() => expect(node.status()?.phase).toBe('Running'));
  });
});
