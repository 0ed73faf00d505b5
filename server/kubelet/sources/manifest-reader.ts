// From a file on disk to what it says. A file that has not changed is not parsed again, and its pod stays the same object.
import { createHash } from 'node:crypto';
import { goQuote } from '@/lib/k8s/go-quote';
import type { PodSecurityProfile } from '@/lib/k8s/pod-security';
import { readManifest } from '@/lib/manifest/read-manifest';
import type { Clock } from '../clock';
import type { ManifestEntry } from './manifest-entry';
import { readManifestFile } from './read-file';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

export class ManifestReader {
  constructor(
    private readonly nodeName: string,
    private readonly clock: Clock,
    private readonly podSecurity?: PodSecurityProfile,
  ) {}

  /** What the file says now; null when it is gone. `before`: what it said last. */
  async read(file: string, path: string, before: ManifestEntry | undefined): Promise<ManifestEntry | null> {
    const nothing = { file, revision: '', problems: [] };
    const reading = await readManifestFile(path);
    switch (reading.kind) {
      case 'absent':
        return null;
      case 'directory':
        return { ...nothing, kind: 'ignored', message: `Not recursing into manifest path ${goQuote(path)}` };
      case 'special': {
        const message = `Manifest path ${goQuote(path)} is not a directory or file: ${reading.mode}`;
        return { ...nothing, kind: 'ignored', message };
      }
      case 'unreadable':
        return { ...nothing, kind: 'broken', message: reading.message };
      case 'content':
        return before?.revision === reading.revision
          ? withoutKeptPod(before)
          : this.parse(file, path, reading.text, reading.revision);
    }
  }

  private parse(file: string, path: string, text: string, revision: string): ManifestEntry {
    const { nodeName, podSecurity } = this;
    const options = { nodeName, podSecurity, source: 'file' as const, file: path, seenAt: this.clock.now(), md5 };
    const result = readManifest(text, options);
    const shared = { file, revision, problems: result.problems };
    return result.ok
      ? { ...shared, kind: 'manifest', pod: result.pod, message: '' }
      : { ...shared, kind: 'broken', message: result.logText };
  }
}

const withoutKeptPod = ({ keeps: _dropped, ...entry }: ManifestEntry): ManifestEntry => entry;
