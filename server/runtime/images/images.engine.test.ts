import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import Docker from 'dockerode';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { outputIn, provideImage, SOCKET } from '../docker/engine-fixture';
import { DebianFiles } from './debian-files';
import { EngineClient } from './engine-client';
import { loadArchive, saveArchive } from './image-files';
import { ensureLabImages, type ImageReport, LAB_IMAGE_NAMES } from './lab-images';
import { busyboxImage, nginxImage, pauseImage } from './local-images';

const NAMES = {
  pause: 'kulissen-test/local-pause:1',
  busybox: 'kulissen-test/local-busybox:1',
  nginx: 'kulissen-test/local-nginx:1',
};
const PATIENCE = { timeout: 10_000, interval: 20 };
const docker = new Docker({ socketPath: SOCKET });
const engine = new EngineClient(SOCKET);
const started: string[] = [];

async function start(options: Docker.ContainerCreateOptions): Promise<string> {
  const container = await docker.createContainer(options);
  started.push(container.id);
  await container.start();
  return container.id;
}

beforeAll(async () => {
  const architecture = await engine.architecture();
  const debian = new DebianFiles(true);
  await provideImage(NAMES.pause, () => pauseImage(architecture));
  await provideImage(NAMES.busybox, () => busyboxImage(architecture, debian));
  await provideImage(NAMES.nginx, () => nginxImage(architecture, debian));
  await debian.close();
});
afterEach(() => Promise.all(started.splice(0).map((id) => docker.getContainer(id).remove({ force: true }))));
afterAll(() => Promise.all(Object.values(NAMES).map((name) => engine.remove(name))));

describe('the local pause image', () => {
  it('reads /pause, reaps what others leave behind, and ends with 0 on SIGTERM at once', async () => {
    const pause = await start({ Image: NAMES.pause });
    const shell = await start({
      Image: NAMES.busybox,
      HostConfig: { PidMode: `container:${pause}` },
      Cmd: ['sleep', '3600'],
    });
    expect(await outputIn(docker, shell, ['ps', '-o', 'pid,args'])).toMatch(/ 1 \/pause/);
    // A grandchild without its parent becomes a child of PID 1.
    await outputIn(docker, shell, ['sh', '-c', '(sleep 0.1; : orphan) & exec true']);
    await vi.waitFor(async () => {
      const processes = await outputIn(docker, shell, ['ps', '-o', 'pid,stat,args']);
      expect(processes).not.toMatch(/ Z | sleep 0\.1/);
    }, PATIENCE);
    const before = performance.now();
    await docker.getContainer(pause).stop({ t: 10 });
    expect(performance.now() - before).toBeLessThan(5_000);
    expect((await docker.getContainer(pause).inspect()).State.ExitCode).toBe(0);
  });
});

describe('the local nginx image', () => {
  it('serves its page on port 80, logs to stdout, and ends with 0', async () => {
    const id = await start({ Image: NAMES.nginx });
    const info = await docker.getContainer(id).inspect();
    expect([info.Path, ...info.Args]).toEqual(['nginx', '-g', 'daemon off;']);
    const address = Object.values(info.NetworkSettings.Networks)[0]?.IPAddress;
    const page = await vi.waitFor(
      () =>
        new Promise<string>((resolve, reject) => {
          get(`http://${address}/`, (response) => resolve(text(response))).on('error', reject);
        }),
      PATIENCE,
    );
    expect(page).toContain('<title>Welcome to nginx!</title>');
    await vi.waitFor(async () => {
      const log = await docker.getContainer(id).logs({ stdout: true, stderr: false });
      expect(log.toString()).toContain('"GET / HTTP/1.1" 200');
    }, PATIENCE);
    expect(await outputIn(docker, id, ['cat', '/usr/share/nginx/html/index.html'])).toContain('Welcome to nginx!');
    await docker.getContainer(id).stop({ t: 10 });
    expect((await docker.getContainer(id).inspect()).State.ExitCode).toBe(0);
  });
});

it('every image of the lab is there afterwards, and the second time at once', async () => {
  const ensure = async () => {
    const reports: ImageReport[] = [];
    const final = await ensureLabImages({ socketPath: SOCKET, report: (report) => reports.push(report) });
    expect(reports).toEqual(expect.arrayContaining(final));
    return final;
  };
  const first = await ensure();
  expect(first.map(({ image }) => image)).toEqual(LAB_IMAGE_NAMES);
  for (const { state } of first) expect(['present', 'pulled', 'built']).toContain(state);
  expect((await ensure()).map(({ state }) => state)).toEqual(LAB_IMAGE_NAMES.map(() => 'present'));
});

it('an image comes back from its archive; a torn archive, another image’s or none is no image', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kulissen-images-'));
  try {
    const archive = await saveArchive(NAMES.pause, folder, engine);
    await engine.remove(NAMES.pause);
    expect(await engine.has(NAMES.pause)).toBe(false);
    expect(await loadArchive(NAMES.pause, folder, engine)).toBe(true);
    expect(await engine.has(NAMES.pause)).toBe(true);

    const whole = await readFile(archive);
    const other = 'kulissen-test/local-other:1';
    expect(await loadArchive(other, folder, engine)).toBe(false);
    await writeFile(join(folder, 'kulissen-test_local-other_1.tar'), whole);
    expect(await loadArchive(other, folder, engine)).toBe(false);
    await writeFile(archive, whole.subarray(0, whole.length / 2));
    expect(await loadArchive(NAMES.pause, folder, engine)).toBe(false);
    await expect(saveArchive(other, folder, engine)).rejects.toThrow();
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('says in the engine’s words why a pull fails', async () => {
  await expect(engine.pull('localhost:9/kulissen-test/absent:1', 5_000, 5_000)).rejects.toThrow(/localhost:9/);
});

it('an engine that is not there is an error', async () => {
  await expect(ensureLabImages({ socketPath: '/nonexistent/docker.sock', report: () => undefined })).rejects.toThrow(
    'ENOENT',
  );
});
