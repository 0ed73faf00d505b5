// /var/log/pods/<namespace>_<pod>_<uid>/<container>/<n>.log → the engine's log file, and
// /var/log/containers/<pod>_<namespace>_<container>-<id>.log → that. Upstream: dockershim/docker_container.go, kuberuntime/legacy.go (1.20).
import { mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StaticPod } from '@/lib/k8s/types';
import type { ContainerRecord } from '../runtime-service';

const MAX_FILE_NAME = 255;
const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

export class LogLinks {
  private warned = false;

  constructor(
    private readonly logDir: string,
    private readonly onWarning: (message: string) => void,
  ) {}

  async link(record: ContainerRecord): Promise<void> {
    const { logPath, kind } = record;
    if (!logPath || kind === 'sandbox') return;
    const link = this.podsLink(record);
    await this.attempt(async () => {
      await replaceLink(logPath, link);
      await replaceLink(link, this.containersLink(record));
    });
  }

  async unlink(record: ContainerRecord): Promise<void> {
    await this.attempt(async () => {
      await rm(this.podsLink(record), { force: true });
      await rm(this.containersLink(record), { force: true });
    });
  }

  async removePod({ metadata }: StaticPod): Promise<void> {
    const directory = [metadata.namespace, metadata.name, metadata.uid].join('_');
    await this.attempt(() => rm(join(this.logDir, 'pods', safeName(directory)), { recursive: true, force: true }));
  }

  private podsLink({ podNamespace, podName, podUid, containerName, attempt }: ContainerRecord): string {
    const directory = safeName([podNamespace, podName, podUid].join('_'));
    return join(this.logDir, 'pods', directory, safeName(containerName), `${attempt}.log`);
  }

  private containersLink({ podNamespace, podName, containerName, id }: ContainerRecord): string {
    const suffix = `-${id}.log`;
    const prefix = [podName, podNamespace, containerName].join('_').slice(0, MAX_FILE_NAME - suffix.length);
    return join(this.logDir, 'containers', safeName(prefix + suffix));
  }

  /** Links are a convenience: where /var/log can't be written, one warning, and the pods run all the same. */
  private async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.warned) return;
      this.warned = true;
      this.onWarning(`Unable to create log links below ${this.logDir}: ${errorCode(error) || String(error)}`);
    }
  }
}

/** Names come from labels and manifests: none of them may lead out of the directory. */
const safeName = (name: string): string => name.replaceAll(/[/\0]/g, '_').replace(/^\.+$/, '_');

async function replaceLink(target: string, link: string): Promise<void> {
  await mkdir(dirname(link), { recursive: true, mode: 0o755 });
  await rm(link, { force: true });
  await symlink(target, link);
}
