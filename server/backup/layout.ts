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
  /** Folders below SEATS. Whatever else lies there did not come from the room that was saved. */
  seats: z.array(z.string()),
});
export type Contents = z.infer<typeof contents>;

/** The broker's folder of seats, below the data folder of a workshop. */
export const SEATS = 'broker/seats';

/** Made anew at each start, or the engine's and full of what containers wrote: of a lab of its own, of a workshop, of one of its seats. */
const PASSING = ['bin', 'kubelet', 'kubelet-dockershim', 'kubelet-logs', 'run'];
/** A seat's files are saved from its `home`; the file system that they lie in is not. */
const OF_A_SEAT = ['disk', 'disk.img', 'run', 'relay', 'rc', 'shims', 'passwd', 'hosts'];

/** Whether an entry of the data folder is left out. */
export function isPassing(path: string): boolean {
  const [seat, within] = splitSeat(path);
  const [first = '', ...deeper] = within.split('/');
  if (seat !== undefined) return OF_A_SEAT.includes(first) && deeper.length === 0;
  const name = deeper.at(-1) ?? first;
  return PASSING.includes(first) || (deeper.length <= 1 && /\.(?:pid|sock|tmp)$/.test(name));
}

function splitSeat(path: string): [seat: string | undefined, within: string] {
  if (!path.startsWith(`${SEATS}/`)) return [undefined, path];
  const [seat, ...within] = path.slice(SEATS.length + 1).split('/');
  return [seat, within.join('/')];
}

/** Relative, plain and of a length that file systems take. */
export function isPlainPath(path: string): boolean {
  if (path === '' || Buffer.byteLength(path) > 4000 || /\0|\uFFFD/.test(path)) return false;
  return path
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..' && Buffer.byteLength(part) <= 255);
}

/** Of a path below SEATS: whose it is; undefined for everything else. */
export const seatOf = (path: string): string | undefined => splitSeat(path)[0];
