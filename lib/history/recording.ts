// A recording: a stretch of a lab's past as one file, playable without a lab. The format is a reel with a head.
import type { Frame } from './past';
import type { Reel } from './reel';

export const RECORDING_FORMAT = 'kulissen-recording';
export const RECORDING_VERSION = 1;

export interface Recording extends Reel {
  format: typeof RECORDING_FORMAT;
  version: typeof RECORDING_VERSION;
  /** Node name. */
  node: string;
  /** End, ms since the epoch; it begins at `start.at`. */
  to: number;
}

/** Bounds of a file that is read; what is written stays below them. */
export const RECORDING_LIMITS = { bytes: 16_000_000, frames: 60_000, pods: 500 } as const;

/** One recording of reels that follow one another; `to` is when it was made (ms). Null without reels. */
export function joinReels(reels: readonly Reel[], to: number): Recording | null {
  const [first] = reels;
  if (!first) return null;
  const frames: Frame[] = reels.flatMap((reel) => reel.frames).slice(0, RECORDING_LIMITS.frames);
  return {
    format: RECORDING_FORMAT,
    version: RECORDING_VERSION,
    node: first.start.view.node.name,
    to: Math.max(to, frames.at(-1)?.at ?? 0),
    start: first.start,
    frames,
  };
}

/** `kulissen-worker1-2026-11-27-1204.kulissen.json`, in UTC. */
export const recordingFileName = ({ node, start }: Recording): string =>
  `kulissen-${node.replace(/[^a-z0-9-]/gi, '')}-${new Date(start.at).toISOString().slice(0, 16).replace(/[T:]/g, '-')}.kulissen.json`;
