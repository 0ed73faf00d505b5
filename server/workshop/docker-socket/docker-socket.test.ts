// The socket of a seat against an engine that writes down what reaches it: what must never be passed on, and what is built instead.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EXEC, FOREIGN_EXEC, MINE, OTHER, openSocketFixture, SOLO, type SocketFixture } from './socket-fixture';

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

describe('what is in no table', () => {
  it.each([
    ['GET', '/v1.41/containers/x/archive?path=/'],
    ['PUT', '/containers/x/archive'],
    ['GET', '/containers/x/export'],
    ['GET', '/containers/x/attach/ws'],
    ['POST', '/containers/x/rename?name=y'],
    ['POST', '/containers/x/update'],
    ['POST', '/containers/prune'],
    ['POST', '/commit?container=x'],
    ['POST', '/build'],
    ['POST', '/session'],
    ['POST', '/grpc'],
    ['GET', '/plugins'],
    ['GET', '/swarm'],
    ['GET', '/secrets'],
    ['GET', '/configs'],
    ['POST', '/auth'],
    ['GET', '/distribution/busybox/json'],
    ['GET', '/debug/pprof'],
    ['GET', '/system/df'],
    ['POST', '/images/load'],
    ['GET', '/images/busybox/get'],
    ['DELETE', '/images/busybox:1.35'],
    ['POST', '/networks/create'],
    ['POST', '/networks/seat-lab1/connect'],
    ['POST', '/volumes/create'],
    ['DELETE', '/volumes/x'],
    ['PATCH', '/containers/json'],
    ['GET', '/containers//json'],
    ['GET', '/containers/%2e%2e/info'],
    ['GET', '/containers/..%2finfo/json'],
    ['GET', '/v1.41/v1.41/info'],
    ['GET', '/containers/json/'],
    ['GET', `/containers/${'x'.repeat(9000)}/json`],
  ])('%s %s: 403, and the engine hears nothing', async (method, path) => {
    const { status, value } = await ask(method, path);
    expect({ status, value }).toEqual({ status: 403, value: { message: 'not in this lab' } });
    expect(fixture.seen).toEqual([]);
  });
});

describe('containers', () => {
  it('are listed when they are the seat’s, without paths of the host, under the learner’s names', async () => {
    const filters = JSON.stringify({ label: { 'dev.kulissen.lab=lab2': true } });
    const { value } = await ask(
      'GET',
      `/v1.41/containers/json?all=1&filters=${encodeURIComponent(filters)}&nonsense=1`,
    );
    expect((value as { Id: string; Names: string[] }[]).map(({ Id, Names }) => [Id, Names[0]])).toEqual([
      [MINE, '/k8s_web_web-worker7_default_1_0'],
      [SOLO, '/solo'],
    ]);
    expect(JSON.stringify(value)).not.toMatch(/srv|Secret|Binds/);
    const asked = new URL(`http://x${fixture.seen[0]?.url}`);
    expect(JSON.parse(asked.searchParams.get('filters') ?? '')).toEqual({
      label: ['dev.kulissen.lab=lab2', 'dev.kulissen.lab=lab1', 'dev.kulissen.node=worker7'],
    });
    expect(asked.searchParams.has('nonsense')).toBe(false);
  });

  it.each(['{', '[]', '{"network":["x"]}', '{"label":[1]}', '"x"'])(
    'a filter that is none is refused: %s',
    async (filters) => {
      expect((await ask('GET', `/containers/json?filters=${encodeURIComponent(filters)}`)).status).toBe(400);
      expect(fixture.seen).toEqual([]);
    },
  );

  it.each([OTHER, OTHER.slice(0, 12), 'k8s_web_web-worker8_default_1_0', 'nothing', 'lab1.solo'])(
    '%s does not exist',
    async (ref) => {
      for (const [method, verb] of [
        ['GET', 'json'],
        ['POST', 'kill'],
        ['POST', 'exec'],
        ['GET', 'logs'],
      ] as const) {
        const body = verb === 'exec' ? { Cmd: ['id'] } : undefined;
        expect(await ask(method, `/containers/${ref}/${verb}`, body)).toEqual({
          status: 404,
          value: { message: `No such container: ${ref}` },
        });
      }
      expect(reached()).toEqual([]);
    },
  );

  it('are acted on by full id, and with the parameters that the table knows', async () => {
    expect((await ask('POST', '/v1.41/containers/solo/kill?signal=SIGUSR1&evil=1')).status).toBe(204);
    expect(reached().map(({ method, url }) => [method, url])).toEqual([
      ['POST', `/v1.41/containers/${SOLO}/kill?signal=SIGUSR1`],
    ]);
    expect((await ask('POST', '/containers/solo/kill?signal=KILL;reboot')).status).toBe(400);
    expect((await ask('GET', '/containers/solo/top?ps_args=-p%201')).status).toBe(400);
  });

  it('an inspection names no file of the host', async () => {
    const { status, value } = await ask('GET', `/containers/${MINE.slice(0, 12)}/json`);
    expect(status).toBe(200);
    expect(value).toMatchObject({
      Id: MINE,
      Name: '/k8s_web_web-worker7_default_1_0',
      HostConfig: { NetworkMode: 'n' },
    });
    expect(JSON.stringify(value)).not.toMatch(/LogPath|Binds|srv/);
  });
});

