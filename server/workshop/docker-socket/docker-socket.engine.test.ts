// The docker client of a seat on a real engine: what it prints, and what it does not reach.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureLabImages } from '@/server/runtime/images/lab-images';
import { openDockerSocket } from './index';

const ENGINE = process.env.KULISSEN_TEST_SOCKET ?? '/var/run/docker.sock';
const lab = `seat${randomBytes(4).toString('hex')}`;
const node = 'worker7';
const network = `kulissen-${lab}`;
const LABELS = [`--label=dev.kulissen.lab=${lab}`, `--label=dev.kulissen.node=${node}`];
const run = promisify(execFile);
let folder: string;
let closed: () => Promise<void>;

/** The client as the learner has it: output, complaints, exit code. */
async function docker(...argv: string[]): Promise<{ out: string; err: string; code: number }> {
  const child = spawn('docker', argv, {
    env: { ...process.env, DOCKER_HOST: `unix://${join(folder, 'docker.sock')}` },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end('echo from stdin; exit 3\n');
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number>((done) => child.on('close', (value) => done(value ?? -1))),
  ]);
  return { out, err, code };
}
/** The client of the host. */
const host = async (...argv: string[]): Promise<string> =>
  (await run('docker', argv, { env: { ...process.env, DOCKER_HOST: `unix://${ENGINE}` } })).stdout.trim();

