// What is known of the files of a manifest directory, and which pods that makes. Pure.
import { podFullName } from '@/lib/k8s/pod-names';
import type { StaticPod } from '@/lib/k8s/types';
import type { ManifestProblem } from '@/lib/protocol/view';

export interface ManifestEntry {
  /** Name in the directory. */
  file: string;
  /** Changes with the content; '' for what is not a file. */
  revision: string;
  /** What the file says, if it says a pod. */
  pod?: StaticPod;
  /** A broken file's last pod: it runs on until the next listing drops it. */
  keeps?: StaticPod;
  problems: ManifestProblem[];
  /** Upstream's error text, '' if there is none. */
  message: string;
  kind: 'manifest' | 'broken' | 'ignored';
}

export type ManifestEntries = ReadonlyMap<string, ManifestEntry>;

const byFile = (a: ManifestEntry, b: ManifestEntry): number => (a.file < b.file ? -1 : 1);

/** The pods that the files desire, and which file each comes from. Of two files with one pod name the last in sort order wins. */
export function desiredPods(entries: ManifestEntries): { pods: StaticPod[]; fileOf: ReadonlyMap<string, string> } {
  const winners = new Map<string, { pod: StaticPod; file: string }>();
  for (const { file, pod, keeps } of [...entries.values()].sort(byFile)) {
    const desired = pod ?? keeps;
    if (desired) winners.set(podFullName(desired), { pod: desired, file });
  }
  const fileOf = new Map([...winners.values()].map(({ pod, file }) => [pod.metadata.uid, file]));
  return { pods: [...winners.values()].map(({ pod }) => pod), fileOf };
}

/** What became of each file: a pod that another file's pod displaces is a conflict. */
export function stateOf(
  entry: ManifestEntry,
  fileOf: ReadonlyMap<string, string>,
): 'applied' | 'rejected' | 'ignored' | 'conflict' {
  if (entry.kind === 'ignored') return 'ignored';
  if (!entry.pod) return 'rejected';
  return fileOf.get(entry.pod.metadata.uid) === entry.file ? 'applied' : 'conflict';
}
