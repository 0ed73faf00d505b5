// A directory may be shared with a real kubelet (the default paths are upstream's). Only one that was new or empty when we
// first came is ours to clear up; a file beside it says so and survives restarts.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Makes `directory`, and claims it for `owner` if it is empty or this owner has claimed it before.
 * Resolves to whether it is ours to clear up. Throws what the file system throws.
 */
export async function claimDirectory(directory: string, owner: string): Promise<boolean> {
  await mkdir(directory, { recursive: true, mode: 0o750 });
  const claim = join(dirname(directory), `.kulissen-${basename(directory)}`);
  const holder = await readFile(claim, 'utf8').catch(() => null);
  if (holder !== null) return holder === owner;
  if ((await readdir(directory)).length > 0) return false;
  await writeFile(claim, owner, { flag: 'wx', mode: 0o644 });
  return true;
}
