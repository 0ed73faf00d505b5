// The floor: the same two containers by plain API calls, with the same host configuration that the kubelet asks for.
import type Docker from 'dockerode';

const LABEL = 'dev.kulissen.bench';

async function createAndStart(docker: Docker, options: Docker.ContainerCreateOptions): Promise<string> {
  const container = await docker.createContainer(options);
  await container.start();
  return container.id;
}

export interface Floor {
  /** ms from the first call to the app container's start. */
  pod(run: number): Promise<number>;
  /** ms of one create and start in an existing sandbox. */
  container(run: number): Promise<number>;
  cleanUp(): Promise<void>;
}

export function floor(docker: Docker, image: string, command: string[]): Floor {
  const sandboxes: string[] = [];
  const pause = (name: string): Docker.ContainerCreateOptions => ({
    name,
    Image: 'k8s.gcr.io/pause:3.2',
    Labels: { [LABEL]: 'floor' },
    HostConfig: {
      IpcMode: 'shareable',
      CgroupParent: '/kubepods/besteffort/kulissen-bench',
      SecurityOpt: ['no-new-privileges'],
    },
  });
  const app = (name: string, sandbox: string): Docker.ContainerCreateOptions => ({
    name,
    Image: image,
    Cmd: command,
    Labels: { [LABEL]: 'floor' },
    HostConfig: {
      NetworkMode: `container:${sandbox}`,
      IpcMode: `container:${sandbox}`,
      CgroupParent: '/kubepods/besteffort/kulissen-bench',
    },
  });
  return {
    async pod(run) {
      const from = performance.now();
      const sandbox = await createAndStart(docker, pause(`kulissen-bench-pause-${run}`));
      await createAndStart(docker, app(`kulissen-bench-app-${run}`, sandbox));
      const took = performance.now() - from;
      sandboxes.push(sandbox);
      return took;
    },
    async container(run) {
      const sandbox = sandboxes[run % sandboxes.length] ?? '';
      const from = performance.now();
      await createAndStart(docker, app(`kulissen-bench-one-${run}`, sandbox));
      return performance.now() - from;
    },
    async cleanUp() {
      const left = await docker.listContainers({ all: true, filters: { label: [`${LABEL}=floor`] } });
      for (const { Id } of left) await docker.getContainer(Id).remove({ force: true, v: true });
    },
  };
}
