// The floor: the same two containers by plain API calls. Their create requests are taken from what the kubelet has made,
// binds, cgroup and all; only the labels of ownership are left out, or the kubelet would think them its own.
import type Docker from 'dockerode';
import { LAB_LABEL, NODE_LABEL } from '@/server/kubelet/runtime-service';

const LABEL = 'dev.kulissen.bench';

async function createAndStart(docker: Docker, options: Docker.ContainerCreateOptions): Promise<string> {
  const container = await docker.createContainer(options);
  await container.start();
  return container.id;
}

/** The create request of a container that exists. */
async function requestOf(docker: Docker, id: string): Promise<Docker.ContainerCreateOptions> {
  const { Config, HostConfig } = await docker.getContainer(id).inspect();
  const { [LAB_LABEL]: _lab, [NODE_LABEL]: _node, ...labels } = Config.Labels;
  const { Image, User, Entrypoint, Cmd, Env, WorkingDir, Healthcheck } = Config;
  return {
    Image,
    User,
    ...(Entrypoint ? { Entrypoint } : {}),
    Cmd,
    Env,
    WorkingDir,
    ...(Healthcheck ? { Healthcheck } : {}),
    Labels: { ...labels, [LABEL]: 'floor' },
    HostConfig,
  };
}

export interface Floor {
  /** ms from the first call to the app container's start. */
  pod(run: number): Promise<number>;
  /** ms of one create and start in an existing sandbox. */
  container(run: number): Promise<number>;
}

/** Removes what an earlier floor has left. */
export async function removeFloor(docker: Docker): Promise<void> {
  const left = await docker.listContainers({ all: true, filters: { label: [`${LABEL}=floor`] } });
  for (const { Id } of left) await docker.getContainer(Id).remove({ force: true, v: true });
}

/** `appId`: an app container of the kubelet's, with its sandbox, to copy. */
export async function floorLike(docker: Docker, appId: string): Promise<Floor> {
  const app = await requestOf(docker, appId);
  const sandboxId = app.Labels?.['io.kubernetes.sandbox.id'] ?? '';
  const pause = await requestOf(docker, sandboxId);
  const sandboxes: string[] = [];
  const inSandbox = (name: string, sandbox: string): Docker.ContainerCreateOptions => {
    const joined = `container:${sandbox}`;
    return { ...app, name, HostConfig: { ...app.HostConfig, NetworkMode: joined, IpcMode: joined } };
  };
  return {
    async pod(run) {
      const from = performance.now();
      const sandbox = await createAndStart(docker, { ...pause, name: `kulissen-bench-pause-${run}` });
      await createAndStart(docker, inSandbox(`kulissen-bench-app-${run}`, sandbox));
      const took = performance.now() - from;
      sandboxes.push(sandbox);
      return took;
    },
    async container(run) {
      const sandbox = sandboxes[run % sandboxes.length] ?? '';
      const from = performance.now();
      await createAndStart(docker, inSandbox(`kulissen-bench-one-${run}`, sandbox));
      return performance.now() - from;
    },
  };
}
