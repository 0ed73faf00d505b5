import { describe, expect, it, vi } from 'vitest';
import type { StaticPod } from '@/lib/k8s/types';
import { ManualClock } from '@/server/runtime/memory/manual-clock';
import { EventRecorder } from '../../event-recorder';
import { EventStream } from '../../event-stream';
import { Klog } from '../../klog';
import type { KubeletEvent } from '../../kubelet';
import { pod as somePod } from '../../plan/fixtures';
import { Eviction, type EvictionDependencies } from './eviction';
import { NO_USAGE } from './rank-pods';
import type { Signal } from './signals';

const named = (name: string, source: string, spec: Partial<StaticPod['spec']> = {}): StaticPod => {
  const base = somePod(spec);
  const annotations = { 'kubernetes.io/config.source': source };
  return { ...base, metadata: { ...base.metadata, name, uid: `uid-${name}`, annotations } };
};

/** A node whose memory runs from `available` down to whatever the test sets. */
function node(pods: StaticPod[], more: Partial<EvictionDependencies> = {}) {
  const clock = new ManualClock();
  const lines: string[] = [];
  const told: KubeletEvent[] = [];
  const klog = new Klog({
    clock,
    pid: 1,
    verbosity: 0,
    sink: (line) => lines.push(line.slice(line.indexOf('] ') + 2)),
  });
  const stream = new EventStream(clock);
  stream.subscribe((event) => told.push(event));
  const available = new Map<Signal, number>([
    ['memory.available', 500],
    ['nodefs.available', 500],
  ]);
  const evicted: string[] = [];
  const ended = new AbortController();
  const eviction = new Eviction({
    clock,
    klog,
    events: new EventRecorder(stream, klog, 'node1'),
    policy: {
      thresholds: [
        { signal: 'memory.available', value: { amount: 100 }, graceMs: 0 },
        { signal: 'nodefs.available', value: { amount: 100 }, graceMs: 0 },
      ],
      transitionMs: 300_000,
      maxPodGraceSeconds: 0,
    },
    observe: async () =>
      new Map([...available].map(([signal, amount]) => [signal, { available: amount, capacity: 1000 }])),
    hasImageFileSystem: async () => false,
    activePods: () => pods.filter(({ metadata }) => !evicted.includes(metadata.name)),
    usage: async () => (pod) => ({ ...NO_USAGE, memoryBytes: pod.metadata.name.length }),
    overfullVolumes: async () => [],
    removeUnusedContainers: vi.fn(async () => undefined),
    removeUnusedImages: vi.fn(async () => undefined),
    evict: ({ metadata }) => evicted.push(metadata.name),
    isCleanedUp: () => true,
    changed: () => undefined,
    ...more,
  });
  eviction.start(ended.signal);
  /** Time goes on by a second a try until the condition holds. */
  const look = (condition: () => void) =>
    vi.waitFor(
      async () => {
        await clock.advance(1_000);
        condition();
      },
      { timeout: 4_000, interval: 2 },
    );
  return { eviction, available, evicted, lines, told, look, end: () => ended.abort() };
}

describe('eviction', () => {
  it('leaves static pods alone and says so, each round', async () => {
    const { available, look, lines, told, evicted, end } = node([named('web', 'file'), named('url', 'http')]);
    available.set('memory.available', 50);
    await look(() => expect(lines).toContain('eviction manager: unable to evict any pods from the node'));
    expect(lines).toContain('eviction manager: attempting to reclaim memory');
    expect(lines).toContain('eviction manager: cannot evict a critical pod web_default(uid-web)');
    expect(told.find(({ type }) => type === 'nodeEvent')).toMatchObject({
      eventType: 'Warning',
      reason: 'EvictionThresholdMet',
      message: 'Attempting to reclaim memory',
    });
    expect(evicted).toEqual([]);
    end();
  });

  it('takes one pod a round, the one that uses most above its request first', async () => {
    const pods = [named('a', 'api'), named('longest', 'api'), named('critical', 'api', { priority: 2_000_000_000 })];
    const { available, look, evicted, told, end } = node(pods);
    available.set('memory.available', 50);
    await look(() => expect(evicted).toEqual(['longest']));
    const event = told.find((one) => one.type === 'event');
    expect(event).toMatchObject({ reason: 'Evicted', message: 'The node was low on resource: memory. ' });
    await look(() => expect(evicted).toEqual(['longest', 'a']));
    end();
  });

  it('tells of each change of the pressures', async () => {
    const changed = vi.fn();
    const { available, look, eviction, end } = node([], { changed });
    available.set('memory.available', 50);
    await look(() => expect(eviction.pressures).toEqual(['MemoryPressure']));
    available.set('nodefs.available', 50);
    await look(() => expect(eviction.pressures).toEqual(['MemoryPressure', 'DiskPressure']));
    expect(changed.mock.calls.map(([pressures]) => pressures)).toEqual([
      ['MemoryPressure'],
      ['MemoryPressure', 'DiskPressure'],
    ]);
    end();
  });

  it('gives back what no pod misses first, and is content if that is enough', async () => {
    const available = new Map<Signal, number>([['nodefs.available', 50]]);
    const observe = async () =>
      new Map([...available].map(([signal, amount]) => [signal, { available: amount, capacity: 1000 }]));
    const removeUnusedImages = async () => void available.set('nodefs.available', 500);
    const { look, lines, evicted, end } = node([named('a', 'api')], { observe, removeUnusedImages });
    await look(() =>
      expect(lines).toContain('eviction manager: able to reduce ephemeral-storage pressure without evicting pods.'),
    );
    expect(evicted).toEqual([]);
    end();
  });

  it('evicts a pod whose emptyDir outgrows its limit', async () => {
    const overfullVolumes = async () => [{ name: 'cache', limit: '1Mi' }];
    const { look, told, evicted, end } = node([named('a', 'api')], { overfullVolumes });
    await look(() => expect(evicted).toEqual(['a']));
    expect(told.find((one) => one.type === 'event')).toMatchObject({
      message: 'Usage of EmptyDir volume "cache" exceeds the limit "1Mi". ',
    });
    end();
  });
});
