// An engine of a test's own, that may be killed: its own dockerd on its own folders, in network and mount namespaces of its own, so
// that neither its bridge nor its iptables rules meet those of the machine's engine.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const UP_MS = 120_000;
const CGROUPS = 'kulissen-slow';

/** Why there can be none here; null if there can. */
export function whyNoEngine(): string | null {
  if (process.getuid?.() !== 0) return 'needs root';
  const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  return has('dockerd') && has('unshare') ? null : 'needs dockerd and unshare';
}

const ping = (socketPath: string): Promise<boolean> =>
  new Promise((resolve) => {
    http
      .get({ socketPath, path: '/_ping', agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      })
      .on('error', () => resolve(false));
  });

export class PrivateEngine {
  private readonly dir = mkdtempSync(join(tmpdir(), 'kulissen-engine-'));
  readonly socket = join(this.dir, 'docker.sock');
  private namespace: ChildProcess | undefined;
  private daemon: ChildProcess | undefined;

  constructor(private readonly flags: readonly string[] = []) {}

  /** Starts the namespaces once, and dockerd in them, again if it gives up as after a kill it may; resolves when it answers. */
  async start(): Promise<void> {
    if (!this.namespace) {
      const setUp = 'ip link set lo up; mount --make-rshared /; exec sleep infinity';
      this.namespace = spawn('unshare', ['-m', '-n', '--propagation', 'private', 'sh', '-c', setUp], {
        stdio: 'ignore',
      });
    }
    for (const end = Date.now() + UP_MS; !(await ping(this.socket)); ) {
      if (Date.now() > end) throw new Error(`dockerd did not come up; see ${this.dir}/dockerd.log`);
      if (!this.isUp) this.launch(this.namespace.pid ?? 0);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private get isUp(): boolean {
    return this.daemon !== undefined && this.daemon.exitCode === null && this.daemon.signalCode === null;
  }

  private launch(namespace: number): void {
    const log = openSync(join(this.dir, 'dockerd.log'), 'a');
    const where = ['-m', '-n', '-t', String(namespace), '--'];
    const folders = ['root', 'exec'].map((name) => join(this.dir, name));
    const data = ['--data-root', folders[0] ?? '', '--exec-root', folders[1] ?? '', '--pidfile', join(this.dir, 'pid')];
    const own = ['-H', `unix://${this.socket}`, '--cgroup-parent', `/${CGROUPS}`, ...data, ...this.flags];
    this.daemon = spawn('nsenter', [...where, 'dockerd', ...own], { stdio: ['ignore', log, log] });
  }

  /** How to start a program beside it, in its namespaces: only there its mounts and network devices are to be seen. */
  inside(...command: string[]): [program: string, argv: string[]] {
    return ['nsenter', ['-m', '-n', '-t', String(this.namespace?.pid ?? 0), '--', ...command]];
  }

  /** Ends dockerd, not what runs in it. */
  async stop(signal: NodeJS.Signals): Promise<void> {
    const { daemon } = this;
    if (!daemon || !this.isUp) return;
    const ended = new Promise((resolve) => daemon.once('exit', resolve));
    daemon.kill(signal);
    await ended;
  }

  /** Ends all of it and removes its folders. Containers must have been removed before. */
  async dispose(): Promise<void> {
    await this.stop('SIGTERM');
    this.namespace?.kill('SIGKILL');
    rmSync(this.dir, { recursive: true, force: true });
  }
}
