// What only a real engine can show: bodies as the engine understood them, limits of the host, last words.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import Docker from 'dockerode';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { containerConfig, sandboxConfig } from '../contract/pods';
import { MESSAGE_PATH_LABEL, MESSAGE_POLICY_LABEL } from '../identity';
import { provideTestImages, SOCKET, TEST_IMAGES } from './engine-fixture';
import { createDockerRuntime } from './index';

const PATIENCE = { timeout: 10_000, interval: 20 };
const ownership = { lab: `details-${process.pid}`, node: 'worker1' };
const uid = `details-${process.pid}`;
const pod = { podUid: uid, podName: 'details-worker1', podNamespace: 'default' };
const docker = new Docker({ socketPath: SOCKET });

const warnings: string[] = [];
const runtime = createDockerRuntime({ socketPath: SOCKET, ownership, onWarning: (message) => warnings.push(message) });
let folder: string;

beforeAll(async () => {
  await provideTestImages();
  folder = await mkdtemp(join(tmpdir(), 'kulissen-details-'));
});
afterEach(async () => {
  for (const { id, kind } of await runtime.list()) if (kind === 'sandbox') await runtime.removeSandbox(id);
  for (const { id } of await runtime.list()) await runtime.removeContainer(id);
});
afterAll(() => rm(folder, { recursive: true }));

const sandbox = () => runtime.runSandbox(sandboxConfig(pod, TEST_IMAGES));

async function finished(command: string[], more: Parameters<typeof containerConfig>[4]) {
  const { id: sandboxId } = await sandbox();
  const id = await runtime.createContainer(containerConfig(pod, TEST_IMAGES, sandboxId, command, more));
  await runtime.startContainer(id);
  return vi.waitFor(async () => {
    const record = await runtime.inspect(id);
    expect(record.state).toBe('exited');
    return record;
  }, PATIENCE);
}

describe('limits of the host', () => {
  it('asks for what upstream asks for, or makes do and says so once; the second time costs nothing', async () => {
    const first = await sandbox();
    const created = (await docker.getContainer(first.id).inspect()).HostConfig;
    const { cgroupDriver } = await runtime.version();
    const refused = warnings.filter((message) => message.includes('oom_score_adj')).length;
    expect(created.OomScoreAdj).toBe(refused ? 0 : -998);
    if (cgroupDriver === 'cgroupfs') expect(['', `/kubepods/besteffort/pod${uid}`]).toContain(created.CgroupParent);
    const said = warnings.length;

    const since = Date.now() / 1000;
    const id = await runtime.createContainer(containerConfig(pod, TEST_IMAGES, first.id, ['sleep', '3600']));
    await runtime.startContainer(id);
    const second = await runtime.runSandbox(sandboxConfig(pod, TEST_IMAGES, { attempt: 1 }));
    const filters = { event: ['create'], label: [`io.kubernetes.pod.uid=${uid}`] };
    const until = (Date.now() + 1) / 1000;
    const history = await docker.getEvents({ since, until, filters });
    const text = await textOf(Readable.from(history));
    expect(text.match(/"Action":"create"/g)).toHaveLength(2);
    expect(warnings).toHaveLength(said);
    expect(second.state).toBe('running');
  });

  it('a process that adopts a sandbox learns from it, before its first container', async () => {
    const { id: sandboxId } = await sandbox();
    const mine: string[] = [];
    const next = createDockerRuntime({ socketPath: SOCKET, ownership, onWarning: (message) => mine.push(message) });
    const id = await next.createContainer(containerConfig(pod, TEST_IMAGES, sandboxId, ['sleep', '3600']));
    await next.startContainer(id);
    expect((await next.inspect(id)).state).toBe('running');
    expect(mine).toEqual(warnings);
  });
});

