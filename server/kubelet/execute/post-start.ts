// The postStart hook: it holds the pod's sync, and a container whose hook fails is killed.
// Upstream: kuberuntime_container.go startContainer, step 4 (1.20).
import type { Lifecycle } from '@/lib/k8s/pod-parts';
import type { Container } from '@/lib/k8s/types';
import { gracePeriodSeconds, preStopTime } from '../plan/grace-period';
import { wordsOf } from './ensure-image';
import { type ExecutionHost, type PodSync, SyncError } from './host';
import { killContainer } from './kill-container';
import { HookFailure, runHook } from './run-hook';

/** Resolves when the hook has succeeded, or at once without one. Throws SyncError after it has killed the container. */
export async function postStart(
  container: Container,
  containerId: string,
  sync: PodSync,
  host: ExecutionHost,
): Promise<void> {
  const handler = (container.lifecycle as Lifecycle | undefined)?.postStart;
  if (!handler) return;
  const { pod, startErrors } = sync;
  const signal = AbortSignal.any([sync.abandoned, sync.ended]);
  try {
    await runHook({ handler, pod, container, containerId, podIP: sync.sandbox?.ip ?? '', signal }, host);
  } catch (error) {
    if (!(error instanceof HookFailure)) throw error;
    host.events.container(pod, container, 'Warning', 'FailedPostStartHook', error.message);
    const reason = `PostStartHookError: ${error.why}` as const;
    startErrors.set(container.name, { reason, message: error.message });
    await killForHook(container, containerId, sync, host);
    throw new SyncError('StartContainer', container.name, reason, error.message, { cause: error });
  }
}

async function killForHook(
  container: Container,
  containerId: string,
  sync: PodSync,
  host: ExecutionHost,
): Promise<void> {
  const { pod } = sync;
  const hook = preStopTime(pod, container);
  const kill = {
    containerId,
    container: container.name,
    message: 'FailedPostStartHook',
    graceSeconds: gracePeriodSeconds(pod),
    ...(hook && { hook }),
  };
  try {
    await killContainer(kill, sync, host);
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    const name = `Failed to kill container "${container.name}"(id="docker://${containerId}") in pod "${pod.metadata.name}"`;
    host.klog.error('kuberuntime_container.go:251', `${name}: PostStartHookError, ${wordsOf(error)}`);
  }
}
