// /var/log/pods/<namespace>_<pod>_<uid>/<container>/<n>.log → the engine's log file, and
// /var/log/containers/<pod>_<namespace>_<container>-<id>.log → that. Upstream: dockershim/docker_container.go, kuberuntime/legacy.go (1.20).
import { mkdir, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { StaticPod } from '@/lib/k8s/types';
import type { ContainerRecord } from '../runtime-service';

const MAX_FILE_NAME = 255;
/** Stands in each log directory that we have made: /var/log/pods may be a real kubelet's as well. */
const MARK = '.kulissen';
const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

export class LogLinks {
  private warned = false;

  constructor(
    private readonly logDir: string,
    /** Whose directories these are: the kubelet's lab and node. */
    private readonly owner: string,
    private readonly onWarning: (message: string) => void,
  ) {}

  async link(record: ContainerRecord): Promise<void> {
    const { logPath, kind } = record;
    if (!logPath || kind === 'sandbox') return;
    const link = this.podsLink(record);
    await this.attempt(async () => {
      await mkdir(dirname(link), { recursive: true, mode: 0o755 });
      await writeFile(join(dirname(dirname(link)), MARK), this.owner, { mode: 0o644 });
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

  /**
   * Log directories that this kubelet has made for pods of which nothing is left go, with the links that lead there; of
   * living pods only links whose container is gone. Never throws. Upstream: kuberuntime_gc.go evictPodLogsDirectories (1.20).
   */
  async collect(facts: { isAlive(podUid: string): boolean; isThere(containerId: string): boolean }): Promise<void> {
    await this.attempt(async () => {
      const marked = await this.markedDirectories();
      const dead = marked.filter((name) => !facts.isAlive(uidOf(name)));
      for (const name of dead) await rm(join(this.logDir, 'pods', name), { recursive: true, force: true });
      await this.removeDangling(new Set(marked), facts.isThere);
    });
  }

  /** Names below pods/ that carry our mark. */
  private async markedDirectories(): Promise<string[]> {
    const pods = join(this.logDir, 'pods');
    const names = await readdir(pods).catch(() => []);
    const isOurs = async (name: string) =>
      (await readFile(join(pods, name, MARK), 'utf8').catch(() => '')) === this.owner;
    const ours = await Promise.all(names.map(isOurs));
    return names.filter((_, index) => ours[index]);
  }

  private async removeDangling(ours: ReadonlySet<string>, isThere: (containerId: string) => boolean): Promise<void> {
    const containers = join(this.logDir, 'containers');
    const pods = join(this.logDir, 'pods') + sep;
    for (const name of await readdir(containers).catch(() => [])) {
      const link = join(containers, name);
      const target = await readlink(link).catch(() => '');
      const directory = target.startsWith(pods) ? (target.slice(pods.length).split(sep)[0] ?? '') : '';
      if (!ours.has(directory) || isThere(containerIdOf(name))) continue;
      const dangles = await stat(link).then(
        () => false,
        () => true,
      );
      if (dangles) await rm(link, { force: true });
    }
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

/** `<namespace>_<pod>_<uid>`: neither a namespace nor a uid has an underscore. */
const uidOf = (directory: string): string => directory.slice(directory.lastIndexOf('_') + 1);

/** `<pod>_<namespace>_<container>-<id>.log` */
const containerIdOf = (link: string): string => link.slice(link.lastIndexOf('-') + 1).replace(/\.log$/, '');

async function replaceLink(target: string, link: string): Promise<void> {
  await mkdir(dirname(link), { recursive: true, mode: 0o755 });
  await rm(link, { force: true });
  await symlink(target, link);
}