it('gives the engine the resources, user, files and environment of the configuration', async () => {
  const { id: sandboxId } = await sandbox();
  const file = join(folder, 'hosts');
  await writeFile(file, '127.0.0.1 from-the-kubelet\n');
  const config = containerConfig(pod, TEST_IMAGES, sandboxId, ['sh', '-c', 'sleep 3600'], {
    args: ['name-of-the-shell'],
    user: '1000:3000',
    workingDir: '/tmp',
    binds: [`${file}:/etc/hosts:ro`],
    resources: { cpuShares: 256, cpuQuota: 50_000, cpuPeriod: 100_000, memoryBytes: 64 * 1024 * 1024 },
    readonlyRootfs: true,
    capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] },
  });
  const id = await runtime.createContainer(config);
  await runtime.startContainer(id);
  const { Config, HostConfig } = await docker.getContainer(id).inspect();
  expect(Config).toMatchObject({
    Entrypoint: ['sh', '-c', 'sleep 3600'],
    Cmd: ['name-of-the-shell'],
    User: '1000:3000',
    WorkingDir: '/tmp',
    Healthcheck: { Test: ['NONE'] },
  });
  expect(Config.Env.slice(0, 2)).toEqual(['FIRST=1', 'SECOND=2']);
  expect(HostConfig).toMatchObject({
    NetworkMode: `container:${sandboxId}`,
    IpcMode: `container:${sandboxId}`,
    Binds: config.binds,
    CpuShares: 256,
    CpuPeriod: 100_000,
    CpuQuota: 50_000,
    Memory: 67_108_864,
    MemorySwap: 67_108_864,
    ReadonlyRootfs: true,
    CapDrop: ['ALL'],
    Privileged: false,
    RestartPolicy: { Name: 'no' },
  });
  expect(HostConfig.SecurityOpt).toBeNull();
  expect(HostConfig.MaskedPaths).not.toContain('/proc/asound');
});

it('publishes a host port on the sandbox', async () => {
  const portMappings = [{ containerPort: 80, hostPort: 0, protocol: 'TCP', hostIP: '127.0.0.1' } as const];
  const { id } = await runtime.runSandbox(sandboxConfig(pod, TEST_IMAGES, { portMappings }));
  const { NetworkSettings } = await docker.getContainer(id).inspect();
  expect(NetworkSettings.Ports['80/tcp']?.[0]).toMatchObject({
    HostIp: '127.0.0.1',
    HostPort: expect.stringMatching(/^\d+$/),
  });
});

it('keeps the real error of a host port that is taken, and leaves the sandbox behind', async () => {
  const { id } = await runtime.runSandbox(
    sandboxConfig(pod, TEST_IMAGES, {
      portMappings: [{ containerPort: 80, hostPort: 0, protocol: 'TCP', hostIP: '127.0.0.1' }],
    }),
  );
  const taken = Number((await docker.getContainer(id).inspect()).NetworkSettings.Ports['80/tcp']?.[0]?.HostPort);
  const portMappings = [{ containerPort: 80, hostPort: taken, protocol: 'TCP', hostIP: '127.0.0.1' } as const];
  await expect(runtime.runSandbox(sandboxConfig(pod, TEST_IMAGES, { attempt: 1, portMappings }))).rejects.toMatchObject(
    {
      errorClass: 'Start',
      message: expect.stringContaining('port is already allocated'),
    },
  );
  const left = (await runtime.list()).find(({ attempt }) => attempt === 1);
  expect(left).toMatchObject({ kind: 'sandbox', state: 'created' });
});