beforeAll(async () => {
  await ensureLabImages({ socketPath: ENGINE, report: () => {} });
  folder = await mkdtemp(join(tmpdir(), 'seat-'));
  await host('network', 'create', `--label=dev.kulissen.lab=${lab}`, network);
  const opened = await openDockerSocket({
    path: join(folder, 'docker.sock'),
    owner: { uid: 0, gid: 0 },
    engineSocket: ENGINE,
    seat: {
      ownership: { lab, node },
      mayRun: () => true,
      rules: {
        images: ['busybox:1.35', 'nginx:latest'],
        network,
        memoryBytes: 64 * 1024 ** 2,
        nanoCpus: 5e8,
        pids: 64,
        containers: 4,
      },
    },
    warn: (message) => expect.unreachable(message),
  });
  closed = opened.close;
  const sleeper = ['busybox:1.35', 'sh', '-c', 'trap "exit 0" TERM; echo ready; while true; do sleep 1; done'];
  await host(
    'run',
    '-d',
    `--name=k8s_web_web-${node}_default_${lab}_0`,
    ...LABELS,
    '--label=io.kubernetes.pod.uid=1',
    ...sleeper,
  );
  await host(
    'run',
    '-d',
    `--name=${lab}-foreign`,
    `--label=dev.kulissen.lab=${lab}x`,
    `--label=dev.kulissen.node=${node}`,
    ...sleeper,
  );
}, 120_000);
afterAll(async () => {
  await closed?.();
  for (const owner of [lab, `${lab}x`]) {
    const ids = await host('ps', '-aq', `--filter=label=dev.kulissen.lab=${owner}`);
    if (ids) await host('rm', '-f', ...ids.split('\n'));
  }
  await host('network', 'rm', network);
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const web = `k8s_web_web-${node}_default_${lab}_0`;

it('ps, inspect, logs, top and exec say what they say natively', async () => {
  expect((await docker('ps', '--format', '{{.Names}} {{.Image}} {{.State}}')).out).toBe(
    `${web} busybox:1.35 running\n`,
  );
  const id = await host('inspect', '--format', '{{.Id}}', web);
  expect((await docker('inspect', '--format', '{{.Id}} {{.Path}} {{.State.Status}}', web)).out).toBe(
    `${id} sh running\n`,
  );
  expect((await docker('inspect', '--format', '{{.Name}}', id.slice(0, 12))).out).toBe(`/${web}\n`);
  expect((await docker('logs', web)).out).toBe(await host('logs', web).then((out) => `${out}\n`));
  expect((await docker('top', web)).out).toContain('sleep 1');
  expect(await docker('exec', web, 'sh', '-c', 'echo hello; exit 4')).toEqual({ out: 'hello\n', err: '', code: 4 });
  expect(await docker('exec', '-i', web, 'sh')).toEqual({ out: 'from stdin\n', err: '', code: 3 });
  expect((await docker('version', '--format', '{{.Server.Version}}')).out.trim()).toBe(
    await host('version', '--format', '{{.Server.Version}}'),
  );
  expect((await docker('info', '--format', '{{.Name}} {{.Containers}}')).out).toBe(`${node} 1\n`);
  expect((await docker('stats', '--no-stream', '--format', '{{.Name}}', web)).out).toBe(`${web}\n`);
}, 60_000);

it('nothing of somebody else is there', async () => {
  const foreign = `${lab}-foreign`;
  for (const argv of [
    ['inspect', foreign],
    ['logs', foreign],
    ['kill', foreign],
    ['rm', '-f', foreign],
    ['exec', foreign, 'id'],
    ['stop', foreign],
  ]) {
    const { err, code } = await docker(...argv);
    // `rm -f` of what is not there succeeds, as natively.
    expect({ argv, code: code !== 0 || argv[1] === '-f', said: /No such (container|object)/.test(err) }).toEqual({
      argv,
      code: true,
      said: true,
    });
  }
  expect(await host('inspect', '--format', '{{.State.Status}}', foreign)).toBe('running');
  expect((await docker('ps', '-aq')).out.trim().split('\n')).toHaveLength(1);
  expect((await docker('cp', `${web}:/etc/hostname`, '-')).err).toContain('not in this lab');
  expect((await docker('build', folder)).code).not.toBe(0);
}, 60_000);

it('run: a word and gone, one that stays and is killed, its events, and what is refused', async () => {
  expect(await docker('run', '--rm', 'busybox:1.35', 'echo', 'hello')).toEqual({ out: 'hello\n', err: '', code: 0 });
  const { out, code } = await docker('run', '-d', '--name', 'solo', 'busybox:1.35', 'sleep', '3600');
  expect(code).toBe(0);
  const settings = JSON.parse(await host('inspect', '--format', '{{json .HostConfig}}', out.trim())) as Record<
    string,
    unknown
  >;
  expect(settings).toMatchObject({
    Privileged: false,
    NetworkMode: network,
    Memory: 64 * 1024 ** 2,
    PidsLimit: 64,
    CapDrop: ['ALL'],
  });
  expect((await docker('ps', '--format', '{{.Names}}', '--filter', 'name=solo')).out).toBe('solo\n');
  const since = `${Math.floor(Date.now() / 1000) - 1}`;
  const waited = docker('wait', 'solo');
  expect((await docker('kill', 'solo')).out).toBe('solo\n');
  expect((await waited).out).toBe('137\n');
  const events = await docker(
    'events',
    '--since',
    since,
    '--until',
    `${Math.floor(Date.now() / 1000) + 1}`,
    '--format',
    '{{.Action}} {{.Actor.Attributes.name}}',
  );
  expect(events.out).toContain('die solo');
  expect((await docker('rm', 'solo')).out).toBe('solo\n');
  for (const [option, ...argv] of [
    ['--privileged', '--privileged'],
    ['--volume', '-v', '/:/h'],
    ['--pid', '--pid', 'host'],
    ['--publish', '-p', '80:80'],
  ] as const) {
    expect((await docker('run', '--rm', ...argv, 'busybox:1.35', 'true')).err).toContain(`not in this lab: ${option}`);
  }
}, 60_000);

it('logs -f follows until the container ends, and a client that goes takes its stream with it', async () => {
  await docker('run', '-d', '--name', 'talker', 'busybox:1.35', 'sh', '-c', 'echo one; sleep 1; echo two');
  expect((await docker('logs', '-f', 'talker')).out).toBe('one\ntwo\n');
  await docker('rm', '-f', 'talker');
}, 60_000);
