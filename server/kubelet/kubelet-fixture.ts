// A lab for tests: real manifest directories, the memory engine, and a clock that only a test moves.
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { ContainerStatus, PodStatus } from '@/lib/k8s/types';
import { createMemoryRuntime, MemoryEngine, RuntimeFaults } from '@/server/runtime/memory';
import { ManualClock } from '@/server/runtime/memory/manual-clock';
import { defaultSettings } from './configuration/fields';
import { defaultFlags } from './configuration/kubelet-flags';
import { NO_EVICTION } from './housekeeping/eviction/policy';
import { CONTAINER_GC_DEFAULTS } from './housekeeping/plan-container-gc';
import { IMAGE_GC_DEFAULTS } from './housekeeping/plan-image-gc';
import { createKubelet, type Kubelet, type KubeletConfig, type KubeletEvent } from './index';
import type { RuntimeService } from './runtime-service';
import { unmountTree } from './volumes/mounter';

const STAYS = 'trap "exit 0" TERM; sleep 100000 & wait';
/** Nothing but SIGKILL ends it. */
export const DEAF = 'trap "" TERM; sleep 100000';
const PATIENCE = { timeout: 4_000, interval: 5 };
export const SECOND = 1_000;

export interface ManifestWish {
  name?: string;
  script?: string;
  uid?: string;
  restartPolicy?: string;
  grace?: number;
  image?: string;
  env?: string;
}
/** A manifest with one container `c`. */
export const manifest = ({
  name = 'web',
  script = STAYS,
  uid,
  restartPolicy = 'Always',
  grace = 30,
  image,
  env = '1',
}: ManifestWish = {}) =>
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

/** A configuration without listeners, whose manifests and files are below `home`. */
export function testConfig(home: string, nodeName: string, lab = 'test'): KubeletConfig {
  return {
    settings: {
      ...defaultSettings('flags'),
      staticPodPath: join(home, 'manifests'),
      enableServer: false,
      healthzPort: 0,
    },
    flags: { ...defaultFlags(), v: 3 },
    nodeName,
    rootDir: join(home, 'root'),
    certDir: join(home, 'pki'),
    logDir: join(home, 'log'),
    ownership: { lab, node: nodeName },
    dockershimDir: join(home, 'dockershim'),
    containerGc: CONTAINER_GC_DEFAULTS,
    imageGc: IMAGE_GC_DEFAULTS,
    eviction: NO_EVICTION,
  };
}

/** One kubelet on the lab's engine. */
export class TestNode {
  readonly events: KubeletEvent[] = [];
  readonly kubelet: Kubelet;
  private readonly ended = new AbortController();

  constructor(
    readonly engine: MemoryEngine,
    readonly clock: ManualClock,
    readonly home: string,
    readonly faults = new RuntimeFaults(),
    name = 'node1',
    wrap: (runtime: RuntimeService) => RuntimeService = (runtime) => runtime,
    wish: Partial<KubeletConfig> = {},
  ) {
    const ownership = { lab: 'test', node: name };
    const runtime = wrap(createMemoryRuntime({ clock, ownership, engine, faults }));
    const config = { ...testConfig(home, name), ...wish };
    this.kubelet = createKubelet(config, { runtime, clock, pid: 1, random: () => 0 });
    this.kubelet.subscribe((event) => this.events.push(event));
  }

  start(): Promise<void> {
    return this.kubelet.start(this.ended.signal);
  }
  async stop(): Promise<void> {
    this.ended.abort();
    let done = false;
    const ended = this.kubelet.done.then(() => {
      done = true;
    });
    await vi.waitFor(() => expect(done).toBe(true), { timeout: 1000, interval: 5 }).catch(() => undefined);
    // What it was just doing may wait for time (a container that is being stopped), and nobody else lets it pass any more.
    for (let passed = 0; passed < 600 && !done; passed++) await Promise.race([ended, this.clock.advance(SECOND)]);
    await ended;
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

/** Waits for a condition, never for a time. */
export const until = (condition: () => void | Promise<void>) => vi.waitFor(condition, PATIENCE);

export interface NodeWish {
  faults?: RuntimeFaults;
  name?: string;
  /** Puts something between the kubelet and its engine. */
  wrap?: (runtime: RuntimeService) => RuntimeService;
  home?: string;
  /** What differs from a kubelet's defaults. */
  config?: Partial<KubeletConfig>;
}

/** One engine and one home folder per test; every node that a test starts is stopped after it. */
export class TestLab {
  home = '';
  clock = new ManualClock();
  engine = new MemoryEngine(this.clock);
  private nodes: TestNode[] = [];

  async open(): Promise<void> {
    this.home = await this.newHome();
    this.clock = new ManualClock();
    this.engine = new MemoryEngine(this.clock);
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.splice(0).map((node) => node.stop()));
    // A kubelet that ends leaves its volumes mounted.
    await unmountTree(this.home);
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  async newHome(): Promise<string> {
    const home = await mkdtemp(join(tmpdir(), 'kulissen-kubelet-'));
    await mkdir(join(home, 'manifests'));
    return home;
  }

  async startNode({ faults, name, wrap, home = this.home, config }: NodeWish = {}): Promise<TestNode> {
    const node = new TestNode(this.engine, this.clock, home, faults, name, wrap, config);
    this.nodes.push(node);
    await node.start();
    return node;
  }

  /** A node with one running pod. */
  async running(wish: ManifestWish = {}): Promise<TestNode> {
    const node = await this.startNode();
    await node.save('web.json', manifest(wish));
    await until(() => expect(node.status()?.phase).toBe('Running'));
    return node;
  }

  /** Waits for what is due now: time goes on by a millisecond per look, for a worker may set its timer a little late. */
  async due(condition: () => void): Promise<void> {
    const before = this.clock.now();
    await vi.waitFor(async () => {
      await this.clock.advance(1);
      condition();
    }, PATIENCE);
    expect(this.clock.now() - before).toBeLessThan(SECOND);
  }

  /** Id of the one app container that runs. */
  runningId(): string {
    const running = this.engine
      .all()
      .find(({ labels, state }) => labels['io.kubernetes.docker.type'] === 'container' && state === 'running');
    if (!running) throw new Error('nothing runs');
    return running.id;
  }
}

/** A lab that is new for each test of the file. */
export function givenTestLab(): TestLab {
  const lab = new TestLab();
  beforeEach(() => lab.open());
  afterEach(() => lab.close());
  return lab;
}
