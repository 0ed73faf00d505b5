// A workshop's room as `npm run workshop` runs it: broker and web process, started and ended one by one.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { join as joinRoom, lead, type RoomClient } from '@/server/workshop/robots/room-client';
import { chaosFolder } from './engine';

const ROOT = new URL('../../..', import.meta.url).pathname;
const CODE = 'ABCDEF';
const SECRET = 'correct horse battery staple';
/** A busy machine takes its time. */
const READY_MS = 240_000;

export interface RoomOptions {
  /** Of the engine, or of a proxy before it. */
  socket: string;
  /** Default: a new one. */
  dataDir?: string;
  port?: number;
  /** Before the program: `prlimit --nofile=256`, say. */
  webPrefix?: readonly string[];
  /** Further addresses that the web process answers to, as `--hosts` takes them. */
  hosts?: string;
  /** Arguments of Node for both programs. */
  node?: readonly string[];
  env?: Record<string, string>;
}

interface Program {
  child: ChildProcess;
  ready: Promise<void>;
  ended: Promise<void>;
}

export class Room {
  readonly dataDir: string;
  readonly base: string;
  /** What both programs have said so far. */
  log = '';
  #broker: Program | undefined;
  #web: Program | undefined;

  constructor(private readonly options: RoomOptions) {
    this.dataDir = options.dataDir ?? mkdtempSync(join(chaosFolder(), 'r-'));
    this.base = `http://127.0.0.1:${options.port ?? 3000}`;
    for (const name of ['run', 'web', 'broker'])
      mkdirSync(join(this.dataDir, name), { recursive: true, mode: name === 'run' ? 0o750 : 0o700 });
  }

  async start(): Promise<void> {
    await this.startBroker();
    await this.startWeb();
  }

  get #socket(): string {
    return join(this.dataDir, 'run', 'broker.sock');
  }

  get brokerPid(): number {
    return this.#broker?.child.pid ?? 0;
  }

  get webPid(): number {
    return this.#web?.child.pid ?? 0;
  }

  async startBroker(): Promise<void> {
    const args = ['dist/broker.mjs', '--workshop', '--broker', this.#socket, '--data', join(this.dataDir, 'broker')];
    this.#broker = this.#launch([], args, { KULISSEN_DOCKER_RUN: '1', DOCKER_SOCKET: this.options.socket });
    await this.#broker.ready;
  }

  async startWeb(): Promise<void> {
    const { port = 3000, webPrefix = [], hosts } = this.options;
    const room = ['--workshop', '--broker', this.#socket, '--seats', '60', '--code', CODE];
    const args = ['dist/server.mjs', ...room, '--port', String(port), '--data', join(this.dataDir, 'web')];
    if (hosts) args.push('--hosts', hosts);
    this.#web = this.#launch(webPrefix, args, { KULISSEN_TRAINER_SECRET: SECRET });
    await this.#web.ready;
  }

  /** Ends the broker; resolves with the milliseconds that took. */
  endBroker(signal: NodeJS.Signals = 'SIGTERM'): Promise<number> {
    return end(this.#broker, signal);
  }

  endWeb(signal: NodeJS.Signals = 'SIGTERM'): Promise<number> {
    return end(this.#web, signal);
  }

  /** `base`: another address of the room. */
  join(name: string, base = this.base): Promise<RoomClient> {
    return joinRoom(base, CODE, name, 'en');
  }

  lead(): Promise<RoomClient> {
    return lead(this.base, SECRET);
  }

  /** Ends both and removes what the seats have made. The engine has to be up. */
  async dispose(engineSocket: string): Promise<void> {
    await this.endWeb();
    await this.endBroker();
    const args = ['dist/workshop-clean.mjs', '--data', this.dataDir, '--docker-socket', engineSocket];
    const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) throw new Error(`the room was not removed: ${status}`);
  }

  #launch(prefix: readonly string[], args: readonly string[], env: Record<string, string>): Program {
    const [command = '', ...rest] = [...prefix, process.execPath, ...(this.options.node ?? []), ...args];
    const child = spawn(command, rest, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', KULISSEN_LOCALE: 'en', ...this.options.env, ...env },
    });
    const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
    child.stderr.on('data', (chunk: Buffer) => {
      this.log += String(chunk);
    });
    const ready = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${args[0]} is not ready:\n${this.log}`)), READY_MS);
      child.stdout.on('data', (chunk: Buffer) => {
        if (!String(chunk).includes('"ready"')) return;
        clearTimeout(timer);
        resolve();
      });
      void ended.then(() => {
        clearTimeout(timer);
        reject(new Error(`${args[0]} ended:\n${this.log}`));
      });
    });
    return { child, ready, ended };
  }
}

async function end(program: Program | undefined, signal: NodeJS.Signals): Promise<number> {
  if (!program) return 0;
  const from = performance.now();
  if (program.child.exitCode === null && program.child.signalCode === null) program.child.kill(signal);
  await program.ended;
  return performance.now() - from;
}
