// The mounts of one container: from volumeMounts to binds of the engine. Upstream: kubelet_pods.go makeMounts,
// dockershim/helpers.go generateMountBindings (1.20).
import { stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { expandVariables } from '@/lib/k8s/expansion';
import type { VolumeMount } from '@/lib/k8s/pod-parts';
import type { Container } from '@/lib/k8s/types';
import { errorCode, goError } from './go-error';
import { subPathTarget } from './paths';
import { makeSubPath } from './safe-path';
import type { MountedVolume } from './set-up';
import { bindSubPath } from './sub-path';

export interface BindContext {
  podDir: string;
  volumes: ReadonlyMap<string, MountedVolume>;
  environment: ReadonlyMap<string, string>;
  /** What must not be told in a status, for it speaks of the host's files. */
  logError(message: string): void;
}

/** `host:container[:ro][,rslave|rshared]` for each volumeMount, in order. Throws Error with upstream's text (CreateContainerConfigError). */
export async function volumeBinds(container: Container, context: BindContext): Promise<string[]> {
  const binds: string[] = [];
  for (const [index, mount] of ((container.volumeMounts ?? []) as VolumeMount[]).entries()) {
    const volume = context.volumes.get(mount.name ?? '');
    if (!volume) throw new Error(`cannot find volume "${mount.name}" to mount into container "${container.name}"`);
    const hostPath = await hostPathOf({ mount, index, volume, container, context });
    binds.push([hostPath, mount.mountPath, ...modesOf(mount, volume)].join(':'));
  }
  return binds;
}

function modesOf({ readOnly = false, mountPropagation }: VolumeMount, volume: MountedVolume): string[] {
  const modes = [
    ...(readOnly || volume.readOnly ? ['ro'] : []),
    ...(mountPropagation === 'HostToContainer' ? ['rslave'] : []),
    ...(mountPropagation === 'Bidirectional' ? ['rshared'] : []),
  ];
  return modes.length > 0 ? [modes.join(',')] : [];
}

interface SubPathWish {
  mount: VolumeMount;
  index: number;
  volume: MountedVolume;
  container: Container;
  context: BindContext;
}

/** The volume itself, or the part of it that is asked for. */
async function hostPathOf({ mount, index, volume, container, context }: SubPathWish): Promise<string> {
  const subPath = mount.subPathExpr ? expandSubPath(mount.subPathExpr, context.environment) : mount.subPath;
  if (!subPath) return volume.path;
  if (isAbsolute(subPath)) throw new Error(`error SubPath \`${subPath}\` must not be an absolute path`);
  if (subPath.split('/').includes('..')) {
    throw new Error(`unable to provision SubPath \`${subPath}\`: must not contain '..'`);
  }
  const where = `for volumeMount "${mount.name}" of container "${container.name}"`;
  if (!(await exists(join(volume.path, subPath)))) {
    // A volume that is not there itself is told of as it is.
    await stat(volume.path);
    await orElse(`failed to create subPath directory ${where}`, context, () => makeSubPath(volume.path, subPath));
  }
  const target = subPathTarget(context.podDir, mount.name ?? '', container.name, index);
  return orElse(`failed to prepare subPath ${where}`, context, () => bindSubPath(volume.path, subPath, target));
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: unknown) => errorCode(error) !== 'ENOENT',
  );

/** The cause goes to the log only. */
async function orElse<T>(message: string, { logError }: BindContext, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    logError(`${message}: ${goError(error)}`);
    throw new Error(message, { cause: error });
  }
}

/** Unlike in commands, every variable must have a value (container/helpers.go ExpandContainerVolumeMounts). */
function expandSubPath(expression: string, environment: ReadonlyMap<string, string>): string {
  const missing = new Set<string>();
  const values = {
    get: (name: string) => {
      const value = environment.get(name) ?? '';
      if (value === '') missing.add(name);
      return value;
    },
  };
  const expanded = expandVariables(expression, values);
  if (missing.size > 0) throw new Error(`missing value for ${[...missing].sort().join(', ')}`);
  return expanded;
}
