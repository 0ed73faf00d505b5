// The volumes of all pods of a kubelet: what is set up, what failed, and the effects that change either.
// The decisions are in plan/plan-volumes.ts. Upstream: pkg/kubelet/volumemanager (1.20), which does this beside the pod
// workers; here a pod's own worker does it, so that a volume that is there is not waited for.
import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Volume } from '@/lib/k8s/pod-parts';
import type { Container, StaticPod } from '@/lib/k8s/types';
import type { Clock } from '../clock';
import type { Machine } from '../disk/machine';
import type { EventRecorder } from '../event-recorder';
import type { Klog } from '../klog';
import { type PodVolumeFacts, VOLUMES_TIMEOUT_MS, type VolumeFailure, volumesInUse } from '../plan/plan-volumes';
import { volumeBinds } from './container-binds';
import { errorCode, goError } from './go-error';
import { MemoryFallback } from './memory-fallback';
import { kindOf, podDirectory } from './paths';
import { contentOf } from './payload';
import { type MountedVolume, NoPluginError, SilentVolumeError, setUpVolume } from './set-up';
import { type PresentVolume, tearDownPod, tearDownVolume, volumesOnDisk } from './tear-down';
import { VolumeError } from './volume-error';
import { VolumeLog } from './volume-log';

/** After a failed set-up, ms: 0.5 s, doubled up to 2 min 2 s (pkg/util/goroutinemap/exponentialbackoff). */
const FIRST_WINDOW_MS = 500;
const LAST_WINDOW_MS = 122_000;
/** A pod that waited in vain waits again after this time and up to half as much more, ms (pod_workers.go). */
const RETRY_MS = 10_000;
const JITTER = 0.5;
const DIRECTORY_MODE = 0o750;

export interface PodVolumesOptions {
  /** --root-dir */
  rootDir: string;
  nodeName: string;
  machine: Machine;
  clock: Clock;
  klog: Klog;
  events: EventRecorder;
  /** Uniform in [0, 1). */
  random(): number;
}

interface Mounted extends MountedVolume {
  content: string;
}

interface PodState {
  mounted: Map<string, Mounted>;
  failed: Map<string, VolumeFailure>;
  /** By name; what there is to tear down. */
  present: Map<string, PresentVolume>;
  waitingSince?: number;
}

export class PodVolumes {
  private readonly pods = new Map<string, PodState>();
  private readonly fallback: MemoryFallback;
  private readonly log: VolumeLog;
  private root: Promise<string> | undefined;
  private warnedOfGroup = false;

  constructor(private readonly options: PodVolumesOptions) {
    const { rootDir, klog, nodeName, events } = options;
    this.log = new VolumeLog(klog, nodeName);
    this.fallback = new MemoryFallback({
      rootDir,
      tell: (pod, message) => {
        klog.warning('empty_dir.go:295', message);
        events.pod(pod, 'Warning', 'MemoryVolumeNotMounted', message);
      },
    });
  }

  /** What a plan rests on. After a restart of the kubelet nothing counts as mounted: setting up is idempotent. */
  async facts(uid: string): Promise<PodVolumeFacts> {
    const { mounted, failed, present, waitingSince } = await this.stateOf(uid);
    return {
      mounted: new Map([...mounted].map(([name, { content }]) => [name, content])),
      failed,
      present: [...present.keys()],
      allocatable: await this.options.machine.allocatable(),
      ...(waitingSince !== undefined && { waitingSince }),
    };
  }

  /** Sets a volume up, or writes anew what it holds. Throws VolumeError, after the event and the log have told of it. */
  async mount(pod: StaticPod, name: string): Promise<void> {
    const { machine, clock } = this.options;
    const { uid } = pod.metadata;
    const state = await this.stateOf(uid);
    const volume = volumesInUse(pod.spec).find((one) => one.name === name);
    if (!volume) throw new Error(`no volume ${name} in the spec`);
    const kind = kindOf(volume);
    const allocatable = await machine.allocatable();
    if (!state.present.has(name)) this.log.verifying(pod, kind, name);
    state.present.set(name, { kind, name });
    try {
      const podDir = await this.makePodDirectories(uid);
      const context = { pod, podDir, allocatable, fallback: this.fallback, now: clock.now() };
      const mounted = await setUpVolume(volume, { ...context, groupFailed: (error) => this.groupFailed(error) });
      state.mounted.set(name, { ...mounted, content: contentOf(volume, pod, allocatable) });
      state.failed.delete(name);
      if (volumesInUse(pod.spec).every((one) => state.mounted.has(one.name ?? ''))) delete state.waitingSince;
    } catch (error) {
      throw this.noteFailure(pod, volume, state, error);
    }
  }

  /** Tears one volume down. Idempotent. Throws Error when something of it can't be unmounted or removed. */
  async unmount(pod: StaticPod, name: string): Promise<void> {
    const { uid } = pod.metadata;
    const state = await this.stateOf(uid);
    const volume = state.present.get(name);
    if (!volume) return;
    this.log.unmounting(uid, volume);
    try {
      await tearDownVolume(await this.podDir(uid), volume, this.fallback);
    } catch (error) {
      throw new Error(this.log.unmountFailed(uid, volume, goError(error)), { cause: error });
    }
    this.log.unmounted(uid, volume);
    state.present.delete(name);
    state.mounted.delete(name);
    state.failed.delete(name);
  }

