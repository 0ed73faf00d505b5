// Names and labels by which a container says whose it is and which part of a pod it plays. Shared by every engine.
// Upstream: pkg/kubelet/dockershim/naming.go, pkg/kubelet/kuberuntime/labels.go (1.20).
import {
  type ContainerConfig,
  LAB_LABEL,
  type ListedContainer,
  NODE_LABEL,
  type Ownership,
  type SandboxConfig,
} from '@/server/kubelet/runtime-service';

const TYPE_LABEL = 'io.kubernetes.docker.type';
const NAME_LABEL = 'io.kubernetes.container.name';
export const SANDBOX_ID_LABEL = 'io.kubernetes.sandbox.id';
const HASH_LABEL = 'annotation.io.kubernetes.container.hash';
const RESTART_COUNT_LABEL = 'annotation.io.kubernetes.container.restartCount';
export const MESSAGE_PATH_LABEL = 'annotation.io.kubernetes.container.terminationMessagePath';
export const MESSAGE_POLICY_LABEL = 'annotation.io.kubernetes.container.terminationMessagePolicy';

/** `k8s_POD_<pod>_<namespace>_<uid>_<attempt>` */
export const sandboxName = (config: SandboxConfig): string =>
  ['k8s', 'POD', config.podName, config.podNamespace, config.podUid, config.attempt].join('_');

/** `k8s_<container>_<pod>_<namespace>_<uid>_<restart count>` */
export const containerName = (config: ContainerConfig): string =>
  ['k8s', config.containerName, config.podName, config.podNamespace, config.podUid, config.attempt].join('_');

/** The labels that make a container ours. */
export const ownershipLabels = (ownership: Ownership): Record<string, string> => ({
  [LAB_LABEL]: ownership.lab,
  [NODE_LABEL]: ownership.node,
});

/** True only for a container that carries both ownership labels with our values. */
export const owns = (ownership: Ownership, labels: Readonly<Record<string, string>> | null | undefined): boolean =>
  labels?.[LAB_LABEL] === ownership.lab && labels[NODE_LABEL] === ownership.node;

/** Attempt in a name of six parts, or of seven after a name conflict (naming.go parseSandboxName); 0 if there is none. */
function attemptInName(name: string): number {
  const attempt = Number(name.split('_')[5]);
  return Number.isSafeInteger(attempt) && attempt >= 0 ? attempt : 0;
}

type PodPart = Omit<ListedContainer, 'state' | 'createdAt'>;

/**
 * Reads which part of which pod a container is. `name` comes without a leading slash.
 * Null for a container whose labels don't say: it may carry our labels and still be none of the kubelet's.
 */
export function podPartOf(id: string, name: string, labels: Record<string, string>): PodPart | null {
  const type = labels[TYPE_LABEL];
  const podUid = labels['io.kubernetes.pod.uid'];
  if (podUid === undefined || (type !== 'podsandbox' && type !== 'container')) return null;
  const restartCount = Number(labels[RESTART_COUNT_LABEL]);
  return {
    id,
    name,
    kind: type === 'podsandbox' ? 'sandbox' : 'container',
    podUid,
    podName: labels['io.kubernetes.pod.name'] ?? '',
    podNamespace: labels['io.kubernetes.pod.namespace'] ?? '',
    containerName: labels[NAME_LABEL] ?? '',
    attempt: type === 'container' && Number.isSafeInteger(restartCount) ? restartCount : attemptInName(name),
    labels,
  };
}

/** What a full record says beyond a listing and only the labels know. */
export function labelledFacts(labels: Readonly<Record<string, string>>): { sandboxId?: string; hash?: string } {
  const sandboxId = labels[SANDBOX_ID_LABEL];
  const hash = labels[HASH_LABEL];
  return { ...(sandboxId !== undefined && { sandboxId }), ...(hash !== undefined && { hash }) };
}

/** Eight hex digits that make a name unique when a foreign container holds the wanted one (dockershim/helpers.go). */
export const randomNameSuffix = (): string =>
  Math.floor(Math.random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
