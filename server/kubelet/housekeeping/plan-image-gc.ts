// Which images make room. Pure. Upstream: pkg/kubelet/images/image_gc_manager.go (1.20).
// Deliberate deviation: only images that this kubelet has pulled itself are ever candidates; the engine is shared.
import type { KubeletSettings } from '../configuration/fields';
import type { StoredImage } from '../runtime-service';

export interface ImageGcPolicy {
  /** --image-gc-high-threshold, percent of the image file system; 100 = off. */
  highPercent: number;
  /** --image-gc-low-threshold, percent: what is aimed at. */
  lowPercent: number;
  /** --minimum-image-ttl-duration, ms: younger images stay. */
  minAgeMs: number;
}

/** Upstream's defaults. */
export const IMAGE_GC_DEFAULTS: ImageGcPolicy = { highPercent: 85, lowPercent: 80, minAgeMs: 120_000 };

export const imageGcPolicy = (settings: KubeletSettings): ImageGcPolicy => ({
  highPercent: settings.imageGCHighThresholdPercent,
  lowPercent: settings.imageGCLowThresholdPercent,
  minAgeMs: settings.imageMinimumGCAge,
});

export interface FileSystemUsage {
  capacityBytes: number;
  availableBytes: number;
}

/** When an image was seen first and used last, ms since the epoch; 0 = never. */
export interface ImageHistory {
  detectedAt: number;
  usedAt: number;
}

/** Bytes to free: 0 below the high threshold, else down to the low one. */
export function bytesToFree({ capacityBytes, availableBytes }: FileSystemUsage, policy: ImageGcPolicy): number {
  if (usedPercent({ capacityBytes, availableBytes }) < policy.highPercent) return 0;
  return (capacityBytes * (100 - policy.lowPercent)) / 100 - availableBytes;
}

/** As upstream rounds it. */
export const usedPercent = ({ capacityBytes, availableBytes }: FileSystemUsage): number =>
  100 - Math.floor((availableBytes * 100) / capacityBytes);

/** What is known of the images after one look at them. */
export function detectImages(
  images: readonly StoredImage[],
  before: ReadonlyMap<string, ImageHistory>,
  now: number,
): Map<string, ImageHistory> {
  return new Map(
    images.map(({ id, inUse }) => {
      const { detectedAt = now, usedAt = 0 } = before.get(id) ?? {};
      return [id, { detectedAt, usedAt: inUse ? now : usedAt }];
    }),
  );
}

export interface ImageCandidates {
  images: readonly StoredImage[];
  history: ReadonlyMap<string, ImageHistory>;
  /** Ids of images that this kubelet has pulled and that were not there before. */
  pulled: ReadonlySet<string>;
  /** Name of the sandbox image: it stays. */
  sandboxImage: string;
  minAgeMs: number;
  now: number;
}

/** Images that may go, the longest unused first. */
export function removableImages(candidates: ImageCandidates): StoredImage[] {
  const { images, history, pulled, sandboxImage, minAgeMs, now } = candidates;
  const of = ({ id }: StoredImage): ImageHistory => history.get(id) ?? { detectedAt: now, usedAt: 0 };
  return images
    .filter((image) => pulled.has(image.id) && !image.inUse && !image.repoTags.includes(sandboxImage))
    .filter((image) => of(image).usedAt < now && now - of(image).detectedAt >= minAgeMs)
    .sort((a, b) => of(a).usedAt - of(b).usedAt || of(a).detectedAt - of(b).detectedAt);
}