  /** The binds of one container, in the order of its volumeMounts. Throws Error with upstream's text. */
  async binds(pod: StaticPod, container: Container, environment: ReadonlyMap<string, string>): Promise<string[]> {
    const { uid } = pod.metadata;
    const { mounted } = await this.stateOf(uid);
    return volumeBinds(container, {
      podDir: await this.podDir(uid),
      volumes: mounted,
      environment,
      logError: (message) => this.options.klog.error('kubelet_pods.go:237', message),
    });
  }

  /** A pod waits. `unmounted`: it has for so long that the volumes are named; then Error with upstream's text is thrown, for the sync has failed. */
  noteWait(pod: StaticPod, unmounted: string | undefined): void {
    if (unmounted === undefined) return;
    const { clock, random } = this.options;
    const state = this.pods.get(pod.metadata.uid);
    if (state) state.waitingSince = clock.now() + RETRY_MS * (1 + JITTER * random());
    throw new Error(this.tellOfWait(pod, unmounted, 'timed out waiting for the condition'));
  }

  /** The pod runs no more, or is none of ours: its directory goes, with all that is mounted in it. False if something is left. Never throws. */
  async removePodDirectory(uid: string): Promise<boolean> {
    try {
      await tearDownPod(await this.podDir(uid), this.fallback);
      this.pods.delete(uid);
      return true;
    } catch (error) {
      const message = `Orphaned pod ${JSON.stringify(uid)} found, but failed to remove its directory: ${goError(error)}`;
      this.options.klog.error('kubelet_volumes.go:179', message);
      return false;
    }
  }

  private async stateOf(uid: string): Promise<PodState> {
    const known = this.pods.get(uid);
    if (known) return known;
    const left = await volumesOnDisk(await this.podDir(uid));
    const present = new Map(left.map((volume) => [volume.name, volume]));
    const state: PodState = { mounted: new Map(), failed: new Map(), present };
    this.pods.set(uid, state);
    return state;
  }

  /** Links resolved, for so the kernel's table of mounts has it. */
  private async podDir(uid: string): Promise<string> {
    this.root ??= mkdir(this.options.rootDir, { recursive: true, mode: DIRECTORY_MODE }).then(() =>
      realpath(this.options.rootDir),
    );
    return podDirectory(await this.root, uid);
  }

  private async makePodDirectories(uid: string): Promise<string> {
    const podDir = await this.podDir(uid);
    for (const directory of [podDir, join(podDir, 'volumes'), join(podDir, 'plugins')]) {
      await mkdir(directory, { recursive: true, mode: DIRECTORY_MODE });
    }
    return podDir;
  }

  private noteFailure(pod: StaticPod, volume: Volume, state: PodState, error: unknown): VolumeError {
    const { clock, events } = this.options;
    const name = volume.name ?? '';
    const now = clock.now();
    const message = goError(error);
    state.waitingSince ??= now;
    const windowMs = this.windowAfter(error, state.failed.get(name));
    state.failed.set(name, { message, until: now + windowMs, windowMs });
    if (error instanceof NoPluginError) {
      this.tellOfWait(pod, this.unmounted(pod, state), message);
    } else if (!(error instanceof SilentVolumeError)) {
      events.pod(pod, 'Warning', 'FailedMount', `MountVolume.SetUp failed for volume "${name}" : ${message}`);
      this.log.mountFailed(pod, { kind: kindOf(volume), name }, { message, until: now + windowMs, windowMs });
    }
    return new VolumeError(message, { cause: error });
  }

  private windowAfter(error: unknown, before: VolumeFailure | undefined): number {
    if (error instanceof SilentVolumeError) return VOLUMES_TIMEOUT_MS;
    if (error instanceof NoPluginError) return RETRY_MS * (1 + JITTER * this.options.random());
    return before ? Math.min(before.windowMs * 2, LAST_WINDOW_MS) : FIRST_WINDOW_MS;
  }

  private unmounted({ spec }: StaticPod, { mounted }: PodState): string {
    const names = volumesInUse(spec).map(({ name = '' }) => name);
    return names.filter((name) => !mounted.has(name)).join(' ');
  }

  /** Event and log; returns the error of the sync. Upstream names every volume of the pod as unattached. */
  private tellOfWait(pod: StaticPod, unmounted: string, why: string): string {
    const all = volumesInUse(pod.spec).map(({ name = '' }) => name);
    const error = `unmounted volumes=[${unmounted}], unattached volumes=[${all.join(' ')}]: ${why}`;
    this.options.events.pod(pod, 'Warning', 'FailedMount', `Unable to attach or mount volumes: ${error}`);
    this.log.waitedInVain(pod, error);
    return error;
  }

  /** Only root may give a file to any group: without it, one warning, and the volume stays everybody's. */
  private groupFailed(error: unknown): void {
    if (errorCode(error) === 'EPERM' && this.warnedOfGroup) return;
    this.warnedOfGroup = true;
    this.options.klog.warning('volume_linux.go:49', `Setting volume ownership failed: ${goError(error)}`);
  }
}