describe('docker exec', () => {
  it('is rebuilt: no rights, no user, no field that nobody knows', async () => {
    const said = { Cmd: ['id'], AttachStdout: true, Env: ['A=b'], Surprise: 1 };
    expect(await ask('POST', '/containers/solo/exec', { ...said, Privileged: true })).toMatchObject({ status: 403 });
    expect(await ask('POST', '/containers/solo/exec', { ...said, User: 'root' })).toMatchObject({ status: 403 });
    expect(reached()).toEqual([]);
    expect((await ask('POST', `/containers/${MINE}/exec`, said)).status).toBe(201);
    expect(JSON.parse(reached()[0]?.body ?? '')).toEqual({
      Cmd: ['id'],
      AttachStdin: false,
      AttachStdout: true,
      AttachStderr: false,
      Tty: false,
      Env: ['A=b'],
    });
  });

  it('an exec in a foreign container does not exist', async () => {
    expect((await ask('GET', `/exec/${EXEC}/json`)).value).not.toHaveProperty('Pid');
    fixture.clear();
    expect((await ask('GET', `/exec/${FOREIGN_EXEC}/json`)).status).toBe(404);
    expect((await ask('POST', `/exec/${FOREIGN_EXEC}/start`, { Detach: true })).status).toBe(404);
    expect(fixture.seen.some(({ url }) => url.endsWith('/start'))).toBe(false);
  });
});

describe('the node', () => {
  it('says what a client needs and nothing of the host', async () => {
    expect((await ask('GET', '/v1.41/version')).value).toMatchObject({
      Version: '20',
      Components: [{ Name: 'Engine' }],
    });
    const { value } = await ask('GET', '/info');
    expect(value).toMatchObject({ Name: 'worker7', Containers: 2, ContainersRunning: 2, MemTotal: 1000, NCPU: 1 });
    expect(JSON.stringify(value)).not.toMatch(/DockerRootDir|RegistryConfig|99/);
  });

  it('has the images of the lab and no others', async () => {
    expect((await ask('GET', '/images/json')).value).toEqual([{ Id: 'sha256:1', RepoTags: ['busybox:1.35'] }]);
    expect((await ask('GET', '/images/corp/other:1/json')).status).toBe(404);
    expect((await ask('POST', '/images/create?fromImage=corp/other&tag=1')).status).toBe(403);
    expect((await ask('POST', '/images/create?fromImage=busybox&tag=1.35')).status).toBe(200);
  });
});

describe('smuggling', () => {
  it('two lengths, a chunked body with a length, an upgrade of anything but a stream', async () => {
    const both = `POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /info HTTP/1.1\r\n\r\n`;
    expect(await fixture.raw(both)).toMatch(/^HTTP\/1\.1 400/);
    const upgrade = (path: string) =>
      `POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 2\r\n\r\n{}`;
    expect(await fixture.raw(upgrade('/containers/create'))).toMatch(/^HTTP\/1\.1 403/);
    expect(await fixture.raw(upgrade('/session'))).toMatch(/^HTTP\/1\.1 403/);
    expect(await fixture.raw(upgrade(`/exec/${FOREIGN_EXEC}/start`))).toMatch(/^HTTP\/1\.1 404/);
    expect(await fixture.raw(upgrade(`/containers/${OTHER}/attach`))).toMatch(/^HTTP\/1\.1 404/);
    expect(reached().filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
