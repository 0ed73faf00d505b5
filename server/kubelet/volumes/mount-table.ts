// What is mounted, as the kernel says it. Upstream: k8s.io/mount-utils mount_helper_unix.go (1.20).
import { readFile } from 'node:fs/promises';

export interface MountPoint {
  path: string;
  fileSystem: string;
}

const TABLE = '/proc/self/mountinfo';

/** Blanks and backslashes in a path are written as three octal digits. */
const unescapePath = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** The rows of /proc/<pid>/mountinfo (man 5 proc): the fifth field is the path, the type comes after a lone dash. Pure. */
export function parseMountInfo(table: string): MountPoint[] {
  return table.split('\n').flatMap((row) => {
    const fields = row.split(' ');
    const path = fields[4];
    const fileSystem = fields[fields.indexOf('-', 6) + 1];
    return path === undefined || fileSystem === undefined ? [] : [{ path: unescapePath(path), fileSystem }];
  });
}

/** All mount points of this process; none where the system has no such table. */
export async function mountPoints(): Promise<MountPoint[]> {
  return parseMountInfo(await readFile(TABLE, 'utf8').catch(() => ''));
}

/** Those at or below a directory, the newest first: the order in which they can be unmounted. */
export const atOrBelow = (mounts: readonly MountPoint[], directory: string): MountPoint[] =>
  mounts.filter(({ path }) => path === directory || path.startsWith(`${directory}/`)).reverse();

/** The mount that lies on top at exactly this path. */
export const mountAt = (mounts: readonly MountPoint[], path: string): MountPoint | undefined =>
  mounts.findLast((mount) => mount.path === path);
