// package-lock.json as the release checks read it.
import { readFileSync } from 'node:fs';

export interface LockedPackage {
  /** Set where the folder has another name than the package (an alias). */
  name?: string;
  version: string;
  license?: string;
  integrity?: string;
  resolved?: string;
  /** Only development needs it. */
  dev?: boolean;
}

export interface Locked extends LockedPackage {
  name: string;
  /** Where it is installed, as `node_modules/next`. */
  path: string;
}

/** All packages of a lock file's text (version 3), without the project itself. */
export function readLock(text: string): Locked[] {
  const { packages } = JSON.parse(text) as { packages: Record<string, LockedPackage> };
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => ({
      ...entry,
      path,
      name: entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 13),
    }));
}

/** Those of this project. */
export const projectLock = (): Locked[] => readLock(readFileSync('package-lock.json', 'utf8'));

/**
 * What keeps `npm ci` from installing the same bytes anywhere: a package without a checksum, and one that is tied to a
 * host (npm then asks that host and not the registry that is configured).
 */
export const unreproducible = (packages: Locked[]): string[] =>
  packages.flatMap(({ path, integrity, resolved }) => [
    ...(/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '') ? [] : [`${path}: no SHA-512 checksum`]),
    ...(resolved ? [`${path}: bound to ${resolved}`] : []),
  ]);
