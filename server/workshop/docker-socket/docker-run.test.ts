// docker run in a seat: what is built from what was asked for, and what is refused by its name.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LABELS, OTHER, openSocketFixture, type SocketFixture } from './socket-fixture';

let fixture: SocketFixture;
const ask: SocketFixture['ask'] = (...said) => fixture.ask(...said);
const reached = () => fixture.reached();
beforeAll(async () => {
  fixture = await openSocketFixture();
});
afterAll(() => fixture.close());
afterEach(() => {
  fixture.clear();
  fixture.allowRun(false);
});

describe('docker run', () => {
  const body = { Image: 'busybox:1.35', Cmd: ['true'], HostConfig: { AutoRemove: true } };

  it('is not there unless the lesson has it', async () => {
    expect((await ask('POST', '/containers/create?name=x', body)).status).toBe(403);
    expect(reached()).toEqual([]);
  });

  it.each<[string, object]>([
    ['--privileged', { Privileged: true }],
    ['--volume', { Binds: ['/:/h'] }],
    ['--volume', { VolumesFrom: ['x'] }],
    ['--mount', { Mounts: [{ Type: 'bind', Source: '/', Target: '/h' }] }],
    [
      '--mount',
      { Mounts: [{ Type: 'volume', VolumeOptions: { DriverConfig: { Options: { o: 'bind', device: '/' } } } }] },
    ],
    ['--publish', { PortBindings: { '80/tcp': [{ HostPort: '80' }] } }],
    ['--device', { Devices: [{ PathOnHost: '/dev/sda' }] }],
    ['--cap-add', { CapAdd: ['SYS_ADMIN'] }],
    ['--security-opt', { SecurityOpt: ['seccomp=unconfined'] }],
    ['--pid', { PidMode: 'host' }],
    ['--ipc', { IpcMode: 'host' }],
    ['--network', { NetworkMode: 'host' }],
    ['--network', { NetworkMode: `container:${OTHER}` }],
    ['--cgroup-parent', { CgroupParent: '/' }],
    ['--runtime', { Runtime: 'other' }],
    ['--sysctl', { Sysctls: { a: 'b' } }],
  ])('%s is refused by its name', async (option, HostConfig) => {
    fixture.allowRun(true);
    const { status, value } = await ask('POST', '/containers/create', { ...body, HostConfig });
    expect({ status, value }).toEqual({ status: 403, value: { message: `not in this lab: ${option}` } });
    expect(reached()).toEqual([]);
  });

  it('spellings that the engine would take for a field do not get there', async () => {
    fixture.allowRun(true);
    const said = `{"Image":"busybox:1.35","hostconfig":{"Privileged":true},"HostConfig":{"privileged":true,"Privileged ":true},"HoſtConfig":{"Binds":["/:/h"]}}`;
    expect((await ask('POST', '/containers/create?name=y', said)).status).toBe(201);
    const { url, body: sent } = reached()[0] ?? { url: '', body: '{}' };
    expect(url).toBe('/containers/create?name=lab1.y');
    const built = JSON.parse(sent) as { HostConfig: object };
    expect(built.HostConfig).toEqual({
      AutoRemove: false,
      RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
      NetworkMode: 'seat-lab1',
      CapDrop: ['ALL'],
      CapAdd: ['NET_BIND_SERVICE', 'CHOWN', 'SETUID', 'SETGID'],
      SecurityOpt: ['no-new-privileges'],
      Memory: 1000,
      MemorySwap: 1000,
      NanoCpus: 5e8,
      PidsLimit: 64,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '2' } },
    });
    expect(sent).not.toMatch(/rivileged|Binds/);
  });

  it('labels of ours can’t be set, names are taken once, and there are only so many', async () => {
    fixture.allowRun(true);
    await ask('POST', '/containers/create?name=y', {
      ...body,
      Labels: { a: 'b', 'dev.kulissen.lab': 'lab2', 'io.kubernetes.pod.uid': '1' },
    });
    expect(JSON.parse(reached()[0]?.body ?? '').Labels).toEqual({ a: 'b', ...LABELS });
    expect((await ask('POST', '/containers/create?name=solo', body)).status).toBe(409);
    expect((await ask('POST', '/containers/create?name=../x', body)).status).toBe(400);
    expect((await ask('POST', '/containers/create', { ...body, Image: 'corp/secret:1' })).status).toBe(403);
  });

  it.each<[string, number, Record<string, string>]>([
    ['{"Image":"busybox:1.35"} {}', 400, {}],
    ['\ufeff{"Image":"busybox:1.35"}', 400, {}],
    ['{"Image":NaN}', 400, {}],
    [`"${'x'.repeat(70_000)}"`, 413, {}],
    ['{}', 415, { 'Content-Encoding': 'gzip' }],
  ])('a body that is none: %.30s', async (said, status, headers) => {
    fixture.allowRun(true);
    expect((await ask('POST', '/containers/create', said, headers)).status).toBe(status);
    expect(reached()).toEqual([]);
  });
});
