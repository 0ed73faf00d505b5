// Broker and web as two processes, and as two users when that can be had. Only the renderer of pages is left out.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Ack } from '@/lib/protocol/events';
import { ROOT } from './settings';

vi.setConfig({ testTimeout: 60_000 });

const RENDERER = `export default () => ({
  prepare: async () => {},
  getRequestHandler: () => async (_req, res) => res.end('page'),
  getUpgradeHandler: () => async () => {},
  close: async () => {},
});`;
/** Root can start a process as somebody else, who must be able to reach the program; otherwise both are this user. */
const reachable = (folder: string): boolean =>
  folder === '/' || ((statSync(folder).mode & 1) === 1 && reachable(dirname(folder)));
const TWO_USERS = process.getuid?.() === 0 && reachable(join(ROOT, 'node_modules'));
const NOBODY = 65_534;

let bundle: string;
let dir: string;
const processes: ChildProcess[] = [];

beforeAll(async () => {
  bundle = mkdtempSync(join(ROOT, 'node_modules', '.cache-broker-test-'));
  // mkdtemp makes it 0700; the web process's user must be able to read the program.
  chmodSync(bundle, 0o755);
  await build({
    entryPoints: ['index.ts', 'broker-main.ts', 'lab/hosted/client.ts'].map((file) => join(ROOT, 'server', file)),
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
  dir = mkdtempSync(join(tmpdir(), 'kulissen-l-two-'));
  chmodSync(dir, 0o755);
});
afterAll(async () => {
  for (const child of processes.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  rmSync(bundle, { recursive: true, force: true });
  rmSync(dir, { recursive: true, force: true });
});

/** Starts a program of ours; resolves with its ready line. */
async function start(program: string, data: string, port: number, user: { uid?: number; gid?: number }) {
  const child = spawn(process.execPath, [join(bundle, 'dist', program), '--broker', join(dir, 'run', 'broker.sock')], {
    ...user,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      PORT: String(port),
      DATA_DIR: data,
      KULISSEN_RUNTIME: 'memory',
      KULISSEN_LOCALE: 'en',
      DOCKER_SOCKET: '/nonexistent/docker.sock',
    },
  });
  processes.push(child);
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const line = await Promise.race([once(child.stdout, 'data').then(([data]) => String(data)), once(child, 'exit')]);
  if (typeof line !== 'string') throw new Error(err);
  return { child, pid: child.pid ?? 0, ready: JSON.parse(line) as { url?: string } };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A tab with a session of its own. */
async function tab(url: string, port: number) {
  const origin = `http://localhost:${port}`;
  const reply = await fetch(`http://127.0.0.1:${port}/auth`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: `http://127.0.0.1:${port}` },
    body: JSON.stringify({ token: url.split('#t=')[1] }),
  });
  expect(reply.status).toBe(204);
  const cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const socket = io(origin, { transports: ['websocket'], extraHeaders: { Cookie: cookie, Origin: origin } });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  let text = '';
  socket.on('term:data', (chunk: { bytes: Uint8Array }) => {
    text += Buffer.from(chunk.bytes).toString('latin1');
  });
  const ask = async <T>(event: string, payload: unknown): Promise<T> => {
    const ack = (await socket.timeout(20_000).emitWithAck(event, payload)) as Ack<T>;
    if (!ack.ok) throw new Error(JSON.stringify(ack.error));
    return ack.value;
  };
  return { ask, text: () => text, close: () => socket.disconnect() };
}

const childrenOf = (pid: number) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
const terminalsOf = (pid: number) =>
  readdirSync(`/proc/${pid}/fd`).filter((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`).includes('ptmx');
    } catch {
      return false;
    }
  });

it('serve a lab together; the shells outlive a web process that is killed', async () => {
  const port = await freePort();
  const [labData, webData] = [join(dir, 'lab'), join(dir, 'web')];
  for (const folder of [labData, webData]) mkdirSync(folder, { mode: 0o700 });
  if (TWO_USERS) chownSync(webData, NOBODY, NOBODY);
  const group = TWO_USERS ? { gid: NOBODY } : {};
  const broker = await start('broker-main.mjs', labData, port, group);
  const asWeb = TWO_USERS ? { uid: NOBODY, gid: NOBODY } : {};
  const web = await start('index.mjs', webData, port, asWeb);

  const page = await tab(web.ready.url ?? '', port);
  const { terminal } = await page.ask<{ terminal: string }>('term:open', {
    id: crypto.randomUUID(),
    cols: 80,
    rows: 24,
  });
  await page.ask('term:attach', { terminal, offset: 0 });
  await page.ask('term:input', { terminal, seq: 1, data: 'A=kept; echo sh""ell\r' });
  await vi.waitFor(() => expect(page.text()).toContain('shell'), { timeout: 20_000 });
  const manifest = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: nginx}]}\n';
  const file = { id: crypto.randomUUID(), file: 'a.yaml', content: manifest, revision: '' };
  await page.ask('file:save', file);
  expect(readFileSync(join(labData, 'home', 'kubelet-manifests', 'a.yaml'), 'utf8')).toBe(manifest);

  expect([childrenOf(web.pid), terminalsOf(web.pid)]).toEqual(['', []]);
  expect(terminalsOf(broker.pid).length).toBeGreaterThan(0);
  if (TWO_USERS) expect(readFileSync(`/proc/${web.pid}/status`, 'utf8')).toMatch(/^Uid:\s+65534\s+65534/m);

  web.child.kill('SIGKILL');
  await once(web.child, 'exit');
  page.close();
  const next = await start('index.mjs', webData, port, asWeb);
  const again = await tab(next.ready.url ?? '', port);
  await again.ask('term:attach', { terminal, offset: 0 });
  await again.ask('term:input', { terminal, seq: 1, data: 'echo $A-value\r' });
  await vi.waitFor(() => expect(again.text()).toContain('kept-value'), { timeout: 20_000 });
  again.close();
});
