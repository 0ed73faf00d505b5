// Who to be for a registry: the files that `docker login` writes. Read again for every pull, as they change behind our back.
// Upstream: pkg/credentialprovider config.go and keyring.go (1.20). Left out: patterns in host names, helpers, cloud providers.
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { RegistryCredentials } from '../runtime-service';

/** Docker Hub's entry carries its old API's address. */
const HUB_KEYS = ['index.docker.io', 'docker.io', 'registry-1.docker.io'];

export interface CredentialPlaces {
  /** --root-dir: its config.json comes first. */
  rootDir: string;
  /** $HOME */
  home?: string;
}

/** What the files say about the registry of `image`, the longest matching entry first; empty: pull as nobody. */
export async function registryCredentials(image: string, places: CredentialPlaces): Promise<RegistryCredentials[]> {
  const { rootDir, home = homedir() } = places;
  const files = [join(rootDir, 'config.json'), 'config.json', join(home, '.docker', 'config.json')];
  const old = [join(rootDir, '.dockercfg'), '.dockercfg', join(home, '.dockercfg')];
  const found = (await firstOf(files, (json) => json.auths)) ?? (await firstOf(old, (json) => json)) ?? {};
  return matching(found, image);
}

type Json = Record<string, unknown>;
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first file that is there and can be read decides. */
async function firstOf(files: string[], entriesOf: (json: Json) => unknown): Promise<Json | undefined> {
  for (const file of files) {
    try {
      const json: unknown = JSON.parse(await readFile(file, 'utf8'));
      const entries = isJson(json) ? entriesOf(json) : undefined;
      if (isJson(entries)) return entries;
    } catch {
      // Not there, or not JSON: upstream, too, goes on to the next place.
    }
  }
  return undefined;
}

/** Pure: entries of a `docker login` file against an image's name. */
export function matching(entries: Json, image: string): RegistryCredentials[] {
  const target = withRegistry(image);
  return Object.entries(entries)
    .map(([key, entry]) => ({ key: key.replace(/^https?:\/\//, '').replace(/\/(?:v[12]\/?)?$/, ''), entry }))
    .filter(({ key }) => target === key || target.startsWith(`${key}/`) || (isHub(key) && isHub(hostOf(target))))
    .sort((a, b) => b.key.length - a.key.length)
    .flatMap(({ entry }) => credentialsIn(entry));
}

const hostOf = (name: string): string => name.split('/')[0] ?? '';
const isHub = (host: string): boolean => HUB_KEYS.includes(hostOf(host));

/** A first part with a dot or a port, or `localhost`, is a registry; everything else lies at Docker Hub. */
function withRegistry(image: string): string {
  const host = hostOf(image);
  const named = image.includes('/') && (/[.:]/.test(host) || host === 'localhost');
  return named ? image : `index.docker.io/${image}`;
}

function credentialsIn(entry: unknown): RegistryCredentials[] {
  if (!isJson(entry)) return [];
  const decoded = typeof entry.auth === 'string' ? Buffer.from(entry.auth, 'base64').toString('utf8') : '';
  const colon = decoded.indexOf(':');
  if (colon > 0) return [{ username: decoded.slice(0, colon), password: decoded.slice(colon + 1) }];
  const { username, password } = entry;
  return typeof username === 'string' && typeof password === 'string' ? [{ username, password }] : [];
}
