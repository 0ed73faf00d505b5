// Nothing is done, but it is said: back-off shows in the status and as events. Upstream: kuberuntime_manager.go doBackOff.
import { containerNamed } from '@/lib/k8s/every-container';
import { formatGoDuration } from '@/lib/k8s/go-duration';
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { Container } from '@/lib/k8s/types';
import type { Action } from '../actions';
import type { StartError } from '../plan/plan-input';
import { type ExecutionHost, type PodSync, SyncError } from './host';

/** Notes why a container waits. Events come once per window. Throws SyncError, for a pod in back-off counts as failing. */
export function noteWait(action: Action & { kind: 'Wait' }, sync: PodSync, host: ExecutionHost): void {
  if (action.reason === 'VolumesNotReady') {
    host.volumes.noteWait(sync.pod, action.unmounted);
    return;
  }
  const container = containerNamed(sync.pod.spec, action.container);
  // A pod that waits for its sandbox: upstream shows nothing but ContainerCreating.
  if (!container) return;
  const error = waitError(action.reason, action.windowMs, container, sync);
  const known = sync.startErrors.get(container.name);
  if (known?.reason !== error.reason || known.message !== error.message) {
    sync.startErrors.set(container.name, error);
    recordWait(action, container, sync, host);
  }
  throw new SyncError('StartContainer', container.name, error.reason, error.message);
}

function waitError(
  reason: 'CrashLoopBackOff' | 'ImagePullBackOff',
  windowMs: number,
  container: Container,
  { pod }: PodSync,
): StartError {
  if (reason === 'ImagePullBackOff') return { reason, message: `Back-off pulling image "${container.image ?? ''}"` };
  const window = formatGoDuration(windowMs);
  const message = `back-off ${window} restarting failed container=${container.name} pod=${podDescriptor(pod)}`;
  return { reason, message };
}

function recordWait(
  { reason }: Action & { kind: 'Wait' },
  container: Container,
  { pod }: PodSync,
  host: ExecutionHost,
): void {
  if (reason === 'CrashLoopBackOff') {
    host.events.container(pod, container, 'Warning', 'BackOff', 'Back-off restarting failed container');
    return;
  }
  host.events.container(pod, container, 'Normal', 'BackOff', `Back-off pulling image "${container.image ?? ''}"`);
  host.events.container(pod, container, 'Warning', 'Failed', 'Error: ImagePullBackOff');
}
