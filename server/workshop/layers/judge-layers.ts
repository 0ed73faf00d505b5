// What the containers of a workshop have written into their own layers lies on the engine's disk, which is everybody's. Who has written
// too much is stopped; the host's last reserve is defended against whoever has written most. Pure.

/** One container's own layer. */
export interface LayerUse {
  /** The container's full id. */
  id: string;
  /** Id of its lab. */
  lab: string;
  running: boolean;
  /** It has ended just now: whoever looks is to find it, and why. */
  fresh?: boolean;
  /** On the disk, deleted files that are still open among them. Infinity: more than could be counted in time. */
  bytes: number;
  files: number;
}

/** Of all running containers of one seat together. As much again may lie in those that have ended. */
export interface LayerLimits {
  bytes: number;
  files: number;
}

/** The file system below the engine's folder. */
export interface DiskRoom {
  availableBytes: number;
  capacityBytes: number;
  inodesFree: number;
  inodes: number;
}

export type WhyStopped = 'seat' | 'host';

export interface LayerVerdict {
  /** Containers to kill, and for whose sake. */
  stop: { id: string; why: WhyStopped }[];
  /** Containers that have ended and go with their layer. */
  remove: string[];
  /** Nothing new is created now. */
  noRoom: boolean;
}

/** With less than this free, and less than that share of the whole, a disk is low: a tenth of a large one is still plenty. */
const LOW = { share: 0.1, bytes: 10e9, inodes: 500_000 };
/** Then nothing new is created; from here on the largest writer is stopped. */
const LAST = { share: 0.05, bytes: 5e9, inodes: 250_000 };
/** Whoever has written less is not why a disk is full, bytes and files. */
const BLAMELESS = { bytes: 64 * 1024 * 1024, files: 10_000 };

/** Judges one look at all layers. `room` is null where it can't be asked. */
export function judgeLayers(uses: readonly LayerUse[], limits: LayerLimits, room: DiskRoom | null): LayerVerdict {
  const seats = [...new Set(uses.map(({ lab }) => lab))].map((lab) => uses.filter((use) => use.lab === lab));
  const verdict: LayerVerdict = { stop: [], remove: [], noRoom: room !== null && isBelow(room, LOW) };
  for (const seat of seats) {
    const running = seat.filter((use) => use.running);
    verdict.stop.push(...untilWithin(running, limits).map(({ id }) => ({ id, why: 'seat' as const })));
    const ended = seat.filter((use) => !use.running);
    verdict.remove.push(...untilWithin(ended, limits).map(({ id }) => id));
  }
  if (room && isBelow(room, LAST)) defend(seats, verdict);
  return verdict;
}

/** The largest ones, as many as it takes for the rest to be within the limits; none that is fresh. */
function untilWithin(uses: readonly LayerUse[], limits: LayerLimits): LayerUse[] {
  const left = [...uses].sort(
    (a, b) => Number(b.fresh ?? false) - Number(a.fresh ?? false) || weight(a, limits) - weight(b, limits),
  );
  const gone: LayerUse[] = [];
  const over = () => sum(left, 'bytes') > limits.bytes || sum(left, 'files') > limits.files;
  for (let largest = left.at(-1); largest && !largest.fresh && over(); largest = left.at(-1)) {
    gone.push(largest);
    left.pop();
  }
  return gone;
}

/** What is left of the disk is defended: the seat that has written most loses what has ended, and its largest writer. */
function defend(seats: readonly LayerUse[][], verdict: LayerVerdict): void {
  const total = (seat: readonly LayerUse[]) =>
    Math.max(...(['bytes', 'files'] as const).map((key) => sum(seat, key) / BLAMELESS[key]));
  const [first] = [...seats].sort((a, b) => total(b) - total(a));
  if (!first || total(first) < 1) return;
  const ended = first.filter(({ id, running }) => !running && !verdict.remove.includes(id));
  verdict.remove.push(...ended.map(({ id }) => id));
  const [writer] = first.filter(({ running }) => running).sort((a, b) => weight(b, BLAMELESS) - weight(a, BLAMELESS));
  if (writer && weight(writer, BLAMELESS) >= 1 && !verdict.stop.some(({ id }) => id === writer.id))
    verdict.stop.push({ id: writer.id, why: 'host' });
}

const sum = (uses: readonly LayerUse[], key: 'bytes' | 'files'): number => uses.reduce((all, use) => all + use[key], 0);
const weight = ({ bytes, files }: LayerUse, limits: LayerLimits): number =>
  Math.max(bytes / limits.bytes, files / limits.files);

function isBelow({ availableBytes, capacityBytes, inodesFree, inodes }: DiskRoom, least: typeof LOW): boolean {
  const bytes = availableBytes < Math.min(least.share * capacityBytes, least.bytes);
  // A file system that makes inodes as they are needed says that it has none.
  return bytes || (inodes > 0 && inodesFree < Math.min(least.share * inodes, least.inodes));
}
