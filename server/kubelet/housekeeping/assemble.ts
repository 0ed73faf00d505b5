// The kubelet's rounds, put together.
import type { StaticPod } from '@/lib/k8s/types';
import type { Clock } from '../clock';
import { NodeSignals } from '../disk/node-signals';
import type { PodDisk } from '../disk/pod-disk';
import { PodUsageReader } from '../disk/pod-usage';
import type { PulledImages } from '../disk/pulled-images';
import type { SandboxCheckpoints } from '../disk/sandbox-checkpoints';
import type { EventRecorder } from '../event-recorder';
import type { Klog } from '../klog';
import type { KubeletConfig } from '../kubelet';
import type { ContainerRecord, RuntimeService } from '../runtime-service';
import type { PodVolumes } from '../volumes/pod-volumes';
import { Eviction } from './eviction/eviction';
import { NO_USAGE } from './eviction/rank-pods';
import type { Pressure } from './eviction/signals';
import { Housekeeping } from './housekeeping';
import { ImageGc } from './image-gc';

export interface RoundsDependencies {
  config: KubeletConfig;
  clock: Clock;
  klog: Klog;
  events: EventRecorder;
  runtime: RuntimeService;
  disk: PodDisk;
  volumes: Pick<PodVolumes, 'removePodDirectory'>;
  checkpoints: SandboxCheckpoints;
  pulled: PulledImages;
  owner: string;
  loop: { readonly isReady: boolean; whenReady(): Promise<void> };
  pleg: { podUids(): string[]; records(podUid: string): ContainerRecord[] };
  workers: {
    has(podUid: string): boolean;
    desired(): StaticPod[];
    collect(podUid: string, surplus: ReadonlySet<string>): void;
    evict(podUid: string, message: string, graceSeconds: number): void;
  };
  pressuresChanged(pressures: readonly Pressure[]): void;
}

const isOver = ({ status }: StaticPod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/** Garbage collection and eviction of one kubelet. Nothing runs before `open` and `start` of what is returned. */
export function createRounds(deps: RoundsDependencies): { housekeeping: Housekeeping; eviction: Eviction } {
  const { config, runtime, loop, pleg, workers, disk, checkpoints, pulled, owner, ...tools } = deps;
  const signals = new NodeSignals({ rootDir: config.rootDir, imageDirectory: () => runtime.imageDirectory() });
  const images = new ImageGc({
    ...tools,
    runtime,
    pulled,
    policy: config.imageGc,
    sandboxImage: config.flags['pod-infra-container-image'],
    fileSystem: () => signals.imageFileSystem(),
  });
  const housekeeping = new Housekeeping({
    ...tools,
    runtime,
    disk,
    checkpoints,
    images,
    owner,
    policy: config.containerGc,
    isReady: () => loop.isReady,
    whenReady: () => loop.whenReady(),
    records: () => pleg.podUids().flatMap((uid) => pleg.records(uid)),
    isKnown: (uid) => workers.has(uid) || pleg.records(uid).length > 0,
    collect: (uid, surplus) => workers.collect(uid, surplus),
  });
  return { housekeeping, eviction: createEviction(deps, signals, images) };
}

function createEviction(deps: RoundsDependencies, signals: NodeSignals, images: ImageGc): Eviction {
  const { config, pleg, workers, pressuresChanged, clock, klog, events } = deps;
  const usage = new PodUsageReader(config.rootDir);
  return new Eviction({
    clock,
    klog,
    events,
    policy: config.eviction,
    observe: () => signals.observe(),
    hasImageFileSystem: () => signals.hasImageFileSystem(),
    activePods: () => workers.desired().filter((pod) => !isOver(pod)),
    async usage(pods) {
      const read = async (pod: StaticPod) =>
        [pod.metadata.uid, await usage.usage(pod, pleg.records(pod.metadata.uid))] as const;
      const byUid = new Map(await Promise.all(pods.map(read)));
      return ({ metadata }) => byUid.get(metadata.uid) ?? NO_USAGE;
    },
    overfullVolumes: (pod) => usage.overfullVolumes(pod),
    async removeUnusedContainers() {
      for (const { metadata } of workers.desired().filter(isOver)) {
        const containers = pleg.records(metadata.uid).filter(({ kind }) => kind === 'container');
        workers.collect(metadata.uid, new Set(containers.map(({ id }) => id)));
      }
    },
    removeUnusedImages: () => images.removeUnused(),
    evict: ({ metadata }, message, graceSeconds) => workers.evict(metadata.uid, message, graceSeconds),
    isCleanedUp: ({ metadata }) => pleg.records(metadata.uid).every(({ state }) => state !== 'running'),
    changed: pressuresChanged,
  });
}
