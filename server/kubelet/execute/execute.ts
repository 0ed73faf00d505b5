// Carrying out one action: the only place where the kubelet changes anything on the engine.

import { containerNamed } from '@/lib/k8s/every-container';
import { goQuote } from '@/lib/k8s/go-quote';
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { Action } from '../actions';
import { isRuntimeError } from '../runtime-service';
import { createSandbox } from './create-sandbox';
import { grpcError, wordsOf } from './ensure-image';
import { type ExecutionHost, type PodSync, SyncError } from './host';
import { noteWait } from './note-wait';
import { startContainer } from './start-container';

/** Does what the action says; returns the id of what it created, if anything. Throws SyncError, or what the engine threw. */
export async function execute(action: Action, sync: PodSync, host: ExecutionHost): Promise<string | undefined> {
  switch (action.kind) {
    case 'MountVolume':
      await host.volumes.mount(sync.pod, action.volume);
      return undefined;
    case 'UnmountVolume':
      await host.volumes.unmount(sync.pod, action.volume);
      return undefined;
    case 'KillContainer':
      await killContainer(action, sync, host);
      return undefined;
    case 'StopSandbox':
      await host.runtime.stopSandbox(action.sandboxId);
      return undefined;
    case 'CreateSandbox':
      return createSandbox(action, sync, host);
    case 'StartContainer': {
      const container = containerNamed(sync.pod.spec, action.container);
      if (!container) throw new Error(`no container ${action.container} in the spec`);
      return startContainer(container, action.attempt, sync, host);
    }
    case 'Wait':
      noteWait(action, sync, host);
      return undefined;
    case 'RemoveContainer':
      await removeContainer(action, sync, host);
      return undefined;
    case 'RemoveSandbox':
      await host.runtime.removeSandbox(action.sandboxId);
      await host.checkpoints.remove(action.sandboxId);
      return undefined;
  }
}

async function killContainer(
  action: Action & { kind: 'KillContainer' },
  { pod }: PodSync,
  { runtime, events, klog }: ExecutionHost,
): Promise<void> {
  const { containerId, container, message, graceSeconds } = action;
  events.container(pod, { name: container }, 'Normal', 'Killing', message);
  const id = `docker://${containerId}`;
  klog.info(
    2,
    'kuberuntime_container.go:635',
    `Killing container ${goQuote(id)} with a ${graceSeconds} second grace period`,
  );
  try {
    await runtime.stopContainer(containerId, graceSeconds);
  } catch (error) {
    if (isRuntimeError(error, 'Unavailable')) throw error;
    const where = `killContainer ${goQuote(container)}(id={"docker" ${goQuote(containerId)}}) for pod ${goQuote(podDescriptor(pod))}`;
    klog.error('kuberuntime_container.go:662', `${where} failed: ${grpcError(wordsOf(error))}`);
    throw new SyncError('KillContainer', container, 'KillContainerError', grpcError(wordsOf(error)), { cause: error });
  }
}

/** The links to a log go before the log does. */
async function removeContainer(
  { containerId }: Action & { kind: 'RemoveContainer' },
  { records }: PodSync,
  { runtime, disk, klog }: ExecutionHost,
): Promise<void> {
  klog.info(0, 'scope.go:95', `[topologymanager] RemoveContainer - Container ID: ${containerId}`);
  const record = records.find(({ id }) => id === containerId);
  if (record) await disk.unlinkLog(record);
  await runtime.removeContainer(containerId);
}
