// One volume from nothing to mounted. Upstream: SetUp of the volume plugins, pkg/kubelet/volumemanager (1.20).
import { mkdir, realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { everyContainer } from '@/lib/k8s/every-container';
import type { PodSecurityContext, Volume, VolumeMount } from '@/lib/k8s/pod-parts';
import type { StaticPod } from '@/lib/k8s/types';
import type { NodeResources } from '../downward-api/node-resources';
import { writePayload } from './atomic-writer';
import { setUpEmptyDir } from './empty-dir';
import { setUpHostPath } from './host-path';
import type { MemoryFallback } from './memory-fallback';
import { giveToGroup } from './ownership';
import { kindOf, readyDirectory, volumeDirectory } from './paths';
import { type PayloadFile, payloadOf } from './payload';

const DIRECTORY_MODE = 0o755;

export interface SetUpContext {
  pod: StaticPod;
  /** <root-dir>/pods/<uid>, links resolved. */
  podDir: string;
  allocatable: NodeResources;
  fallback: MemoryFallback;
  /** ms since the epoch. */
  now: number;
  /** A group could not be given to a volume. */
  groupFailed(error: unknown): void;
}

/** What a container mounts. */
export interface MountedVolume {
  path: string;
  /** Whatever the container asks for: its content is the kubelet's. */
  readOnly: boolean;
}

/** There is nothing here that could ever set the volume up; the message is upstream's for a volume without a plugin. */
export class NoPluginError extends Error {
  override name = 'NoPluginError';
}

/** Without an API server a claim is never looked up, and nothing is said of it. */
export class SilentVolumeError extends Error {
  override name = 'SilentVolumeError';
}

/** Sets a volume up, or renews what the kubelet writes into it; idempotent. Throws Error with upstream's text. */
export async function setUpVolume(volume: Volume, context: SetUpContext): Promise<MountedVolume> {
  const { hostPath, name = '' } = volume;
  const kind = kindOf(volume);
  switch (kind) {
    case 'hostPath':
      await setUpHostPath(hostPath ?? {});
      return { path: hostPath?.path ?? '', readOnly: false };
    case 'emptyDir':
      return { path: await emptyDir(volume, context), readOnly: false };
    case 'downwardAPI':
    case 'projected':
      return { path: await generated(volume, context), readOnly: true };
    case 'configMap':
    case 'secret':
      throw new Error(`failed to sync ${kind.toLowerCase()} cache: timed out waiting for the condition`);
    case 'persistentVolumeClaim':
      throw new SilentVolumeError('a PersistentVolumeClaim can only be looked up with an API server');
    case 'other':
      throw new NoPluginError(`failed to get Plugin from volumeSpec for volume "${name}" err=no volume plugin matched`);
  }
}

async function emptyDir(volume: Volume, context: SetUpContext): Promise<string> {
  const { pod, podDir, fallback } = context;
  const name = volume.name ?? '';
  const directory = volumeDirectory(podDir, 'emptyDir', name);
  const isNew = await setUpEmptyDir({
    pod,
    directory,
    readyDirectory: readyDirectory(podDir, 'emptyDir', name),
    medium: volume.emptyDir?.medium ?? '',
    fallback,
  });
  const path = await realpath(directory);
  if (isNew) await giveToPodsGroup(path, context);
  return path;
}

/** A small memory volume of its own, and in it the files. */
async function generated(volume: Volume, context: SetUpContext): Promise<string> {
  const { pod, podDir, allocatable, now } = context;
  const name = volume.name ?? '';
  const kind = kindOf(volume);
  const files = payloadOf(volume, pod, allocatable) ?? [];
  const directory = volumeDirectory(podDir, kind, name);
  await setUpEmptyDir({ pod, directory, readyDirectory: readyDirectory(podDir, kind, name), medium: 'Memory' });
  await makeMountPoints(name, directory, files, pod);
  await writePayload(directory, files, now);
  await giveToPodsGroup(directory, context, { readOnly: true });
  return directory;
}

/** Containers may mount other volumes into this one: the places for them must be there, for it is read-only (nested_volumes.go). */
async function makeMountPoints(
  volume: string,
  directory: string,
  files: PayloadFile[],
  { spec }: StaticPod,
): Promise<void> {
  for (const { volumeMounts = [] } of everyContainer(spec)) {
    const mounts = volumeMounts as VolumeMount[];
    const outer = mounts.filter(({ name, subPath }) => name === volume && !subPath);
    for (const { mountPath = '' } of outer) {
      const inner = mounts.map((mount) => relative(mountPath, mount.mountPath ?? ''));
      for (const place of inner.filter((way) => way !== '' && !way.startsWith('..'))) {
        const isFile = files.some(({ path }) => path === place);
        if (!isFile) await mkdir(join(directory, place), { recursive: true, mode: DIRECTORY_MODE });
      }
    }
  }
}

/** fsGroup, where the pod has one. Upstream sets a volume up even if that fails. */
async function giveToPodsGroup(directory: string, context: SetUpContext, options = {}): Promise<void> {
  const { fsGroup } = (context.pod.spec.securityContext ?? {}) as PodSecurityContext;
  if (fsGroup === undefined) return;
  await giveToGroup(directory, fsGroup, options).catch((error: unknown) => context.groupFailed(error));
}
