// Images as files, as `docker save` makes them: how a bundle carries the lab's images to where no registry answers.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineClient } from './engine-client';

/** File name of an image's archive, e.g. `busybox_1.35.tar`. */
const archiveName = (image: string): string => `${image.replace(/[/:]/g, '_')}.tar`;

/** Writes an image of the engine into a folder; returns the file's path. Throws with the engine's words. */
export async function saveArchive(image: string, folder: string, engine: EngineClient): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, archiveName(image));
  await writeFile(file, await engine.save(image));
  return file;
}

/**
 * Loads an image from a folder. False where there is no archive of it, or one that the engine can't read or that holds
 * another image: for the caller that is the same as none, and a registry is asked.
 */
export async function loadArchive(image: string, folder: string, engine: EngineClient): Promise<boolean> {
  try {
    await engine.load(await readFile(join(folder, archiveName(image))));
    return await engine.has(image);
  } catch {
    return false;
  }
}
