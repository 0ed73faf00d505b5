// Files that change all at once: each name leads through the one link `..data` into a directory with a time in its name.
// Upstream: pkg/volume/util/atomic_writer.go (1.20).
import { randomInt } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PayloadFile } from './payload';

const DATA = '..data';
const NEW_DATA = '..data_tmp';
const DIRECTORY_MODE = 0o755;
const MODE_BITS = 0o777;

/** Makes a volume's directory hold exactly these files. `now`: ms since the epoch, for the name. Throws what the file system throws. */
export async function writePayload(directory: string, files: readonly PayloadFile[], now: number): Promise<void> {
  const before = await readlink(join(directory, DATA)).catch(() => '');
  if (before !== '' && (await holds(join(directory, before), files))) {
    await linkNames(directory, files);
    return;
  }
  const fresh = await writeFiles(directory, files, now);
  await rm(join(directory, NEW_DATA), { force: true });
  await symlink(fresh, join(directory, NEW_DATA));
  await rename(join(directory, NEW_DATA), join(directory, DATA));
  await linkNames(directory, files);
  await removeNames(directory, files);
  if (before !== '' && before !== fresh) await rm(join(directory, before), { recursive: true, force: true });
}

const topName = (path: string): string => path.split('/')[0] ?? path;
const isVisible = (name: string): boolean => !name.startsWith('..');

async function holds(directory: string, files: readonly PayloadFile[]): Promise<boolean> {
  const present = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  if (present.length !== files.length) return false;
  for (const { path, content, mode } of files) {
    const file = join(directory, path);
    const entry = await lstat(file).catch(() => null);
    if (!entry?.isFile() || (entry.mode & mode) !== mode) return false;
    if ((await readFile(file, 'utf8')) !== content) return false;
  }
  return true;
}

async function writeFiles(directory: string, files: readonly PayloadFile[], now: number): Promise<string> {
  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(/[-T:]/g, '_');
  const name = `..${stamp}.${randomInt(1_000_000_000).toString().padStart(9, '0')}`;
  await mkdir(join(directory, name));
  await chmod(join(directory, name), DIRECTORY_MODE);
  for (const { path, content, mode } of files) {
    const file = join(directory, name, path);
    await mkdir(dirname(file), { recursive: true, mode: DIRECTORY_MODE });
    await writeFile(file, content);
    // Not by `mode` above: the process's umask would take bits away.
    await chmod(file, mode & MODE_BITS);
  }
  return name;
}

/** What a container sees: `file` → `..data/file`, or `folder` → `..data/folder`. */
async function linkNames(directory: string, files: readonly PayloadFile[]): Promise<void> {
  for (const name of new Set(files.map(({ path }) => topName(path)))) {
    const link = join(directory, name);
    if ((await readlink(link).catch(() => '')) === '') await symlink(join(DATA, name), link);
  }
}

async function removeNames(directory: string, files: readonly PayloadFile[]): Promise<void> {
  const wanted = new Set(files.map(({ path }) => topName(path)));
  for (const name of await readdir(directory)) {
    const link = join(directory, name);
    const isOurs =
      isVisible(name) && !wanted.has(name) && (await readlink(link).catch(() => '')).startsWith(`${DATA}/`);
    if (isOurs) await rm(link);
  }
}
