// What a kubelet keeps on disk for a pod: <root-dir>/pods/<uid>/… and the log links below /var/log.
// Upstream: kubelet_getters.go, kubelet_pods.go makeHostsMount, dockershim/docker_container.go (1.20).
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Container, StaticPod } from '@/lib/k8s/types';
import type { ContainerRecord } from '../runtime-service';
import { podDirectory } from '../volumes/paths';
import { claimDirectory } from './claim';
import { managedHostsFile } from './hosts-file';
import { LogLinks } from './log-links';
import { removePodCgroups } from './pod-cgroup';

const HOSTS_PATH = '/etc/hosts';
const DIRECTORY_MODE = 0o750;
/** Any user of the container may write its last words. */
const TERMINATION_LOG_MODE = 0o666;

export interface PodDiskOptions {
  /** --root-dir */
  rootDir: string;
  /** /var/log */
  logDir: string;
  /** --cluster-domain */
  clusterDomain: string;
  /** Whose directories these are: the kubelet's lab and node. */
  owner: string;
  /** Called once when log links can't be made on this host. */
  onWarning(message: string): void;
}

export class PodDisk {
  private readonly logs: LogLinks;
  private claimed = false;

  constructor(private readonly options: PodDiskOptions) {
    this.logs = new LogLinks(options.logDir, options.owner, options.onWarning);
  }

  /**
   * Writes the files that every container gets and returns the binds: hosts file (rewritten for each container, none
   * without an address), then a fresh termination log. Throws what the file system throws.
   */
  async containerBinds(pod: StaticPod, container: Container, podIP: string): Promise<string[]> {
    const binds: string[] = [];
    const directory = podDirectory(this.options.rootDir, pod.metadata.uid);
    await mkdir(directory, { recursive: true, mode: DIRECTORY_MODE });
    const mountsOwn = container.volumeMounts?.some(({ mountPath }) => mountPath === HOSTS_PATH) ?? false;
    if (podIP !== '' && !mountsOwn) {
      const file = join(directory, 'etc-hosts');
      await writeFile(file, managedHostsFile(pod, podIP, this.options.clusterDomain), { mode: 0o644 });
      binds.push(`${file}:${HOSTS_PATH}`);
    }
    if (container.terminationMessagePath) {
      binds.push(`${await this.terminationLog(directory, container.name)}:${container.terminationMessagePath}`);
    }
    return binds;
  }

  /** Makes the links to a container's log, once the engine has one. Never throws. */
  linkLog(record: ContainerRecord): Promise<void> {
    return this.logs.link(record);
  }

  /** Removes the links of one container. Never throws. */
  unlinkLog(record: ContainerRecord): Promise<void> {
    return this.logs.unlink(record);
  }

  /** Nothing of the pod is left on the engine: its logs and its cgroups go. Never throws. */
  async forgetPod(pod: StaticPod): Promise<void> {
    await this.logs.removePod(pod);
    await removePodCgroups(pod.metadata.uid);
  }

  /** The cgroups of a pod that nobody knows any more. Never throws. */
  async removeCgroups(uid: string): Promise<void> {
    await removePodCgroups(uid);
  }

  /** Logs and links of pods and containers of which nothing is left. Never throws. */
  collectLogs(facts: Parameters<LogLinks['collect']>[0]): Promise<void> {
    return this.logs.collect(facts);
  }

  /**
   * Makes the directory of the pods and claims it where it is new. Without the claim (a real kubelet's pods are there)
   * podDirectories() stays empty. Never throws.
   */
  async open(): Promise<void> {
    try {
      this.claimed = await claimDirectory(this.pods, this.options.owner);
      if (!this.claimed)
        this.options.onWarning(`${this.pods} was in use before: directories without a pod are left alone there`);
    } catch (error) {
      this.options.onWarning(`Failed to make ${this.pods}: ${String(error)}`);
    }
  }

  /** Names below <root-dir>/pods that may be cleared up: uids of pods, or junk. */
  async podDirectories(): Promise<string[]> {
    return this.claimed ? readdir(this.pods).catch(() => []) : [];
  }

  private async terminationLog(directory: string, container: string): Promise<string> {
    const file = join(directory, 'containers', container, randomBytes(4).toString('hex'));
    await mkdir(join(directory, 'containers', container), { recursive: true, mode: DIRECTORY_MODE });
    await writeFile(file, '', { flag: 'wx' });
    // Not by `mode` above: the process's umask would take bits away.
    await chmod(file, TERMINATION_LOG_MODE);
    return file;
  }

  private get pods(): string {
    return join(this.options.rootDir, 'pods');
  }
}
