// What has to be done again and again whatever pods do: garbage of containers, logs, directories and checkpoints.
// Upstream: kubelet.go StartGarbageCollection (containers each minute, images each five, the first time at once), syncLoop's housekeeping (each two seconds), 1.20.
import type { Clock } from '../clock';
import type { PodDisk } from '../disk/pod-disk';
import type { SandboxCheckpoints } from '../disk/sandbox-checkpoints';
import type { Klog } from '../klog';
import type { ContainerRecord, RuntimeService } from '../runtime-service';
import type { PodVolumes } from '../volumes/pod-volumes';
import type { ImageGc } from './image-gc';
import { suspectCheckpoints } from './judge-checkpoints';
import { type ContainerGcPolicy, planContainerGc } from './plan-container-gc';
import { every } from './rounds';

const HOUSEKEEPING_MS = 2_000;
const CONTAINER_GC_MS = 60_000;
const IMAGE_GC_MS = 300_000;

export interface HousekeepingDependencies {
  clock: Clock;
  klog: Klog;
  runtime: Pick<RuntimeService, 'exists'>;
  disk: PodDisk;
  volumes: Pick<PodVolumes, 'removePodDirectory'>;
  checkpoints: SandboxCheckpoints;
  images: Pick<ImageGc, 'collect'>;
  policy: ContainerGcPolicy;
  /** How this kubelet signs what it leaves on disk. */
  owner: string;
  /** Every source has spoken and the engine answers: only then is anything known to be garbage. */
  isReady(): boolean;
  /** Resolves when isReady() first holds, or when the kubelet ends. */
  whenReady(): Promise<void>;
  /** Everything on the engine that is ours, at the last listing. */
  records(): ContainerRecord[];
  /** A source names the pod, or it is being ended, or anything of it is on the engine. */
  isKnown(podUid: string): boolean;
  /** These dead containers of a pod that lives on are not to be kept. */
  collect(podUid: string, containerIds: ReadonlySet<string>): void;
}

export class Housekeeping {
  constructor(private readonly deps: HousekeepingDependencies) {}

  /** Claims the directories that are cleared up later. To be awaited before anything is written there. */
  async open(): Promise<void> {
    const { disk, checkpoints } = this.deps;
    await disk.open();
    await checkpoints.open();
  }

  /** Goes its rounds until `signal` aborts. */
  async start(signal: AbortSignal): Promise<void> {
    const { clock, whenReady } = this.deps;
    await whenReady();
    every(HOUSEKEEPING_MS, { clock, signal }, () => this.removeOrphanedDirectories());
    every(CONTAINER_GC_MS, { clock, signal }, () => this.collectGarbage());
    every(IMAGE_GC_MS, { clock, signal }, () => this.deps.images.collect());
  }

  /** Resolves when nothing is being written any more. */
  close(): Promise<void> {
    return this.deps.checkpoints.settled();
  }

  /** Upstream: kubelet_volumes.go cleanupOrphanedPodDirs. */
  private async removeOrphanedDirectories(): Promise<void> {
    const { isReady, isKnown, disk, volumes, klog } = this.deps;
    if (!isReady()) {
      klog.info(4, 'kubelet.go:1969', "SyncLoop (housekeeping, skipped): sources aren't ready yet.");
      return;
    }
    klog.info(4, 'kubelet.go:1972', 'SyncLoop (housekeeping)');
    for (const uid of await disk.podDirectories()) {
      if (isKnown(uid)) continue;
      klog.info(3, 'kubelet_volumes.go:201', `Orphaned pod "${uid}" found, removing`);
      await volumes.removePodDirectory(uid);
      await disk.removeCgroups(uid);
    }
  }

  private async collectGarbage(): Promise<void> {
    const { isReady, records, isKnown, policy, clock, collect, disk } = this.deps;
    if (!isReady()) return;
    const all = records();
    const tooMany = planContainerGc(all, policy, clock.now());
    const uids = new Set(all.filter(({ id }) => tooMany.has(id)).map(({ podUid }) => podUid));
    for (const uid of uids) collect(uid, tooMany);
    const ids = new Set(all.map(({ id }) => id));
    await disk.collectLogs({ isAlive: isKnown, isThere: (id) => ids.has(id) });
    await this.collectCheckpoints(all);
  }

  private async collectCheckpoints(all: readonly ContainerRecord[]): Promise<void> {
    const { checkpoints, klog, owner, runtime } = this.deps;
    const sandboxes = new Set(all.filter(({ kind }) => kind === 'sandbox').map(({ id }) => id));
    const files = await checkpoints.list();
    const suspects = suspectCheckpoints({ files, sandboxes, owner, directoryIsOurs: checkpoints.isOurs });
    for (const { id, why } of suspects) {
      // One that has just been written may be newer than the listing, and a real kubelet may have come to share the directory.
      if (await runtime.exists(id).catch(() => true)) continue;
      if (why === 'corrupt')
        klog.error(
          'docker_sandbox.go:590',
          `Failed to retrieve checkpoint for sandbox "${id}": checkpoint is corrupted`,
        );
      await checkpoints.remove(id);
    }
  }
}
