// Static pods from a directory of manifests, or from one file. Upstream: pkg/kubelet/config/file.go, file_linux.go (1.20).
// Two ways in, as upstream: a hint re-reads one file at once; a listing every --file-check-frequency reads all of them and
// is the truth. A file that breaks keeps its pod until the next listing drops it.
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { goQuote } from '@/lib/k8s/go-quote';
import type { PodSecurityProfile } from '@/lib/k8s/pod-security';
import type { StaticPod } from '@/lib/k8s/types';
import type { Clock } from '../clock';
import type { KubeletNews } from '../event-stream';
import type { Klog } from '../klog';
import { desiredPods, type ManifestEntry, stateOf } from './manifest-entry';
import { ManifestReader } from './manifest-reader';
import { watchPath } from './path-watch';

export interface FileSourceDependencies {
  /** --pod-manifest-path, a directory or a single file. */
  path: string;
  nodeName: string;
  /** --file-check-frequency, ms. */
  checkMs: number;
  podSecurity?: PodSecurityProfile | undefined;
  clock: Clock;
  klog: Klog;
  emit(news: KubeletNews): void;
  /** Told after each listing; '' when it went well. */
  wasRead(error: string): void;
  /** The full set of pods, after each reading, and the file of each by uid. */
  deliver(pods: StaticPod[], fileOf: ReadonlyMap<string, string>): void;
}

export class FileSource {
  private entries = new Map<string, ManifestEntry>();
  private readonly reported = new Map<string, string>();
  private readonly reader: ManifestReader;
  private readonly hinted = new Set<string>();
  private listingError = '';
  private listWanted = false;
  private working: Promise<void> | null = null;
  private nextListingAt = 0;
  private cancelListing: () => void = () => undefined;
  private readonly path: string;

  constructor(private readonly deps: FileSourceDependencies) {
    this.path = deps.path.replace(/(?<=.)\/+$/, '');
    this.reader = new ManifestReader(deps.nodeName, deps.clock, deps.podSecurity);
  }

  /** Watches, then lists, then goes on until `signal` aborts. Resolves after the first listing. */
  async start(signal: AbortSignal): Promise<void> {
    const { clock } = this.deps;
    signal.addEventListener('abort', () => this.cancelListing(), { once: true });
    await watchPath(this.path, clock, signal, {
      hint: (name) => void this.work(signal, name ?? undefined),
      replaced: () => void this.work(signal),
    });
    await this.work(signal);
  }

  /** Reads one file, or lists everything. Work is serial; hints that come meanwhile are taken along before anything is delivered. */
  private work(signal: AbortSignal, name?: string): Promise<void> {
    if (name === undefined) this.listWanted = true;
    else if (!name.startsWith('.')) this.hinted.add(name);
    const wanted = this.listWanted || this.hinted.size > 0;
    if (wanted && !signal.aborted) this.working ??= this.drain(signal);
    return this.working ?? Promise.resolve();
  }

  private async drain(signal: AbortSignal): Promise<void> {
    try {
      while ((this.listWanted || this.hinted.size > 0) && !signal.aborted) {
        await this.readWanted(signal);
        // A rename is two hints: reading the first gives the second time to arrive.
        if (!this.listWanted && this.hinted.size === 0 && !signal.aborted) this.deliver();
      }
    } catch (error) {
      this.deps.klog.error('file.go:104', `Unable to read config path ${goQuote(this.path)}: ${String(error)}`);
    } finally {
      // In the same breath as the last look: a hint that comes later starts anew.
      this.working = null;
    }
  }

  private async readWanted(signal: AbortSignal): Promise<void> {
    if (this.listWanted) {
      this.listWanted = false;
      this.hinted.clear();
      this.scheduleListing(signal);
      await this.list();
    }
    for (const name of [...this.hinted]) {
      this.hinted.delete(name);
      await this.readHinted(name);
    }
  }

  private scheduleListing(signal: AbortSignal): void {
    const { clock, checkMs } = this.deps;
    this.cancelListing();
    this.nextListingAt = clock.now() + checkMs;
    this.cancelListing = clock.after(checkMs, () => void this.work(signal));
  }

  private async list(): Promise<void> {
    const before = this.entries;
    this.entries = new Map();
    for (const { file, path } of await this.filesOf()) {
      const entry = await this.reader.read(file, path, before.get(file));
      if (!entry) {
        this.deps.klog.error(
          'file.go:176',
          `Can't get metadata for ${goQuote(path)}: stat ${path}: no such file or directory`,
        );
        continue;
      }
      this.logListed(entry, path);
      this.entries.set(file, entry);
    }
    this.deps.wasRead(this.listingError);
  }

  private logListed(entry: ManifestEntry, path: string): void {
    const { klog } = this.deps;
    if (entry.kind === 'broken')
      klog.error('file.go:187', `Can't process manifest file ${goQuote(path)}: ${entry.message}`);
    if (entry.kind === 'ignored') klog.error('file.go:182', entry.message);
  }

  /** Names in the directory that do not begin with a dot, sorted; or the one file. [] with a log line where there is neither. */
  private async filesOf(): Promise<{ file: string; path: string }[]> {
    this.listingError = '';
    const refuse = (why: string) => {
      this.listingError = why;
      this.deps.klog.error('file.go:104', `Unable to read config path ${goQuote(this.path)}: ${why}`);
      return [];
    };
    try {
      const found = await stat(this.path);
      if (found.isFile()) return [{ file: basename(this.path), path: this.path }];
      if (!found.isDirectory()) return refuse('path is not a directory or file');
      const names = (await readdir(this.path)).filter((name) => !name.startsWith('.')).sort();
      return names.map((file) => ({ file, path: join(this.path, file) }));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return refuse(code === 'ENOENT' ? 'path does not exist, ignoring' : message);
    }
  }

  private async readHinted(name: string): Promise<void> {
    const single = name === basename(this.path) && !(await isDirectory(this.path));
    const path = single ? this.path : join(this.path, name);
    const before = this.entries.get(name);
    const entry = await this.reader.read(name, path, before);
    if (!entry) {
      this.entries.delete(name);
      return;
    }
    if (entry.kind !== 'manifest') {
      const why = entry.kind === 'broken' ? entry.message : `read ${path}: is a directory`;
      this.deps.klog.error(
        'file.go:108',
        `Unable to process watch event: can't process config file ${goQuote(path)}: ${why}`,
      );
    }
    const last = before?.pod ?? before?.keeps;
    this.entries.set(name, entry.kind === 'broken' && last ? { ...entry, keeps: last } : entry);
  }

  private deliver(): void {
    const { pods, fileOf } = desiredPods(this.entries);
    this.report(fileOf);
    this.deps.deliver(pods, fileOf);
  }

  /** Tells what became of each file, once per change. */
  private report(fileOf: ReadonlyMap<string, string>): void {
    for (const file of this.reported.keys()) {
      if (this.entries.has(file)) continue;
      this.reported.delete(file);
      this.deps.emit({ type: 'manifestGone', file });
    }
    for (const entry of this.entries.values()) {
      const { file, revision, pod, problems } = entry;
      const state = stateOf(entry, fileOf);
      const drops = entry.keeps !== undefined && fileOf.get(entry.keeps.metadata.uid) === file;
      const news = [revision, state, drops, pod?.metadata.uid].join();
      if (this.reported.get(file) === news) continue;
      this.reported.set(file, news);
      const dropsAt = drops ? { dropsAt: this.nextListingAt } : {};
      this.deps.emit({ type: 'manifestRead', file, revision, ...(pod && { pod }), problems, ...dropsAt, state });
    }
  }
}

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
