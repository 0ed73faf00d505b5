// The image of a container is on the node, or why it is not. Upstream: pkg/kubelet/images/image_manager.go (1.20).
import { formatGoDuration } from '@/lib/k8s/go-duration';
import { goQuote } from '@/lib/k8s/go-quote';
import type { Container } from '@/lib/k8s/types';
import { imageBackOffKey } from '../backoff';
import type { StartError } from '../plan/plan-input';
import { type ImageInfo, isRuntimeError, type StoredImage } from '../runtime-service';
import type { ExecutionHost, PodSync } from './host';
import { PullQpsExceeded } from './pull-queue';

/** A container was not started; the reason goes to its status. `event`: what the Failed event says after `Error: `. */
export class StartFailure extends Error {
  override name = 'StartFailure';

  constructor(
    readonly reason: StartError['reason'],
    message: string,
    readonly event: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The engine speaks to the kubelet over gRPC upstream, and these words of it reach statuses and events. */
export const grpcError = (message: string): string => `rpc error: code = Unknown desc = ${message}`;
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const imageFailure = (reason: StartError['reason'], message: string, cause?: unknown): StartFailure =>
  new StartFailure(reason, message, reason, { cause });

/** Looks for the image and pulls it where the policy says so. Throws StartFailure, or Unavailable from the engine. */
export async function ensureImage(container: Container, sync: PodSync, host: ExecutionHost): Promise<ImageInfo> {
  const { image = '', imagePullPolicy } = container;
  const present = await imageOnNode(container, sync, host);
  if (present && imagePullPolicy !== 'Always') {
    const message = `Container image "${image}" already present on machine`;
    host.events.container(sync.pod, container, 'Normal', 'Pulled', message);
    return present;
  }
  if (imagePullPolicy === 'Never') {
    const message = `Container image "${image}" is not present with pull policy of Never`;
    host.events.container(sync.pod, container, 'Warning', 'ErrImageNeverPull', message);
    throw imageFailure('ErrImageNeverPull', message);
  }
  tellOfPullSecrets(sync, host);
  const before = host.runtime.images().catch(() => null);
  const pulled = await pull(container, sync, host);
  void notePulled(pulled, await before, host);
  return pulled;
}

/** Secrets come from the API server; upstream says this at each sync of the pod (kubelet_pods.go getPullSecretsForPod). */
function tellOfPullSecrets({ pod }: PodSync, { klog }: ExecutionHost): void {
  const { namespace, name } = pod.metadata;
  for (const { name: secret } of (pod.spec.imagePullSecrets ?? []) as { name?: string }[]) {
    const why = 'failed to sync secret cache: timed out waiting for the condition';
    const what = `Unable to retrieve pull secret ${namespace}/${secret} for ${namespace}/${name} due to ${why}.`;
    klog.warning('kubelet_pods.go:886', `${what}  The image pull may not succeed.`);
  }
}

/** What this kubelet has brought it may remove again (housekeeping/image-gc.ts), but not what was there before, under whatever name. */
async function notePulled({ id }: ImageInfo, before: StoredImage[] | null, { pulled }: ExecutionHost): Promise<void> {
  if (before?.every((image) => image.id !== id)) await pulled.add(id);
}

async function imageOnNode(container: Container, sync: PodSync, host: ExecutionHost): Promise<ImageInfo | null> {
  const { image = '' } = container;
  try {
    return await host.runtime.imageStatus(image);
  } catch (error) {
    if (isRuntimeError(error, 'Unavailable')) throw error;
    const invalid = isRuntimeError(error, 'Invalid');
    const what = invalid ? 'Failed to apply default image tag' : 'Failed to inspect image';
    const message = `${what} ${goQuote(image)}: ${wordsOf(error)}`;
    host.events.container(sync.pod, container, 'Warning', 'InspectFailed', message);
    throw imageFailure(invalid ? 'InvalidImageName' : 'ImageInspectError', message, error);
  }
}

async function pull(container: Container, sync: PodSync, host: ExecutionHost): Promise<ImageInfo> {
  const { clock, events, pulls, backOff } = host;
  const { image = '' } = container;
  events.container(sync.pod, container, 'Normal', 'Pulling', `Pulling image "${image}"`);
  const began = clock.now();
  try {
    const pulled = await orAbandoned(
      pulls.runThrottled(() => pullAsSomebody(image, host)),
      sync.abandoned,
    );
    const seconds = formatGoDuration(clock.now() - began);
    events.container(sync.pod, container, 'Normal', 'Pulled', `Successfully pulled image "${image}" in ${seconds}`);
    return pulled;
  } catch (error) {
    if (sync.abandoned.aborted || isRuntimeError(error, 'Unavailable')) throw error;
    backOff.advance(imageBackOffKey(sync.pod, image), clock.now(), clock.now());
    const message = error instanceof PullQpsExceeded ? error.message : grpcError(wordsOf(error));
    host.klog.error('kuberuntime_image.go:51', `Pull image ${goQuote(image)} failed: ${message}`);
    events.container(sync.pod, container, 'Warning', 'Failed', `Failed to pull image "${image}": ${message}`);
    throw imageFailure('ErrImagePull', message, error);
  }
}

/** With each credential that fits, in turn; without one as nobody (kuberuntime_image.go PullImage). Rejects with the last refusal. */
export async function pullAsSomebody(
  image: string,
  { runtime, credentialsFor }: Pick<ExecutionHost, 'runtime' | 'credentialsFor'>,
): Promise<ImageInfo> {
  const [first, ...others] = await credentialsFor(image);
  let attempt = runtime.pullImage(image, first);
  for (const credentials of others) attempt = attempt.catch(() => runtime.pullImage(image, credentials));
  return attempt;
}

/** A pod that has to end does not wait for a slow registry. The pull itself goes on: other pods may want the image. */
function orAbandoned<T>(work: Promise<T>, abandoned: AbortSignal): Promise<T> {
  if (abandoned.aborted) return Promise.reject(new Error('the pod is being terminated'));
  return new Promise((resolve, reject) => {
    const give = () => reject(new Error('the pod is being terminated'));
    abandoned.addEventListener('abort', give, { once: true });
    work.then(resolve, reject).finally(() => abandoned.removeEventListener('abort', give));
  });
}
