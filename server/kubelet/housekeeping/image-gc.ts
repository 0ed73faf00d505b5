// Makes room on the image file system. Upstream: image_gc_manager.go, kubelet.go StartGarbageCollection (each five minutes, 1.20).
import type { Clock } from '../clock';
import type { PulledImages } from '../disk/pulled-images';
import type { EventRecorder } from '../event-recorder';
import type { Klog } from '../klog';
import type { RuntimeService, StoredImage } from '../runtime-service';
import {
  bytesToFree,
  detectImages,
  type FileSystemUsage,
  type ImageGcPolicy,
  type ImageHistory,
  removableImages,
  usedPercent,
} from './plan-image-gc';

export interface ImageGcDependencies {
  clock: Clock;
  klog: Klog;
  events: EventRecorder;
  runtime: Pick<RuntimeService, 'images' | 'removeImage'>;
  pulled: PulledImages;
  policy: ImageGcPolicy;
  sandboxImage: string;
  /** null: the images are not on a file system of this machine. */
  fileSystem(): Promise<FileSystemUsage | null>;
}

export class ImageGc {
  private history: ReadonlyMap<string, ImageHistory> = new Map();
  private failedBefore = false;

  constructor(private readonly deps: ImageGcDependencies) {}

  /** One round. Does nothing while the usage is below the high threshold. Never throws. */
  async collect(): Promise<void> {
    const { klog, events, policy } = this.deps;
    if (policy.highPercent >= 100) return;
    try {
      await this.collectOrFail();
      klog.info(this.failedBefore ? 1 : 4, 'kubelet.go:1280', 'Image garbage collection succeeded');
      this.failedBefore = false;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (this.failedBefore) {
        klog.error('kubelet.go:1263', `Image garbage collection failed multiple times in a row: ${message}`);
        events.node('Warning', 'ImageGCFailed', message);
      } else {
        const why = 'Image garbage collection failed once. Stats initialization may not have completed yet';
        klog.error('kubelet.go:1267', `${why}: ${message}`);
      }
      this.failedBefore = true;
    }
  }

  /** Removes every image that may go, whatever the usage (the node is short of disk). Throws where some could not be removed. */
  async removeUnused(): Promise<void> {
    if (this.deps.policy.highPercent >= 100) return;
    await this.free(Number.POSITIVE_INFINITY);
  }

  private async collectOrFail(): Promise<void> {
    const { fileSystem, policy, klog, events } = this.deps;
    await this.detect();
    const usage = await fileSystem();
    if (usage === null) return;
    if (usage.capacityBytes === 0) {
      const message = 'invalid capacity 0 on image filesystem';
      events.node('Warning', 'InvalidDiskCapacity', message);
      throw new Error(message);
    }
    const wanted = bytesToFree(usage, policy);
    if (wanted <= 0) return;
    const { highPercent, lowPercent } = policy;
    klog.info(
      0,
      'image_gc_manager.go:304',
      `[imageGCManager]: Disk usage on image filesystem is at ${usedPercent(usage)}% which is over the high threshold (${highPercent}%). Trying to free ${Math.round(wanted)} bytes down to the low threshold (${lowPercent}%).`,
    );
    const freed = await this.free(wanted);
    if (freed >= wanted) return;
    const message = `failed to garbage collect required amount of images. Wanted to free ${Math.round(wanted)} bytes, but freed ${freed} bytes`;
    events.node('Warning', 'FreeDiskSpaceFailed', message);
    throw new Error(message);
  }

  private async detect(): Promise<StoredImage[]> {
    const images = await this.deps.runtime.images();
    this.history = detectImages(images, this.history, this.deps.clock.now());
    return images;
  }

  /** Bytes freed. */
  private async free(wanted: number): Promise<number> {
    const { runtime, pulled, klog, clock, sandboxImage, policy } = this.deps;
    const images = await this.detect();
    const known = await pulled.list();
    const facts = { images, history: this.history, pulled: known, sandboxImage, minAgeMs: policy.minAgeMs };
    const errors: string[] = [];
    let freed = 0;
    for (const { id, sizeBytes } of removableImages({ ...facts, now: clock.now() })) {
      if (freed >= wanted) break;
      klog.info(0, 'image_gc_manager.go:375', `[imageGCManager]: Removing image "${id}" to free ${sizeBytes} bytes`);
      try {
        await runtime.removeImage(id);
        await pulled.forget(id);
        freed += sizeBytes;
      } catch (error) {
        errors.push(error instanceof Error ? error.message : String(error));
      }
    }
    if (errors.length === 0) return freed;
    throw new Error(
      `wanted to free ${wanted} bytes, but freed ${freed} bytes space with errors in image deletion: ${errors.join(', ')}`,
    );
  }
}
