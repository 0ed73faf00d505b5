// Where a pod's files live below --root-dir. Pure. Upstream: pkg/kubelet/kubelet_getters.go, volume plugins' names (1.20).
import { join } from 'node:path';
import type { Volume } from '@/lib/k8s/pod-parts';

/** The kinds of volume that a kubelet without an API server can set up, or says something of its own about. */
export type VolumeKind =
  | 'emptyDir'
  | 'hostPath'
  | 'downwardAPI'
  | 'projected'
  | 'configMap'
  | 'secret'
  | 'persistentVolumeClaim'
  | 'other';

const PLUGINS: Record<VolumeKind, string> = {
  emptyDir: 'kubernetes.io/empty-dir',
  hostPath: 'kubernetes.io/host-path',
  downwardAPI: 'kubernetes.io/downward-api',
  projected: 'kubernetes.io/projected',
  configMap: 'kubernetes.io/configmap',
  secret: 'kubernetes.io/secret',
  persistentVolumeClaim: 'kubernetes.io/persistent-claim',
  other: 'kubernetes.io/other',
};

/** The kind of a volume; a manifest's defaults have made one without a source an emptyDir. */
export const kindOf = (volume: Volume): VolumeKind =>
  (Object.keys(PLUGINS) as VolumeKind[]).find((kind) => volume[kind] !== undefined) ?? 'other';

export const pluginName = (kind: VolumeKind): string => PLUGINS[kind];

/** Name under which upstream's log speaks of a volume. */
export const uniqueVolumeName = (kind: VolumeKind, uid: string, volume: string): string =>
  `${PLUGINS[kind]}/${uid}-${volume}`;

/** A uid may come from a manifest; it has been validated, and a separator in one never leaves the pods directory. */
export const podDirectory = (rootDir: string, uid: string): string =>
  join(rootDir, 'pods', uid.replaceAll(/[/\0]/g, '_').replace(/^\.+/, '_'));

const escaped = (plugin: string): string => plugin.replaceAll('/', '~');

/** The kind whose volumes are in pods/<uid>/volumes/<name>. */
export const kindOfDirectory = (name: string): VolumeKind | undefined =>
  (Object.keys(PLUGINS) as VolumeKind[]).find((kind) => escaped(PLUGINS[kind]) === name);

/** Volumes and their mount points have validated names (DNS labels): they are safe as file names. */
export const volumeDirectory = (podDir: string, kind: VolumeKind, volume: string): string =>
  join(podDir, 'volumes', escaped(PLUGINS[kind]), volume);

/** Holds the file `ready` once a volume's directory is complete. Generated volumes wrap an emptyDir of their own. */
export const readyDirectory = (podDir: string, kind: VolumeKind, volume: string): string =>
  join(podDir, 'plugins', escaped(PLUGINS.emptyDir), kind === 'emptyDir' ? volume : `wrapped_${volume}`);

export const subPathsDirectory = (podDir: string, volume: string): string => join(podDir, 'volume-subpaths', volume);

/** Where the nth mount of a container is bound when it asks for a part of a volume. */
export const subPathTarget = (podDir: string, volume: string, container: string, index: number): string =>
  join(subPathsDirectory(podDir, volume), container, String(index));
