// One container from image to running. Upstream: kuberuntime_container.go startContainer (1.20).
import { hashContainer } from '@/lib/k8s/container-hash';
import type { EnvVarSource } from '@/lib/k8s/pod-parts';
import type { Container, StaticPod } from '@/lib/k8s/types';
import { containerBackOffKey } from '../backoff';
import { containersOf, endOf, hasExited } from '../plan/instances';
import { type ContainerRecord, isRuntimeError } from '../runtime-service';
import { goError } from '../volumes/go-error';
import { ensureImage, StartFailure, wordsOf } from './ensure-image';
import { makeEnvironment } from './environment';
import { type ExecutionHost, type PodSync, SyncError } from './host';
import { containerConfig } from './pod-config';
import { postStart } from './post-start';

/** Image, create, start, postStart hook; returns the new container's id. Throws SyncError, and notes why in the pod's reason cache. */
export async function startContainer(
  container: Container,
  attempt: number,
  sync: PodSync,
  host: ExecutionHost,
): Promise<string> {
  const { pod, sandbox, startErrors } = sync;
  if (!sandbox) throw new SyncError('StartContainer', container.name, 'CreateContainerError', 'the pod has no sandbox');
  noteAttempt(container, sync, host);
  try {
    const id = await createContainer(container, attempt, sandbox, sync, host);
    await start(id, container, sync, host);
    await postStart(container, id, sync, host);
    startErrors.delete(container.name);
    return id;
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    startErrors.set(container.name, { reason: error.reason, message: error.message });
    host.events.container(pod, container, 'Warning', 'Failed', `Error: ${error.event}`);
    throw new SyncError('StartContainer', container.name, error.reason, error.message, { cause: error });
  }
}

/** A restart, not a first start, moves the back-off on: the next one waits longer. */
function noteAttempt(container: Container, { pod, records }: PodSync, { backOff, clock }: ExecutionHost): void {
  const dead = containersOf(records, container.name).find(hasExited);
  if (dead) backOff.advance(containerBackOffKey(pod, container, hashContainer(container)), endOf(dead), clock.now());
}

async function createContainer(
  container: Container,
  attempt: number,
  sandbox: ContainerRecord,
  sync: PodSync,
  host: ExecutionHost,
): Promise<string> {
  const { pod } = sync;
  // The pod's files are written while the engine is asked for the image: neither needs the other, and a learner is waiting.
  // Where both fail it is the image that is named, as upstream asks for it first.
  const [pulling, preparing] = await Promise.allSettled([
    ensureImage(container, sync, host),
    failAs('CreateContainerConfigError', () => prepare(container, sandbox, pod, host)),
  ]);
  const image = settled(pulling);
  const prepared = settled(preparing);
  const config = await failAs('CreateContainerConfigError', async () =>
    containerConfig(pod, { container, attempt, sandbox, image, ...prepared, settings: host.settings }),
  );
  if (sync.abandoned.aborted) throw new Error('the pod is being terminated');
  const id = await failAs('CreateContainerError', () => host.runtime.createContainer(config));
  host.events.container(pod, container, 'Normal', 'Created', `Created container ${container.name}`);
  return id;
}

function settled<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/** Environment and mounts of a new container. Throws what upstream reports as CreateContainerConfigError. */
async function prepare(container: Container, sandbox: ContainerRecord, pod: StaticPod, host: ExecutionHost) {
  const { machine, disk, volumes } = host;
  const podIP = sandbox.ip ?? '';
  const asksForHost = container.env?.some(({ valueFrom }) => isHostIP(valueFrom)) ?? false;
  const hostIP = asksForHost ? await machine.address() : '';
  const environment = makeEnvironment(pod, container, { podIP, hostIP, allocatable: await machine.allocatable() });
  const mounts = await volumes.binds(pod, container, environment);
  return { environment, binds: [...mounts, ...(await disk.containerBinds(pod, container, podIP))] };
}

const isHostIP = (source: EnvVarSource = {}): boolean => source.fieldRef?.fieldPath === 'status.hostIP';

async function start(id: string, container: Container, sync: PodSync, host: ExecutionHost): Promise<void> {
  try {
    await host.runtime.startContainer(id);
  } catch (error) {
    if (isRuntimeError(error, 'Unavailable')) throw error;
    // Events name the container where the status has its id (kuberuntime_container.go recordContainerEvent).
    const message = (name: string) => `failed to start container "${name}": ${wordsOf(error)}`;
    const event = message(container.name).replaceAll(id, container.name);
    throw new StartFailure('RunContainerError', message(id), event, { cause: error });
  }
  host.events.container(sync.pod, container, 'Normal', 'Started', `Started container ${container.name}`);
}

/** Runs one step; its failure becomes the container's waiting reason. An engine that does not answer is nobody's reason. */
async function failAs<T>(
  reason: 'CreateContainerConfigError' | 'CreateContainerError',
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (isRuntimeError(error, 'Unavailable')) throw error;
    throw new StartFailure(reason, goError(error), goError(error), { cause: error });
  }
}
