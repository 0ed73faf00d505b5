// A seat's own disk: a file system in a file, so that it has a size and a number of files, and a second view of the home that follows
// no symbolic link. The broker reads and writes through that view as root; whatever a learner links to stays out of reach, and
// there is no moment between a check and a use.
import { execFile } from 'node:child_process';
import { chmod, chown, cp, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RELAY_UID, SEAT_GID, type SeatPaths, seatPaths } from './paths';

const run = promisify(execFile);

/** Every place that something is mounted at. The kernel writes spaces as \040. */
export async function mountPoints(): Promise<Set<string>> {
  const table = await readFile('/proc/self/mountinfo', 'utf8');
  const points = table.split('\n').map((row) => row.split(' ')[4] ?? '');
  return new Set(
    points.map((point) =>
      point.replace(/\\([0-7]{3})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 8))),
    ),
  );
}

export interface DiskOptions {
  paths: SeatPaths;
  uid: number;
  /** Size of the file system in bytes. */
  bytes: number;
  /** Lines of the workstation's /etc/passwd. */
  passwd: string;
}

/** Makes and mounts what is not there yet; what an earlier broker left mounted is used as it is. Rejects with a person's sentence when the host can't. */
export async function openDisk({ paths, uid, bytes, passwd }: DiskOptions): Promise<void> {
  for (const folder of [paths.disk, paths.home, paths.run, paths.relay, paths.rc])
    await mkdir(folder, { recursive: true });
  const mounted = await mountPoints();
  if (!mounted.has(paths.disk)) await mountImage(paths, bytes);
  await mkdir(paths.files, { recursive: true });
  if (!mounted.has(paths.home)) await takeIn(paths, uid);
  await mkdir(paths.kubelet, { recursive: true });
  await own(paths.files, uid, SEAT_GID, 0o750);
  await own(paths.rc, uid, SEAT_GID, 0o700);
  await own(paths.relay, RELAY_UID, SEAT_GID, 0o700);
  await chmod(paths.run, 0o711);
  await chmod(paths.kubelet, 0o711);
  await writeFile(paths.passwd, passwd);
  if (!mounted.has(paths.home)) await mountView(paths);
}

/** What a backup has put into the home moves onto the seat's disk. Nothing of a participant's can be there: theirs is the disk. */
async function takeIn({ home, files }: SeatPaths, uid: number): Promise<void> {
  for (const name of await readdir(home)) {
    await cp(join(home, name), join(files, name), { recursive: true, force: true });
    await rm(join(home, name), { recursive: true });
    await run('chown', ['-R', '-h', `${uid}:${SEAT_GID}`, join(files, name)]);
  }
}

/** Mounts the seats of a workshop that nobody has mounted, so that their files can be read. Returns how to undo that. */
export async function mountSeats(seats: string): Promise<() => Promise<void>> {
  const undo: SeatPaths[] = [];
  for (const name of await readdir(seats).catch(() => [])) {
    const paths = seatPaths(join(seats, name));
    const there = await stat(paths.image).catch(() => null);
    if (!there || (await mountPoints()).has(paths.home)) continue;
    await mkdir(paths.disk, { recursive: true });
    await mountImage(paths, there.size);
    await mountView(paths);
    undo.push(paths);
  }
  return async () => {
    for (const paths of undo) await closeDisk(paths);
  };
}

const own = async (path: string, uid: number, gid: number, mode: number) => {
  await chown(path, uid, gid);
  await chmod(path, mode);
};

async function mountImage({ image, disk }: SeatPaths, bytes: number): Promise<void> {
  try {
    const there = await stat(image).catch(() => null);
    if (!there) {
      await writeFile(image, '', { mode: 0o600 });
      await truncate(image, bytes);
      await run('mkfs.ext4', ['-q', '-F', '-m', '0', '-E', 'lazy_itable_init=1,lazy_journal_init=1', image]);
    }
    await run('mount', ['-o', 'loop,nodev,nosuid,noatime', image, disk]);
  } catch (error) {
    throw new Error(`the seat's disk can't be mounted: ${lastLine(error)}`, { cause: error });
  }
}

async function mountView({ files, home }: SeatPaths): Promise<void> {
  try {
    await run('mount', ['--bind', files, home]);
    await run('mount', ['-o', 'remount,bind,nosymfollow,nodev,nosuid', home]);
  } catch (error) {
    await run('umount', [home]).catch(() => undefined);
    throw new Error(
      `the seat's home can't be mounted without links (Linux 5.10 and mount 2.37 can): ${lastLine(error)}`,
      { cause: error },
    );
  }
  const options = (await readFile('/proc/self/mountinfo', 'utf8'))
    .split('\n')
    .find((row) => row.split(' ')[4] === home);
  // An old `mount` may take the option and do nothing.
  if (!options?.includes('nosymfollow')) {
    await run('umount', [home]).catch(() => undefined);
    throw new Error("the seat's home can't be mounted without links: Linux 5.10 and mount 2.37 can");
  }
}

function lastLine(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  return text.trim().split('\n').at(-1) ?? '';
}

/** Takes both mounts away; the files stay in the image. May be repeated. A mount in use goes when its last user does. */
export async function closeDisk(paths: SeatPaths): Promise<void> {
  const mounted = await mountPoints();
  for (const place of [paths.home, paths.disk])
    if (mounted.has(place)) await run('umount', ['--lazy', place]).catch(() => undefined);
}

/** Removes the seat's folder. Nothing may be mounted below it: then it stays, and this rejects. */
export async function removeFolder(dataDir: string): Promise<void> {
  const below = [...(await mountPoints())].filter((point) => point === dataDir || point.startsWith(`${dataDir}/`));
  if (below.length > 0) throw new Error(`still mounted: ${below.join(', ')}`);
  await rm(dataDir, { recursive: true, force: true });
}
