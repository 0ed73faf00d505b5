import type { ContainerView, InstanceView, LabView, PodView } from '@/lib/protocol/view';

/**
 * The pod of that manifest or full name (from that source, if one is given). A desired one wins over one that is being torn
 * down, and one that runs over its remains.
 */
export function findPod(view: LabView, name: string, source?: PodView['source']): PodView | undefined {
  const pods = Object.values(view.pods).filter(
    (pod) => (pod.baseName === name || pod.name === name) && (source === undefined || pod.source === source),
  );
  const lives = (pod: PodView) => runningInstance(pod.sandbox) !== undefined;
  const ranks = [(pod: PodView) => pod.desired && !pod.terminating, lives, (pod: PodView) => !pod.terminating];
  return ranks.map((rank) => pods.find(rank)).find((pod) => pod !== undefined) ?? pods[0];
}

export const runningInstance = (container: ContainerView | undefined): InstanceView | undefined =>
  container?.instances.find((instance) => instance.state === 'running');

/** Docker name of an instance, as the kubelet builds it (dockershim/naming.go). */
export const dockerName = (pod: PodView, container: string, attempt: number): string =>
  `k8s_${container}_${pod.name}_${pod.namespace}_${pod.uid}_${attempt}`;

/** Whether `word`, typed in a command, names the instance: an id or a part from its start, or its Docker name. */
export const namesInstance = (word: string, instance: InstanceView, dockerNameOf: string): boolean =>
  word === dockerNameOf || (/^[0-9a-f]{2,64}$/.test(word) && instance.id.startsWith(word));