describe('last words', () => {
  const path = '/dev/termination-log';
  const words = async (command: string[], policy: string) => {
    const file = join(folder, Math.random().toString(36).slice(2));
    await writeFile(file, '', { mode: 0o666 });
    const labels = { [MESSAGE_PATH_LABEL]: path, [MESSAGE_POLICY_LABEL]: policy };
    return finished(command, { binds: [`${file}:${path}`], labels });
  };

  it('are the end of the file, 4096 bytes of it', async () => {
    const script = `echo started > ${path}; yes x | head -c 8190 >> ${path}; echo end >> ${path}; exit 1`;
    const { message } = await words(['sh', '-c', script], 'File');
    expect(message).toHaveLength(4096);
    expect(message).toMatch(/x\nend\n$/);
  });

  it('are the end of the log where the policy asks for it and the exit is bad', async () => {
    const lines = await words(
      ['sh', '-c', 'for i in $(seq 1 100); do echo line $i; done; exit 1'],
      'FallbackToLogsOnError',
    );
    expect(lines.message).toMatch(/^line 21\n[\s\S]*\nline 100\n$/);
    const long = await words(['sh', '-c', 'yes $(seq 1 100) | head -n 50 >&2; exit 1'], 'FallbackToLogsOnError');
    expect(long.message).toHaveLength(2048);
  });

  it('are none without a message, and none from the log after a good exit or by policy', async () => {
    expect(await words(['sh', '-c', 'echo out; exit 1'], 'File')).not.toHaveProperty('message');
    expect(await words(['sh', '-c', 'echo out'], 'FallbackToLogsOnError')).not.toHaveProperty('message');
  });
});

it('waits for a removal that is under way, and then takes the name', async () => {
  const first = await sandbox();
  const removals = Array.from({ length: 4 }, () => runtime.removeSandbox(first.id));
  const second = await sandbox();
  await Promise.all(removals);
  expect((await runtime.list()).map(({ id }) => id)).toEqual([second.id]);
});

it('gives a sandbox the resolv.conf that was asked for, and its containers with it', async () => {
  const dns = { nameservers: ['192.0.2.53'], searches: ['a.example', 'b.example'], options: ['ndots:2'] };
  const { id: sandboxId } = await runtime.runSandbox(sandboxConfig(pod, TEST_IMAGES, { dns }));
  const script = 'grep -v "^#" /etc/resolv.conf > /dev/termination-log';
  const messagePath = join(folder, 'resolv');
  await writeFile(messagePath, '', { mode: 0o666 });
  const id = await runtime.createContainer(
    containerConfig(pod, TEST_IMAGES, sandboxId, ['sh', '-c', script], {
      binds: [`${messagePath}:/dev/termination-log`],
      labels: { [MESSAGE_PATH_LABEL]: '/dev/termination-log', [MESSAGE_POLICY_LABEL]: 'File' },
    }),
  );
  await runtime.startContainer(id);
  const words = await vi.waitFor(async () => {
    const { state, message = '' } = await runtime.inspect(id);
    expect(state).toBe('exited');
    return message.split('\n').filter((line) => line.trim() !== '');
  }, PATIENCE);
  expect(words).toEqual(['nameserver 192.0.2.53', 'search a.example b.example', 'options ndots:2']);
});

it('loads a seccomp profile by its content, and says which one it does not find', async () => {
  const { id: sandboxId } = await sandbox();
  const profile = join(folder, 'profile.json');
  await writeFile(profile, '{\n  "defaultAction": "SCMP_ACT_ALLOW"\n}\n');
  const configOf = (seccompProfile: string, containerName: string) =>
    containerConfig(pod, TEST_IMAGES, sandboxId, ['true'], { seccompProfile, containerName });
  const id = await runtime.createContainer(configOf(`localhost/${profile}`, 'a'));
  const { HostConfig } = await docker.getContainer(id).inspect();
  expect(HostConfig.SecurityOpt).toEqual(['seccomp={"defaultAction":"SCMP_ACT_ALLOW"}']);
  await expect(runtime.createContainer(configOf('localhost//nosuch.json', 'b'))).rejects.toMatchObject({
    errorClass: 'Create',
    message:
      'failed to generate security options for container "b": failed to generate seccomp security options for container: cannot load seccomp profile "/nosuch.json": open /nosuch.json: no such file or directory',
  });
});
