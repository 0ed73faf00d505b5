// For tests: the socket of a seat before an engine that writes down what reaches it.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import { openDockerSocket } from './index';

export const MINE = 'a'.repeat(64);
export const OTHER = 'b'.repeat(64);
export const SOLO = 'c'.repeat(64);
export const EXEC = 'd'.repeat(64);
export const FOREIGN_EXEC = 'e'.repeat(64);
const ownership = { lab: 'lab1', node: 'worker7' };
export const LABELS = { 'dev.kulissen.lab': 'lab1', 'dev.kulissen.node': 'worker7' };
const FOREIGN = { 'dev.kulissen.lab': 'lab2', 'dev.kulissen.node': 'worker8' };

const row = (Id: string, name: string, Labels: Record<string, string>) => ({
  Id,
  Names: [`/${name}`],
  Labels,
  State: 'running',
  Mounts: [{ Type: 'bind', Source: '/srv/secret', Destination: '/x', RW: true }],
  HostConfig: { NetworkMode: 'seat-lab1', Binds: ['/srv/secret:/x'] },
  Secret: 'host',
});
const ROWS = [
  row(MINE, 'k8s_web_web-worker7_default_1_0', { ...LABELS, 'io.kubernetes.pod.uid': '1' }),
  row(SOLO, 'lab1.solo', LABELS),
  row(OTHER, 'k8s_web_web-worker8_default_1_0', FOREIGN),
];

export interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What the engine answers, by path. */
const ANSWERS: Readonly<Record<string, [status: number, value: unknown]>> = {
  // An engine that ignores filters: what is not the seat's must fall out afterwards all the same.
  '/containers/json': [200, ROWS],
  [`/containers/${MINE}/json`]: [
    200,
    {
      ...ROWS[0],
      Name: ROWS[0]?.Names[0],
      LogPath: '/var/lib/docker/x',
      HostConfig: { Binds: ['/a:/b'], NetworkMode: 'n' },
    },
  ],
  [`/exec/${EXEC}/json`]: [200, { ID: EXEC, ContainerID: MINE, ProcessConfig: {}, Pid: 4711 }],
  [`/exec/${FOREIGN_EXEC}/json`]: [200, { ID: FOREIGN_EXEC, ContainerID: OTHER }],
  '/containers/create': [201, { Id: SOLO }],
  [`/containers/${MINE}/exec`]: [201, { Id: EXEC }],
  '/images/json': [
    200,
    [
      { Id: 'sha256:1', RepoTags: ['busybox:1.35', 'corp/secret:1'] },
      { Id: 'sha256:2', RepoTags: ['corp/other:1'] },
    ],
  ],
  '/images/corp%2Fother%3A1/json': [200, { Id: 'sha256:2', RepoTags: ['corp/other:1'] }],
  '/version': [
    200,
    {
      Version: '20',
      Components: [
        { Name: 'Engine', Version: '20' },
        { Name: 'containerd', Version: '1' },
      ],
      HostSecret: 1,
    },
  ],
  '/info': [200, { ServerVersion: '20', DockerRootDir: '/var/lib/docker', RegistryConfig: {}, Containers: 99 }],
};

export interface SocketFixture {
  /** Everything that the engine heard since the last `clear`. */
  seen: Seen[];
  /** The same without the looking up of own containers. */
  reached(): Seen[];
  clear(): void;
  /** May containers be created? */
  allowRun(may: boolean): void;
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; value: unknown }>;
  /** Bytes as they are, and what comes back until the connection ends. */
  raw(bytes: string): Promise<string>;
  close(): Promise<void>;
}

export async function openSocketFixture(): Promise<SocketFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'seat-'));
  const path = join(folder, 'docker.sock');
  const seen: Seen[] = [];
  let may = false;
  const engine = createServer((asked, answer) => {
    void text(asked).then((body) => {
      const url = asked.url ?? '';
      seen.push({ method: asked.method ?? '', url, headers: asked.headers, body });
      const [status, value] = ANSWERS[url.split('?')[0]?.replace(/^\/v1\.\d+/, '') ?? ''] ?? [204, undefined];
      answer.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    });
  });
  await new Promise<void>((done) => engine.listen(join(folder, 'engine.sock'), done));
  const socket = await openDockerSocket({
    path,
    owner: { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 },
    engineSocket: join(folder, 'engine.sock'),
    seat: {
      ownership,
      mayRun: () => may,
      rules: {
        images: ['busybox:1.35'],
        network: 'seat-lab1',
        memoryBytes: 1000,
        nanoCpus: 5e8,
        pids: 64,
        containers: 2,
      },
    },
    warn: (message) => expect.unreachable(message),
  });
  return {
    seen,
    reached: () => seen.filter(({ url }) => !url.startsWith('/containers/json?all=1&filters=')),
    clear: () => seen.splice(0),
    allowRun: (allowed) => {
      may = allowed;
    },
    ask: (method, asked, body, headers = {}) =>
      new Promise((resolve, reject) => {
        const payload = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
        request({
          socketPath: path,
          method,
          path: asked,
          headers: { ...(payload !== undefined && { 'Content-Type': 'application/json' }), ...headers },
        })
          .on('response', (answer) => {
            text(answer).then((said) => {
              resolve({ status: answer.statusCode ?? 0, value: said === '' ? '' : (JSON.parse(said) as unknown) });
            }, reject);
          })
          .on('error', reject)
          .end(payload);
      }),
    raw: (bytes) =>
      new Promise((resolve) => {
        let said = '';
        const client = connect(path, () => client.write(bytes));
        client.on('data', (data) => {
          said += data;
          if (said.includes('HTTP/1.1 4')) client.end();
        });
        client.on('close', () => resolve(said)).on('error', () => resolve(said));
      }),
    async close() {
      await socket.close();
      await new Promise((done) => engine.close(done));
      await rm(folder, { recursive: true });
    },
  };
}
