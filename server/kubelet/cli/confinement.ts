// What the kubelet of somebody who shares a host may name on its command line: files of its own home, and nothing that is the host's.
// No upstream source: a kubelet of one's own machine may name anything.
import { resolve, sep } from 'node:path';
import { FIELDS, type Field } from '../configuration/fields';
import type { ParsedFlags } from './flags';

export interface Confinement {
  /** Absolute. What lies below it may be named; links in it lead nowhere (the mount says so), so that a name is enough. */
  home: string;
  /** Images that may hold a pod's namespaces. */
  images: readonly string[];
}

/** Flags that name places or powers of the host. */
const OF_THE_HOST = [
  ...['cert-dir', 'root-dir', 'log-dir', 'log-file', 'kulissen-log-dir', 'seccomp-profile-root', 'volume-plugin-dir'],
  ...['experimental-dockershim-root-directory', 'hostname-override', 'pod-infra-container-image'],
];

export const isBeneath = (home: string, path: string): boolean => path.startsWith(home + sep);

/** Why these flags may not be used here, as the end of a sentence that begins with their name; null when they may. `path`s are relative to `cwd`. */
export function confinementError(
  { settings, given, flags }: ParsedFlags,
  cwd: string,
  { home, images }: Confinement,
): string | null {
  const host = OF_THE_HOST.find(
    (name) =>
      given.includes(name) &&
      !(name === 'pod-infra-container-image' && images.includes(flags['pod-infra-container-image'])),
  );
  if (host !== undefined) return `--${host}: this is the lab's to set where many share one host`;
  for (const [field, row] of Object.entries(FIELDS as Record<string, Field>)) {
    const value = settings[field as keyof typeof settings];
    if (!row.path || typeof value !== 'string' || value === '' || value === row.standard) continue;
    const path = resolve(cwd, value);
    if (!isBeneath(home, path)) return `--${row.flag}: open ${path}: permission denied`;
  }
  return null;
}
