// An engine that may be killed, in the namespaces that `npm run test:chaos` has made. Its images stay from one file of tests to the next.
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureLabImages } from '@/server/runtime/images/lab-images';

const UP_MS = 120_000;
const CGROUPS = 'kulissen-chaos';
/** The engine's own pools are enough for thirty networks. */
const POOLS = ['--default-address-pool', 'base=10.200.0.0/16,size=24'];
const run = promisify(execFile);

/** Folder of this run: engine, rooms, archives of the images. */
export function chaosFolder(): string {
  const folder = process.env.KULISSEN_CHAOS;
  if (!folder) throw new Error('these tests need namespaces of their own: npm run test:chaos');
  return folder;
}

const pings = (socketPath: string): Promise<boolean> =>
  new Promise((resolve) => {
    const request = http.get({ socketPath, path: '/_ping', agent: false, timeout: 5_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy(new Error('silent')));
    request.on('error', () => resolve(false));
  });

export class ChaosEngine {
  readonly dir = join(chaosFolder(), 'engine');
  readonly socket = join(this.dir, 'docker.sock');
  #daemon: ChildProcess | undefined;

  /** Starts dockerd, again if it gives up as after a kill it may; resolves when it answers. */
  async start(...flags: string[]): Promise<void> {
    mkdirSync(this.dir, { recursive: true });
    for (const end = Date.now() + UP_MS; !(await pings(this.socket)); ) {
      if (Date.now() > end) throw new Error(`dockerd did not come up; see ${this.dir}/dockerd.log`);
      if (!this.pid) this.#launch(flags);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** The images of a workshop, from the archives that the script has saved. */
  async loadImages(): Promise<void> {
    const archives = join(chaosFolder(), 'images');
    const options = { socketPath: this.socket, archives, allowDownload: false, workshop: true, report: () => {} };
    const failed = (await ensureLabImages(options)).filter(({ state }) => state === 'failed');
    if (failed.length > 0) throw new Error(JSON.stringify(failed));
  }

  /** Of dockerd; 0 while it does not run. */
  get pid(): number {
    const daemon = this.#daemon;
    return daemon && daemon.exitCode === null && daemon.signalCode === null ? (daemon.pid ?? 0) : 0;
  }

  #launch(flags: readonly string[]): void {
    const log = openSync(join(this.dir, 'dockerd.log'), 'a');
    const [root, exec] = ['root', 'exec'].map((name) => join(this.dir, name));
    const data = ['--data-root', root ?? '', '--exec-root', exec ?? '', '--pidfile', join(this.dir, 'pid')];
    const own = ['-H', `unix://${this.socket}`, '--cgroup-parent', `/${CGROUPS}`, ...POOLS, ...data, ...flags];
    this.#daemon = spawn('dockerd', own, { stdio: ['ignore', log, log] });
  }

  /** Ends dockerd, not what runs in it unless it does so itself. */
  async stop(signal: NodeJS.Signals): Promise<void> {
    const daemon = this.#daemon;
    if (!daemon || !this.pid) return;
    const ended = new Promise((resolve) => daemon.once('exit', resolve));
    daemon.kill(signal);
    await ended;
  }

  /** The current goes off: dockerd, its containerd, every container and what holds it, without a word to any of them. */
  async powerOff(): Promise<void> {
    const shims = processesWith(join(this.dir, 'exec'));
    const inside = shims.flatMap((pid) => descendants(pid));
    await this.stop('SIGKILL');
    for (const pid of [...new Set([...shims, ...inside])]) kill(pid);
  }

  /** The docker client, as the host's root uses it. Resolves with what it prints. */
  async docker(...args: string[]): Promise<string> {
    const env = { ...process.env, DOCKER_HOST: `unix://${this.socket}` };
    return (await run('docker', args, { env, timeout: 120_000, maxBuffer: 64 * 1024 * 1024 })).stdout.trim();
  }

  async dispose(): Promise<void> {
    await this.stop('SIGTERM');
    for (const device of readdirSync('/sys/class/net'))
      if (device.startsWith('br-')) spawnSync('ip', ['link', 'delete', device]);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended with another one.
  }
}

const pids = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name));
const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** Whose command line has the text. */
function processesWith(text: string): number[] {
  return pids()
    .filter((pid) => read(`/proc/${pid}/cmdline`).includes(text))
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

function descendants(parent: number): number[] {
  const children = pids().filter((pid) => new RegExp(`^PPid:\\s+${parent}$`, 'm').test(read(`/proc/${pid}/status`)));
  return children.map(Number).flatMap((pid) => [pid, ...descendants(pid)]);
}
