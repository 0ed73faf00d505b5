// The files of the manifest folder and what the kubelet made of each. Pure.
import type { ManifestView } from '@/lib/protocol/view';
import type { WorkspaceFile } from '../workspace/listing';
import type { KubeletState, LabState, ManifestReading } from './state';

/** Manifests by file name. */
export function composeManifests(state: Pick<LabState, 'workspace' | 'kubelet' | 'lab'>): Record<string, ManifestView> {
  const { kubelet, lab, workspace } = state;
  const { manifestPath } = kubelet.view;
  const isRead = (name: string) => manifestPath === lab.manifestDir || manifestPath === `${lab.manifestDir}/${name}`;
  return Object.fromEntries(
    Object.entries(workspace.files).map(([name, file]) => [
      name,
      isRead(name)
        ? manifestView(file, kubelet.readings[name], desiredFrom(kubelet, name))
        : manifestView(file, undefined, {}),
    ]),
  );
}

const SOURCE_ANNOTATION = 'kubernetes.io/config.source';

type Desired = Pick<ManifestView, 'podUid' | 'podName'>;

/** The pod that still stands for an older content of the file. */
function desiredFrom(kubelet: KubeletState, file: string): Desired {
  // What was sent to the web source may bear the same name.
  const known = Object.values(kubelet.pods).find(
    ({ desired, file: origin, pod }) =>
      desired && origin === file && pod?.metadata.annotations[SOURCE_ANNOTATION] === 'file',
  );
  return known?.pod ? { podUid: known.pod.metadata.uid, podName: known.pod.metadata.name } : {};
}

function manifestView(file: WorkspaceFile, reading: ManifestReading | undefined, desired: Desired): ManifestView {
  const base = { file: file.file, bytes: file.bytes, revision: file.revision, modifiedAt: file.modifiedAt };
  if (!reading || reading.revision !== file.revision) {
    // Problems of an older content would point at the wrong lines.
    return { ...base, ...desired, state: file.ignored ? 'ignored' : 'unread', problems: file.problems };
  }
  return {
    ...base,
    ...desired,
    ...(reading.podUid && { podUid: reading.podUid }),
    ...(reading.podName && { podName: reading.podName }),
    state: reading.state,
    problems: reading.problems.length > 0 ? reading.problems : file.problems,
    ...(reading.dropsAt !== undefined && { dropsAt: reading.dropsAt }),
  };
}
