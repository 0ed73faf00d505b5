import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryRuntime, MemoryEngine } from '@/server/runtime/memory';
import { ManualClock } from '@/server/runtime/memory/manual-clock';
import { PulledImages } from '../disk/pulled-images';
import { EventRecorder } from '../event-recorder';
import { EventStream } from '../event-stream';
import { Klog } from '../klog';
import type { KubeletEvent } from '../kubelet';
import { ImageGc } from './image-gc';
import { bytesToFree, type FileSystemUsage, IMAGE_GC_DEFAULTS, type ImageGcPolicy } from './plan-image-gc';

const MB = 1_000_000;
/** A file system of 100 MB; each image of the memory engine has 1 MB. */
const full = (percent: number): FileSystemUsage => ({ capacityBytes: 100 * MB, availableBytes: (100 - percent) * MB });

describe('how much to free', () => {
  it.each([
    [84, 0],
    [85, 5 * MB],
    [90, 10 * MB],
    [100, 20 * MB],
  ])('%i %% in use: %i bytes', (percent, bytes) => {
    expect(bytesToFree(full(percent), IMAGE_GC_DEFAULTS)).toBe(bytes);
  });
});

describe('garbage of images', () => {
  let root: string;
  const clock = new ManualClock();
  let engine: MemoryEngine;
  let pulled: PulledImages;
  let told: KubeletEvent[];
  let lines: string[];
  let usage: FileSystemUsage | null;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'kulissen-images-'));
    engine = new MemoryEngine(clock, [{ ref: 'a:1' }, { ref: 'b:1' }, { ref: 'c:1' }, { ref: 'pause:1' }]);
    pulled = new PulledImages(root);
    told = [];
    lines = [];
    usage = full(87);
  });
  afterEach(() => rm(root, { recursive: true }));

  const runtime = () => createMemoryRuntime({ clock, ownership: { lab: 'test', node: 'node1' }, engine });
  const gc = (policy: Partial<ImageGcPolicy> = {}) => {
    const klog = new Klog({ clock, pid: 1, verbosity: 4, sink: (line) => lines.push(line) });
    const stream = new EventStream(clock);
    stream.subscribe((event) => told.push(event));
    return new ImageGc({
      clock,
      klog,
      events: new EventRecorder(stream, klog, 'node1'),
      runtime: runtime(),
      pulled,
      policy: { ...IMAGE_GC_DEFAULTS, minAgeMs: 0, ...policy },
      sandboxImage: 'pause:1',
      fileSystem: async () => usage,
    });
  };
  const idOf = (ref: string) => engine.images.status(ref)?.id ?? '';
  const left = () => engine.images.present().map(({ ref }) => ref);
  const reasons = () => told.flatMap((event) => (event.type === 'nodeEvent' ? [event.reason] : []));

  it('is left alone below the threshold', async () => {
    await pulled.add(idOf('a:1'));
    usage = full(84);
    await gc().collect();
    expect(left()).toHaveLength(4);
  });

  it('never goes unless this kubelet has pulled it: the engine is shared', async () => {
    await gc().collect();
    expect(left()).toHaveLength(4);
    expect(reasons()).toEqual(['FreeDiskSpaceFailed']);
    expect(lines.join()).toContain('Wanted to free 7000000 bytes, but freed 0 bytes');
  });

  it('goes when it was pulled, is unused and old enough; the sandbox image stays', async () => {
    for (const ref of ['a:1', 'b:1', 'pause:1']) await pulled.add(idOf(ref));
    engine.create({ name: 'user', image: 'b:1', labels: {}, hostNetwork: false });
    const collector = gc({ minAgeMs: 60_000 });
    await collector.collect();
    expect(left()).toHaveLength(4);
    await clock.advance(60_000);
    await collector.collect();
    expect(left()).toEqual(['b:1', 'c:1', 'pause:1']);
    expect([...(await new PulledImages(root).list())]).not.toContain(idOf('a:1'));
  });

  it('stops when enough is free, the longest unused first', async () => {
    for (const ref of ['a:1', 'b:1', 'c:1']) await pulled.add(idOf(ref));
    usage = { capacityBytes: 100 * MB, availableBytes: 19 * MB };
    const user = engine.create({ name: 'user', image: 'a:1', labels: {}, hostNetwork: false });
    const collector = gc({ highPercent: 81, lowPercent: 80 });
    await collector.collect();
    engine.remove(user.id);
    expect(left()).toEqual(['a:1', 'c:1', 'pause:1']);
  });

  it('is an event from the second failure on', async () => {
    usage = { capacityBytes: 0, availableBytes: 0 };
    const collector = gc();
    await collector.collect();
    expect(reasons()).toEqual(['InvalidDiskCapacity']);
    await collector.collect();
    expect(reasons()).toEqual(['InvalidDiskCapacity', 'InvalidDiskCapacity', 'ImageGCFailed']);
    expect(lines.join()).toContain(
      'Image garbage collection failed once. Stats initialization may not have completed yet',
    );
  });

  it('is nobody’s business with a threshold of 100, nor without a file system to look at', async () => {
    await pulled.add(idOf('a:1'));
    usage = full(100);
    await gc({ highPercent: 100 }).collect();
    await gc({ highPercent: 100 }).removeUnused();
    usage = null;
    await gc().collect();
    expect(left()).toHaveLength(4);
  });
});
