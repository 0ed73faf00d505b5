// Which volumes of a pod have to be set up or torn down, and whether the pod has to wait for one. Pure.
// Upstream: pkg/kubelet/volumemanager (reconciler, WaitForAttachAndMount), goroutinemap/exponentialbackoff (1.20).
import { everyContainer } from '@/lib/k8s/every-container';
import type { Volume, VolumeMount } from '@/lib/k8s/pod-parts';
import type { PodSpec, StaticPod } from '@/lib/k8s/types';
import type { Because } from '@/lib/protocol/view';
import type { Action } from '../actions';
import type { NodeResources } from '../downward-api/node-resources';
import { contentOf } from '../volumes/payload';

/** A pod waits this long for its volumes before it says which ones it waits for, and then again, ms. */
export const VOLUMES_TIMEOUT_MS = 123_000;

/** A volume could not be set up; it is tried again at `until` (ms since the epoch). */
export interface VolumeFailure {
  message: string;
  until: number;
  windowMs: number;
}

/** What is known of a pod's volumes when its plan is made. */
export interface PodVolumeFacts {
  /** By volume name: what the kubelet wrote into it, '' where the content is not the kubelet's. */
  mounted: ReadonlyMap<string, string>;
  failed: ReadonlyMap<string, VolumeFailure>;
  /** Names of volumes of which something is on the node: those that are mounted, and what an earlier kubelet left. */
  present: readonly string[];
  /** Since when the pod waits, ms since the epoch. */
  waitingSince?: number;
  allocatable: NodeResources;
}

interface VolumesInput {
  pod: StaticPod;
  volumes: PodVolumeFacts;
  /** ms since the epoch. */
  now: number;
}

/** Volumes that some container mounts, in the order of the spec: no other is ever set up. */
export function volumesInUse(spec: PodSpec): Volume[] {
  const mounts = everyContainer(spec).flatMap(({ volumeMounts = [] }) => volumeMounts as VolumeMount[]);
  const names = new Set(mounts.map(({ name }) => name));
  return ((spec.volumes ?? []) as Volume[]).filter(({ name }) => names.has(name));
}

/** Set-ups that are due; `blocked`: the pod can't go on before a volume that is in back-off, and the plan ends with a Wait. */
export function planVolumes({ pod, volumes, now }: VolumesInput): { actions: Action[]; blocked: boolean } {
  const { mounted, failed } = volumes;
  const inUse = volumesInUse(pod.spec);
  const stale = inUse.filter((volume) => mounted.get(nameOf(volume)) !== contentOf(volume, pod, volumes.allocatable));
  const isDue = (volume: Volume) => now >= (failed.get(nameOf(volume))?.until ?? 0);
  const mounts = stale.filter(isDue).map((volume): Action => {
    const name = nameOf(volume);
    const code = mounted.has(name) ? 'VolumeOutdated' : 'VolumeNotMounted';
    return { kind: 'MountVolume', volume: name, because: { code, facts: { volume: name } } };
  });
  const missing = stale.filter((volume) => !mounted.has(nameOf(volume)) && !isDue(volume)).map(nameOf);
  if (missing.length === 0) return { actions: mounts, blocked: false };
  const unmounted = inUse.map(nameOf).filter((name) => !mounted.has(name));
  return { actions: [...mounts, waitFor(missing, unmounted, volumes, now)], blocked: true };
}

const nameOf = ({ name = '' }: Volume): string => name;

/** The wait ends with the first set-up that may be tried again, or when it is time to tell of the wait. */
function waitFor(
  missing: string[],
  unmounted: string[],
  { failed, waitingSince }: PodVolumeFacts,
  now: number,
): Action {
  const failures = missing.flatMap((name) => failed.get(name) ?? []);
  const next = failures.reduce(
    (a, b) => (b.until < a.until ? b : a),
    failures[0] ?? { message: '', until: now, windowMs: 0 },
  );
  const tellAt = (waitingSince ?? now) + VOLUMES_TIMEOUT_MS;
  const isLate = now >= tellAt;
  const until = isLate ? next.until : Math.min(next.until, tellAt);
  const volume = missing.join(', ');
  const because: Because = {
    code: 'VolumesNotReady',
    facts: { volume, error: next.message, until, windowMs: next.windowMs },
  };
  return {
    kind: 'Wait',
    container: 'POD',
    until,
    windowMs: next.windowMs,
    reason: 'VolumesNotReady',
    ...(isLate && { unmounted: unmounted.join(' ') }),
    because,
  };
}

/** No container uses a volume any more: all of it goes, one after the other. */
export const planUnmounts = ({ volumes }: Pick<VolumesInput, 'volumes'>, because: Because): Action[] =>
  volumes.present.map((volume): Action => ({ kind: 'UnmountVolume', volume, because }));
