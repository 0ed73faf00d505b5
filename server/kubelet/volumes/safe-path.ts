// Paths inside a volume that a container may be rearranging at this very moment: nothing here may be led out of the volume
// by a symbolic link. Upstream: pkg/volume/util/subpath/subpath_linux.go doSafeOpen, doSafeMakeDir (1.20).
//
// Node has no openat(2). `/proc/self/fd/<n>/<name>` is the same: the kernel starts at what the descriptor refers to,
// wherever that has been moved meanwhile, and takes one step.
import { constants } from 'node:fs';
import { chmod, type FileHandle, mkdir, open, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { errorCode } from './go-error';

/** Linux, all architectures that Node runs on; Node does not name it. */
const O_PATH = 0o10000000;
const STEP = O_PATH | constants.O_NOFOLLOW;
const PERMISSIONS = 0o777;
const SET_GROUP_ID = 0o2000;

const below = (descriptor: FileHandle, name: string): string => `/proc/self/fd/${descriptor.fd}/${name}`;

/** The way from `base` to `path`, step by step; null if it leads elsewhere. */
function stepsWithin(base: string, path: string): string[] | null {
  const way = relative(base, path);
  if (isAbsolute(way) || way.split(sep)[0] === '..') return null;
  return way === '' ? [] : way.split(sep);
}

/**
 * Opens a path below `base` without following any symbolic link; both have their links resolved already. The caller closes
 * it. Throws Error when something on the way is a link now, or is gone.
 */
async function openWithin(base: string, path: string): Promise<FileHandle> {
  const steps = stepsWithin(base, path);
  if (!steps) throw new Error(`subpath "${path}" not within volume path "${base}"`);
  let current = await open(base, STEP);
  for (const step of steps) {
    const parent = current;
    try {
      current = await open(below(parent, step), STEP);
    } finally {
      await parent.close();
    }
    if ((await current.stat()).isSymbolicLink()) {
      await current.close();
      throw new Error(`unexpected symlink found ${join(base, step)}`);
    }
  }
  return current;
}

/** Opens a part of a volume (O_PATH). Links inside the volume are followed, those that lead out of it are refused. */
export async function openSubPath(volumePath: string, subPath: string): Promise<FileHandle> {
  return openWithin(await realpath(volumePath), await realpath(join(volumePath, subPath)));
}

/** Makes the directories of `subPath` that are missing, each with the volume's own mode. Throws Error. */
export async function makeSubPath(volumePath: string, subPath: string): Promise<void> {
  const base = await realpath(volumePath);
  const steps = stepsWithin(base, join(base, subPath));
  if (!steps) throw new Error(`path ${subPath} is outside of allowed base ${base}`);
  const { existing, missing } = await existingPrefix(base, steps);
  let current = await openWithin(base, existing);
  try {
    const mode = await modeOf(base);
    for (const step of missing) {
      const parent = current;
      await mkdir(below(parent, step));
      // Whoever puts a link here between the two calls has it refused.
      current = await open(below(parent, step), STEP | constants.O_DIRECTORY);
      await parent.close();
      await chmod(`/proc/self/fd/${current.fd}`, mode);
    }
  } finally {
    await current.close();
  }
}

/** The longest part of the way that is there, with links resolved, and what is left to make. */
async function existingPrefix(
  base: string,
  steps: readonly string[],
): Promise<{ existing: string; missing: string[] }> {
  for (let length = steps.length; length > 0; length -= 1) {
    const existing = await realpath(join(base, ...steps.slice(0, length))).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
      return null;
    });
    if (existing !== null) return { existing, missing: steps.slice(length) };
  }
  return { existing: base, missing: [...steps] };
}

async function modeOf(directory: string): Promise<number> {
  const handle = await open(directory, O_PATH);
  try {
    return (await handle.stat()).mode & (PERMISSIONS | SET_GROUP_ID);
  } finally {
    await handle.close();
  }
}
