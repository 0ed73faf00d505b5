// bin/kubelet as a program of its own, on ports and folders of the test; it can be killed and started again on the same ones.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../browser/support/lab-process';

const ROOT = new URL('../..', import.meta.url).pathname;
const READY_MS = 60_000;

const get = (port: number, path: string): Promise<string | null> =>
  new Promise((resolve) => {
    http
      .get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('end', () => resolve(response.statusCode === 200 ? body : null));
      })
      .on('error', () => resolve(null));
  });

interface ListedPod {
  metadata: { name: string; uid: string };
  status?: { phase?: string; containerStatuses?: { ready: boolean; restartCount: number }[] };
}

export interface KubeletProcessOptions {
  /** The engine's UNIX socket. */
  socket: string;
  node: string;
  /** Whose containers it owns: a name of this test run. */
  lab: string;
  flags?: string[];
}

export class KubeletProcess {
  readonly dir = mkdtempSync(join(tmpdir(), 'kulissen-kubelet-'));
  private readonly manifests = join(this.dir, 'manifests');
  private child: ChildProcess | undefined;
  private ended: Promise<void> = Promise.resolve();
  private ports: { healthz: number; readOnly: number; full: number } | undefined;
  private stderr = '';

  constructor(private readonly options: KubeletProcessOptions) {
    mkdirSync(this.manifests);
  }

  /** Starts it; does not wait for anything. */
  async launch(): Promise<void> {
    this.ports ??= { healthz: await freePort(), readOnly: await freePort(), full: await freePort() };
    const { socket, node, lab, flags = [] } = this.options;
    const child = spawn(
      join(ROOT, 'bin/kubelet'),
      [
        `--pod-manifest-path=${this.manifests}`,
        `--hostname-override=${node}`,
        `--root-dir=${join(this.dir, 'root')}`,
        `--cert-dir=${join(this.dir, 'pki')}`,
        `--experimental-dockershim-root-directory=${join(this.dir, 'dockershim')}`,
        `--kulissen-log-dir=${join(this.dir, 'log')}`,
        `--read-only-port=${this.ports.readOnly}`,
        `--port=${this.ports.full}`,
        `--healthz-port=${this.ports.healthz}`,
        `--docker-endpoint=unix://${socket}`,
        `--kulissen-lab=${lab}`,
        '--v=2',
        ...flags,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr = (this.stderr + String(chunk)).slice(-1_000_000);
    });
    this.ended = new Promise((resolve) => child.on('close', () => resolve()));
    this.child = child;
  }

  /** Starts it and resolves when it says that it is well. */
  async start(): Promise<void> {
    await this.launch();
    for (const end = Date.now() + READY_MS; (await get(this.ports?.healthz ?? 0, '/healthz')) === null; ) {
      if (Date.now() > end) throw new Error(`the kubelet did not come up: ${this.stderr.slice(-2_000)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Its exit code if it has ended by itself; null while it runs. */
  get exitCode(): number | null {
    return this.child?.exitCode ?? null;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get log(): string {
    return this.stderr;
  }

  /** Ends it and resolves when it has ended. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.child?.kill(signal);
    await this.ended;
  }

  /** Stops it and removes its folders. What it has made on the engine stays. */
  async dispose(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** Renames a manifest into the folder, the clean way; returns the time of the rename, ms since the epoch. */
  apply(name: string, spec: object): number {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec };
    writeFileSync(join(this.manifests, `.${name}`), JSON.stringify(pod));
    const at = Date.now();
    renameSync(join(this.manifests, `.${name}`), join(this.manifests, `${name}.json`));
    return at;
  }

  /** Removes manifests; returns the time before the first removal, ms since the epoch. */
  remove(...names: string[]): number {
    const at = Date.now();
    for (const name of names) rmSync(join(this.manifests, `${name}.json`), { force: true });
    return at;
  }

  /** As GET /pods answers; null while it does not. */
  async pods(): Promise<ListedPod[] | null> {
    const body = await get(this.ports?.readOnly ?? 0, '/pods');
    return body === null ? null : ((JSON.parse(body) as { items: ListedPod[] | null }).items ?? []);
  }

  /** Names below one of its folders; [] when it is not there. */
  entries(path: string): string[] {
    try {
      return readdirSync(join(this.dir, path));
    } catch {
      return [];
    }
  }

  /** Resident memory in bytes and processor time used so far in seconds, from /proc. */
  usage(): { residentBytes: number; cpuSeconds: number } {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { residentBytes: Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024, cpuSeconds: ticks / 100 };
  }
}
