// What of a data folder belongs into a backup, and what an entry of one may be called.
import { z } from 'zod';

/** The first entry of each backup. */
export const CONTENTS = 'kulissen-backup.json';

export const contents = z.object({
  format: z.literal(1),
  /** Of Kulissen. */
  version: z.string(),
  /** ISO 8601. */
  at: z.string(),
  /** Folders below `seats/`. Whatever else lies there did not come from the room that was saved. */
  seats: z.array(z.string()),
});
export type Contents = z.infer<typeof contents>;

export const SEATS = 'seats';

/** Of one lab's folder: made anew at each start, or the engine's and full of what containers wrote. */
const PASSING = ['bin', 'kubelet', 'kubelet-dockershim', 'kubelet-logs'];

/** Whether an entry of the data folder is left out. Folders of seats are laid out as a lab of its own. */
export function isPassing(path: string): boolean {
  const parts = path.split('/');
  const within = parts[0] === SEATS ? parts.slice(2) : parts;
  const name = within[0] ?? '';
  return PASSING.includes(name) || (within.length === 1 && /\.(?:pid|sock|tmp|log)$/.test(name));
}

/** Relative, plain and of a length that file systems take. */
export function isPlainPath(path: string): boolean {
  if (path === '' || Buffer.byteLength(path) > 4000 || /\0|\uFFFD/.test(path)) return false;
  return path
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..' && Buffer.byteLength(part) <= 255);
}

/** Of a path below `seats/`: whose it is; undefined for everything else. */
export function seatOf(path: string): string | undefined {
  const [top, seat] = path.split('/');
  return top === SEATS ? seat : undefined;
}
