// The files of a volume that the kubelet writes itself, from the pod and the node. Pure.
// Upstream: pkg/volume/downwardapi/downwardapi.go CollectData, pkg/volume/projected/projected.go (1.20).
import type { DownwardApiFile, Volume } from '@/lib/k8s/pod-parts';
import type { StaticPod } from '@/lib/k8s/types';
import { podFieldValue } from '../downward-api/field-path';
import type { NodeResources } from '../downward-api/node-resources';
import { resourceFieldValue } from '../downward-api/resource-field';

export interface PayloadFile {
  /** Relative, without `..`. */
  path: string;
  content: string;
  mode: number;
}

const FILE_MODE = 0o644;
const NO_CLIENT = ['configMap', 'secret', 'serviceAccountToken'] as const;

/**
 * Files of a downwardAPI volume, or of a projected one with nothing but downwardAPI sources; null for other volumes.
 * Throws Error with upstream's text where a value can't be had. Deliberate deviation: upstream refuses every projected
 * volume as long as it has no API server.
 */
export function payloadOf(volume: Volume, pod: StaticPod, allocatable: NodeResources): PayloadFile[] | null {
  const { downwardAPI, projected, name = '' } = volume;
  if (downwardAPI) return collect(downwardAPI.items, downwardAPI.defaultMode, pod, allocatable);
  if (!projected) return null;
  const sources = projected.sources ?? [];
  if (sources.some((source) => NO_CLIENT.some((kind) => source[kind] !== undefined))) {
    throw new Error(`Cannot setup projected volume ${name} because kube client is not configured`);
  }
  const files = sources.flatMap((source) =>
    collect(source.downwardAPI?.items, projected.defaultMode, pod, allocatable),
  );
  // Of two sources that name one path the later wins.
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

function collect(
  items: readonly DownwardApiFile[] = [],
  defaultMode = FILE_MODE,
  pod: StaticPod,
  allocatable: NodeResources,
): PayloadFile[] {
  return items.map(({ path = '', mode = defaultMode, fieldRef, resourceFieldRef }) => {
    if (fieldRef) return { path, mode, content: podFieldValue(fieldRef.fieldPath ?? '', pod) };
    return { path, mode, content: resourceFieldValue(resourceFieldRef ?? {}, pod, allocatable) };
  });
}

/** What a volume holds, as a word to compare with: '' for volumes whose content is not ours. Never throws. */
export function contentOf(volume: Volume, pod: StaticPod, allocatable: NodeResources): string {
  try {
    const files = payloadOf(volume, pod, allocatable);
    return files ? JSON.stringify(files) : '';
  } catch (error) {
    return `error: ${error instanceof Error ? error.message : String(error)}`;
  }
}
