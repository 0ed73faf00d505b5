// What GET /pods says of one container. Upstream: kubelet_pods.go convertToAPIContainerStatuses and
// convertContainerStatus, dockershim/docker_container.go ContainerStatus (1.20).
import type { Container, ContainerState, ContainerStateTerminated, ContainerStatus, PodStatus } from '@/lib/k8s/types';
import type { ContainerRecord } from '../runtime-service';
import { containersOf, couldNotStart, hasExited, isRunning } from './instances';
import { shouldRestart } from './judge-container';
import type { PodStatusInput } from './plan-input';
import { NO_PROBES, withProbes } from './probe-facts';
import { toTimestamp } from './timestamp';

/** Exit code of a container that vanished while it ran (upstream writes 137 without knowing). */
const VANISHED_EXIT_CODE = 137;
const VANISHED: ContainerStateTerminated = {
  exitCode: VANISHED_EXIT_CODE,
  reason: 'ContainerStatusUnknown',
  message: 'The container could not be located when the pod was deleted.  The container used to be Running',
  startedAt: null,
  finishedAt: null,
};

/** What the two lists of statuses differ in. */
interface Role {
  of(status: PodStatus): readonly ContainerStatus[] | undefined;
  /** Init containers are ready once they have succeeded, and never `started`. */
  init: boolean;
}
const REGULAR: Role = { of: ({ containerStatuses }) => containerStatuses, init: false };
const INIT: Role = { of: ({ initContainerStatuses }) => initContainerStatuses, init: true };

/** Statuses of the regular containers, sorted by name as upstream does. */
export const containerStatuses = (input: PodStatusInput): ContainerStatus[] =>
  input.pod.spec.containers
    .map((container) => statusOf(container, REGULAR, input))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Statuses of the init containers in the order of the spec; undefined for a pod without. */
export const initContainerStatuses = (input: PodStatusInput): ContainerStatus[] | undefined =>
  input.pod.spec.initContainers?.map((container) => statusOf(container, INIT, input));

function statusOf(container: Container, role: Role, input: PodStatusInput): ContainerStatus {
  const [newest, second] = containersOf(input.records, container.name);
  const before = input.previous && role.of(input.previous)?.find(({ name }) => name === container.name);
  const status = newest ? ofInstance(newest, before, role) : withoutInstance(container, before, role, input);
  const told = withStartError(second ? { ...status, lastState: stateOf(second) } : status, newest, role, input);
  if (role.init) return { ...told, ready: told.state.terminated?.exitCode === 0 };
  return withProbes(told, input.probes ?? NO_PROBES);
}

/** Nothing of it on the engine: what was reported last holds if it had ended, else it is being made. */
function withoutInstance(
  container: Container,
  before: ContainerStatus | undefined,
  role: Role,
  { pod }: PodStatusInput,
): ContainerStatus {
  if (before?.state.terminated) return before;
  const reason = pod.spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating';
  // It ran, and somebody took it away: it must not look as if it had never run (kubernetes/kubernetes#95364).
  const vanished = before?.state.running !== undefined && before.lastState.terminated === undefined;
  return {
    name: container.name,
    state: { waiting: { reason } },
    lastState: vanished ? { terminated: VANISHED } : (before?.lastState ?? {}),
    ready: false,
    restartCount: (before?.restartCount ?? 0) + (vanished ? 1 : 0),
    image: container.image ?? '',
    imageID: '',
    ...(!role.init && { started: false }),
  };
}

function ofInstance(record: ContainerRecord, before: ContainerStatus | undefined, { init }: Role): ContainerStatus {
  // Without probes a container is started and ready as soon as it runs.
  const up = isRunning(record);
  const vanished = record.state === 'unknown' && before?.state.running !== undefined;
  return {
    name: record.containerName,
    state: vanished ? { terminated: locatedNowhere(record) } : stateOf(record),
    lastState: {},
    ready: up,
    restartCount: vanished ? record.attempt + 1 : record.attempt,
    image: record.image,
    imageID: record.imageId,
    containerID: `docker://${record.id}`,
    ...(!init && { started: up }),
  };
}

function stateOf(record: ContainerRecord): ContainerState {
  switch (record.state) {
    case 'running':
      return { running: { startedAt: toTimestamp(record.startedAt ?? record.createdAt) } };
    case 'created':
    case 'exited':
      return { terminated: terminatedState(record) };
    case 'unknown':
      return { waiting: {} };
  }
}

function terminatedState(record: ContainerRecord): ContainerStateTerminated {
  const message = [record.error, record.message].filter(Boolean).join(': ');
  const atCreation = couldNotStart(record) ? record.createdAt : null;
  const reason = exitReason(record);
  return {
    exitCode: record.exitCode,
    ...(reason && { reason }),
    ...(message && { message }),
    startedAt: optionalTimestamp(atCreation ?? record.startedAt),
    finishedAt: optionalTimestamp(atCreation ?? record.finishedAt),
    containerID: `docker://${record.id}`,
  };
}

const optionalTimestamp = (ms: number | null): string | null => (ms === null ? null : toTimestamp(ms));

/** OOMKilled counts even with exit code 0; '' for an instance that was only created. */
export function exitReason(record: ContainerRecord): string {
  if (!hasExited(record)) return '';
  if (record.oomKilled) return 'OOMKilled';
  if (couldNotStart(record)) return 'ContainerCannotRun';
  return record.exitCode === 0 ? 'Completed' : 'Error';
}

const locatedNowhere = (record: ContainerRecord): ContainerStateTerminated => ({
  exitCode: VANISHED_EXIT_CODE,
  reason: 'ContainerStatusUnknown',
  message: 'The container could not be located when the pod was terminated',
  startedAt: null,
  finishedAt: null,
  containerID: `docker://${record.id}`,
});

/** A container that is due and could not be started waits, and says why; how it ended moves to lastState. */
function withStartError(
  status: ContainerStatus,
  newest: ContainerRecord | undefined,
  { init }: Role,
  { pod, startErrors }: PodStatusInput,
): ContainerStatus {
  const error = startErrors.get(status.name);
  const isOver = init && newest?.state === 'exited' && newest.exitCode === 0;
  if (!error || isOver || !shouldRestart(pod.spec, newest)) return status;
  const { terminated } = status.state;
  return {
    ...status,
    state: { waiting: { reason: error.reason, message: error.message } },
    lastState: terminated ? { terminated } : status.lastState,
  };
}
