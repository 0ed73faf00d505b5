// For tests on a real engine: tiny images of our own, foreign containers, and a look from outside.
import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import Docker from 'dockerode';
import type { ContractEngine } from '../contract';
import type { PodImages } from '../contract/pods';
import { DebianFiles } from '../images/debian-files';
import { EngineClient } from '../images/engine-client';
import { type ImageContent, imageArchive } from '../images/image-archive';
import { busyboxImage, pauseImage } from '../images/local-images';
import { createDockerRuntime } from './index';

export const SOCKET = process.env.KULISSEN_TEST_SOCKET ?? '/var/run/docker.sock';

export const TEST_IMAGES: PodImages = {
  pause: 'kulissen-test/pause:1',
  app: 'kulissen-test/busybox:1',
  broken: 'kulissen-test/broken:1',
};

/** Loads an image of ours under a name, unless it is there. */
export async function provideImage(ref: string, content: () => Promise<ImageContent> | ImageContent): Promise<void> {
  const engine = new EngineClient(SOCKET);
  if (!(await engine.has(ref))) await engine.load(imageArchive(ref, await content(), new Date(0).toISOString()));
}

/** The images of the contract suite, built from the host's busybox. They stay for the next run. */
export async function provideTestImages(): Promise<void> {
  const architecture = await new EngineClient(SOCKET).architecture();
  const debian = new DebianFiles(true);
  try {
    await provideImage(TEST_IMAGES.pause, () => pauseImage(architecture));
    await provideImage(TEST_IMAGES.app, () => busyboxImage(architecture, debian));
    await provideImage(TEST_IMAGES.broken, () => ({ ...pauseImage(architecture), config: { Cmd: ['nosuchbinary'] } }));
  } finally {
    await debian.close();
  }
}

/** Output of a command in a running container, frames of the stream included. */
export async function outputIn(docker: Docker, id: string, command: string[]): Promise<string> {
  const exec = await docker.getContainer(id).exec({ Cmd: command, AttachStdout: true, AttachStderr: true });
  return text(await exec.start({}));
}

/** The real engine as the contract suite wants it. */
export async function dockerContractEngine(onWarning: (message: string) => void): Promise<ContractEngine> {
  await provideTestImages();
  const docker = new Docker({ socketPath: SOCKET });
  const foreign: string[] = [];
  return {
    images: TEST_IMAGES,
    runtimeFor: (ownership) => createDockerRuntime({ socketPath: SOCKET, ownership, onWarning }),
    async startForeign(name, labels) {
      const container = await docker.createContainer({ name, Image: TEST_IMAGES.pause, Labels: labels });
      foreign.push(container.id);
      await container.start();
      return container.id;
    },
    async spareImage() {
      const ref = `kulissen-test/spare-${randomBytes(4).toString('hex')}:1`;
      const architecture = await new EngineClient(SOCKET).architecture();
      const entries = [{ kind: 'file', path: 'name', content: ref } as const];
      await provideImage(ref, () => ({ architecture, entries, config: { Cmd: ['/name'] } }));
      return ref;
    },
    isRunning: async (id) => (await docker.getContainer(id).inspect()).State.Running,
    addressesIn: (id) => outputIn(docker, id, ['ip', '-4', 'addr']),
    async close() {
      await Promise.all(foreign.map((id) => docker.getContainer(id).remove({ force: true })));
    },
  };
}
