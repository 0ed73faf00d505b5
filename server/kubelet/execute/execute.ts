// Carrying out one action: the only place where the kubelet changes anything on the engine.

import { containerNamed } from '@/lib/k8s/every-container';
import type { Action } from '../actions';
import { createSandbox } from './create-sandbox';
import type { ExecutionHost, PodSync } from './host';
import { killContainer } from './kill-container';
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
