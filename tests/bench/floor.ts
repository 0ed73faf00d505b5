// The floor: the same containers by plain API calls. Their create requests are taken from what the kubelet has made, binds, cgroup
// and all; only the labels of ownership are left out, or the kubelet would think them its own.
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

export interface FloorPod {
  sandbox: string;
  app: string;
}

/** Removes what the floor has made, now or in an earlier run. */
export async function removeFloor(docker: Docker): Promise<void> {
  const left = await docker.listContainers({ all: true, filters: { label: [`${LABEL}=floor`] } });
  await Promise.all(
    left.map(({ Id }) =>
      docker
        .getContainer(Id)
        .remove({ force: true, v: true })
        .catch(() => undefined),
    ),
  );
}

/** Pods by plain calls, in the likeness of one of the kubelet's. */
export class Floor {
  private made = 0;

  private constructor(
    private readonly docker: Docker,
    private readonly sandbox: Docker.ContainerCreateOptions,
    private readonly container: Docker.ContainerCreateOptions,
  ) {}

  /** `appId`: an app container of the kubelet's, with its sandbox, to copy. */
  static async like(docker: Docker, appId: string): Promise<Floor> {
    const app = await requestOf(docker, appId);
    const sandboxId = app.Labels?.['io.kubernetes.sandbox.id'] ?? '';
    return new Floor(docker, await requestOf(docker, sandboxId), app);
  }

  /** Sandbox, then container: create and start, two calls each. */
  async pod(): Promise<FloorPod> {
    this.made += 1;
    const sandbox = await createAndStart(this.docker, { ...this.sandbox, name: `kulissen-bench-pause-${this.made}` });
    return { sandbox, app: await this.containerIn(sandbox) };
  }

  /** One more container in a sandbox that runs. */
  containerIn(sandbox: string): Promise<string> {
    this.made += 1;
    const joined = `container:${sandbox}`;
    const HostConfig = { ...this.container.HostConfig, NetworkMode: joined, IpcMode: joined };
    return createAndStart(this.docker, { ...this.container, name: `kulissen-bench-app-${this.made}`, HostConfig });
  }

  /** Container, then sandbox, each with its grace period. */
  async stop({ sandbox, app }: FloorPod, graceSeconds: number): Promise<void> {
    await this.docker.getContainer(app).stop({ t: graceSeconds });
    await this.docker.getContainer(sandbox).stop({ t: 10 });
  }

  /** So many pods, this many at a time. */
  async pods(count: number, parallel: number): Promise<void> {
    let left = count;
    const worker = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        await this.pod();
      }
    };
    await Promise.all(Array.from({ length: parallel }, worker));
  }
}
