// The manifests that were sent to the kubelet's own web server: kept as files below --root-dir, so that they outlive the process.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PodSecurityProfile } from '@/lib/k8s/pod-security';
import { readManifest } from '@/lib/manifest/read-manifest';
import { FILE_NAME } from '@/lib/protocol/limits';
import type { Clock } from '../clock';
import type { ManifestEntry } from './manifest-entry';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Where the manifests that were sent are kept. */
export const webManifestsDir = (rootDir: string): string => join(rootDir, 'web-manifests');

/** Forgets every manifest that was sent; for a kubelet that does not run. */
export const forgetWebManifests = (rootDir: string): Promise<void> =>
  rm(webManifestsDir(rootDir), { recursive: true, force: true });

export class WebManifests {
  /** By name. */
  readonly entries = new Map<string, ManifestEntry>();
  private readonly texts = new Map<string, string>();

  constructor(
    private readonly dir: string,
    private readonly nodeName: string,
    private readonly clock: Clock,
    private readonly podSecurity?: PodSecurityProfile,
  ) {}

  /** Reads what an earlier kubelet was sent. What can't be read any more is left alone. */
  async load(): Promise<void> {
    await mkdir(this.dir, { recursive: true });
    for (const name of (await readdir(this.dir)).filter((file) => FILE_NAME.test(file)).sort()) {
      const text = await readFile(join(this.dir, name), 'utf8').catch(() => null);
      if (text !== null) this.remember(this.parse(name, text), text);
    }
  }

  /** What a manifest of this name says. Changes nothing. */
  parse(name: string, text: string): ManifestEntry {
    const { nodeName, podSecurity } = this;
    const context = { nodeName, podSecurity, source: 'web' as const, file: name, seenAt: this.clock.now(), md5 };
    const result = readManifest(text, context);
    const shared = { file: name, revision: md5(text), problems: result.problems };
    return result.ok
      ? { ...shared, kind: 'manifest', pod: result.pod, message: '' }
      : { ...shared, kind: 'broken', message: result.logText };
  }

  textOf(name: string): string | undefined {
    return this.texts.get(name);
  }

  /** Keeps a manifest; it is on the disk, whole, when this resolves. */
  async put(entry: ManifestEntry, text: string): Promise<void> {
    const path = join(this.dir, entry.file);
    const aside = join(this.dir, `.${entry.file}.tmp`);
    await writeFile(aside, text, { flush: true });
    await rename(aside, path);
    this.remember(entry, text);
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.dir, name), { force: true });
    this.entries.delete(name);
    this.texts.delete(name);
  }

  private remember(entry: ManifestEntry, text: string): void {
    this.entries.set(entry.file, entry);
    this.texts.set(entry.file, text);
  }
}
