// Labels of sandboxes and containers: all that a restarted kubelet knows about them. Upstream: pkg/kubelet/kuberuntime/labels.go,
// pkg/kubelet/dockershim/helpers.go makeLabels, docker_service.go.
import { goJson } from './go-json';
import { SANDBOX_CONTAINER_NAME } from './pod-names';
import type { Lifecycle } from './pod-parts';
import { fieldType, structType } from './schema';
import type { Container, StaticPod } from './types';

const POD_NAME_LABEL = 'io.kubernetes.pod.name';
const POD_NAMESPACE_LABEL = 'io.kubernetes.pod.namespace';
const POD_UID_LABEL = 'io.kubernetes.pod.uid';
const CONTAINER_NAME_LABEL = 'io.kubernetes.container.name';
const DOCKER_TYPE_LABEL = 'io.kubernetes.docker.type';
export const SANDBOX_ID_LABEL = 'io.kubernetes.sandbox.id';
const LOG_PATH_LABEL = 'io.kubernetes.container.logpath';
const CONTAINER_HASH_LABEL = 'annotation.io.kubernetes.container.hash';
export const RESTART_COUNT_LABEL = 'annotation.io.kubernetes.container.restartCount';
const TERMINATION_MESSAGE_PATH_LABEL = 'annotation.io.kubernetes.container.terminationMessagePath';
const TERMINATION_MESSAGE_POLICY_LABEL = 'annotation.io.kubernetes.container.terminationMessagePolicy';
export const GRACE_PERIOD_LABEL = 'annotation.io.kubernetes.pod.terminationGracePeriod';
const DELETION_GRACE_LABEL = 'annotation.io.kubernetes.pod.deletionGracePeriod';
export const PRE_STOP_LABEL = 'annotation.io.kubernetes.container.preStopHandler';
export const PORTS_LABEL = 'annotation.io.kubernetes.container.ports';

type Labels = Record<string, string>;

const podLabels = (pod: StaticPod): Labels => ({
  [POD_NAME_LABEL]: pod.metadata.name,
  [POD_NAMESPACE_LABEL]: pod.metadata.namespace,
  [POD_UID_LABEL]: pod.metadata.uid,
});

/** Log file of one instance below the log root, e.g. `/var/log/pods/default_web-node1_<uid>/web/0.log`. */
export const containerLogPath = (pod: StaticPod, container: string, attempt: number, logRoot = '/var/log'): string =>
  `${logRoot}/pods/${pod.metadata.namespace}_${pod.metadata.name}_${pod.metadata.uid}/${container}/${attempt}.log`;

/** Labels of a sandbox: the pod's own, its annotations as `annotation.<key>`, and its identity, which wins. */
export function sandboxLabels(pod: StaticPod): Labels {
  const annotations = Object.entries(pod.metadata.annotations).map(([key, value]) => [`annotation.${key}`, value]);
  return {
    ...pod.metadata.labels,
    ...Object.fromEntries(annotations),
    ...podLabels(pod),
    [CONTAINER_NAME_LABEL]: SANDBOX_CONTAINER_NAME,
    [DOCKER_TYPE_LABEL]: 'podsandbox',
  };
}

/**
 * Labels of an app container. `attempt` is the restart count, `hash` what hashContainer says, `logRoot` the directory for log links.
 * Labels and annotations of the pod are not copied.
 */
export function containerLabels(
  pod: StaticPod,
  container: Container,
  attempt: number,
  sandboxId: string,
  hash: string,
  logRoot = '/var/log',
): Labels {
  const { deletionGracePeriodSeconds } = pod.metadata;
  const grace = pod.spec.terminationGracePeriodSeconds;
  const preStop = (container.lifecycle as Lifecycle | undefined)?.preStop;
  return {
    ...podLabels(pod),
    [CONTAINER_NAME_LABEL]: container.name,
    [DOCKER_TYPE_LABEL]: 'container',
    [SANDBOX_ID_LABEL]: sandboxId,
    [LOG_PATH_LABEL]: containerLogPath(pod, container.name, attempt, logRoot),
    [CONTAINER_HASH_LABEL]: hash,
    [RESTART_COUNT_LABEL]: String(attempt),
    [TERMINATION_MESSAGE_PATH_LABEL]: container.terminationMessagePath ?? '',
    [TERMINATION_MESSAGE_POLICY_LABEL]: container.terminationMessagePolicy ?? '',
    ...(grace !== undefined && { [GRACE_PERIOD_LABEL]: String(grace) }),
    ...(deletionGracePeriodSeconds !== undefined && { [DELETION_GRACE_LABEL]: String(deletionGracePeriodSeconds) }),
    ...(preStop && { [PRE_STOP_LABEL]: goJson(preStop, structType('Handler')) }),
    ...(container.ports?.length && { [PORTS_LABEL]: goJson(container.ports, fieldType('[]ContainerPort')) }),
  };
}
