// The server as a process. Only the renderer of pages is left out: it takes longer to build than everything that is tested here.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ROOT } from './settings';

// Processes and files on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const RENDERER = `export default () => ({
  prepare: async () => {},
  getRequestHandler: () => async (_req, res) => res.end('page'),
  getUpgradeHandler: () => async () => {},
  close: async () => {},
});`;

let bundle: string;
let dataDir: string;
let port: number;
const servers: Server[] = [];

beforeAll(async () => {
  // Below the project, so that its packages are found.
  bundle = mkdtempSync(join(ROOT, 'node_modules', '.cache-server-test-'));
  await build({
    entryPoints: [join(ROOT, 'server', 'index.ts'), join(ROOT, 'server', 'lab', 'hosted', 'client.ts')],
    outdir: join(bundle, 'dist'),
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    tsconfig: join(ROOT, 'tsconfig.json'),
    plugins: [
      {
        name: 'renderer',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^next$/ }, () => ({ path: 'next', namespace: 'renderer' }));
          onLoad({ filter: /.*/, namespace: 'renderer' }, () => ({ contents: RENDERER }));
        },
      },
    ],
  });
  writeFileSync(join(bundle, 'package.json'), '{ "version": "9.9.9" }');
});
afterAll(() => rmSync(bundle, { recursive: true, force: true }));
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'kulissen-l-server-'));
  port = await freePort();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.end('SIGKILL')));
  rmSync(dataDir, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

interface Server {
  child: ChildProcess;
  /** The ready line, or null when the process ended before it. */
  ready: Promise<{ ready: true; url: string } | null>;
  ended: Promise<{ code: number | null; out: string; err: string }>;
  end(signal: NodeJS.Signals): Promise<{ code: number | null; out: string; err: string }>;
}

function start(...flags: string[]): Server {
  const child = spawn(process.execPath, [join(bundle, 'dist', 'index.mjs'), ...flags], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      PORT: String(port),
      DATA_DIR: dataDir,
      KULISSEN_RUNTIME: 'memory',
      KULISSEN_LOCALE: 'en',
    },
  });
  let out = '';
  let err = '';
  let gotLine = () => {};
  const line = new Promise<void>((resolve) => {
    gotLine = resolve;
  });
  child.stdout.on('data', (chunk) => {
    out += chunk;
    if (out.includes('\n')) gotLine();
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<Awaited<Server['ended']>>((resolve) => {
    child.on('close', (code) => {
      gotLine();
      resolve({ code, out, err });
    });
  });
  const server: Server = {
    child,
    ready: line.then(() => (out ? JSON.parse(out) : null)),
    ended,
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
  servers.push(server);
  return server;
}
const labId = () => readFileSync(join(dataDir, 'lab-id'), 'utf8');

// Each test starts whole servers, on a machine that may be busy.
describe('the server', { timeout: 60_000 }, () => {
  it('says where to sign in, serves, and ends cleanly', async () => {
    const server = start();
    const ready = await server.ready;
    expect(ready?.url).toMatch(new RegExp(`^http://localhost:${port}/en/login#t=[\\w-]{43}$`));
    const health = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(await health.json()).toMatchObject({ status: 'ok', runtime: 'memory', version: '9.9.9' });
    expect((await fetch(`http://127.0.0.1:${port}/en`, { redirect: 'manual' })).status).toBe(303);
    expect(existsSync(join(dataDir, 'home', 'kubelet'))).toBe(true);
    expect(existsSync(join(dataDir, 'home', 'kubelet-manifests'))).toBe(false);
    const { code, out, err } = await server.end('SIGTERM');
    expect([code, out.split('\n').length]).toEqual([0, 2]);
    expect(err).toMatch(/containers live on/);
    expect(existsSync(join(dataDir, 'server.pid'))).toBe(false);
  });

  it('names a busy port and the flag, before anything else happens', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { code, out, err } = await start().ended;
    other.close();
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(`Port ${port} is taken. Choose another one: --port ${port + 1}\n`);
    expect(existsSync(join(dataDir, 'server.pid'))).toBe(false);
  });

  it('keeps a second server out of its lab', async () => {
    const first = start();
    await first.ready;
    const { code, err } = await start('--port', String(await freePort())).ended;
    expect(code).toBe(1);
    expect(err).toContain(`Process ${first.child.pid} serves the lab`);
  });

  it('is followed by the next after SIGKILL, in the same lab', async () => {
    const first = start();
    await first.ready;
    const id = labId();
    await first.end('SIGKILL');
    expect(existsSync(join(dataDir, 'server.pid'))).toBe(true);
    expect(await start().ready).not.toBeNull();
    expect(labId()).toBe(id);
  });

  it('refuses a setting that it does not know', async () => {
    const { code, err } = await start('--runtime=podman').ended;
    expect([code, err]).toEqual([1, '--runtime podman: docker, memory, auto\n']);
  });
});
