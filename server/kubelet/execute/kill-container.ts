// Ending one container: the event, the preStop hook, SIGTERM, SIGKILL. Upstream: kuberuntime_container.go killContainer (1.20).
import { containerNamed } from '@/lib/k8s/every-container';
import { goQuote } from '@/lib/k8s/go-quote';
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { Container } from '@/lib/k8s/types';
import type { Action } from '../actions';
import { MINIMUM_GRACE_SECONDS, preStopOf } from '../plan/grace-period';
import { isRunning, sandboxesOf } from '../plan/instances';
import { isRuntimeError } from '../runtime-service';
import { grpcError, wordsOf } from './ensure-image';
import { type ExecutionHost, type PodSync, SyncError } from './host';
import { HookAbandoned, HookFailure, runHook } from './run-hook';

/** Everything about one kill. */
type Kill = Pick<Action & { kind: 'KillContainer' }, 'containerId' | 'container' | 'message' | 'graceSeconds' | 'hook'>;

/** Resolves when it is dead. Throws SyncError, or Unavailable. When the kubelet ends meanwhile, the container is left running. */
export async function killContainer(kill: Kill, sync: PodSync, host: ExecutionHost): Promise<void> {
  const { containerId, container, message } = kill;
  const { runtime, events, klog } = host;
  events.container(sync.pod, { name: container }, 'Normal', 'Killing', message);
  const graceSeconds = await afterPreStop(kill, sync, host);
  if (sync.ended.aborted) return;
  const id = goQuote(`docker://${containerId}`);
  klog.info(2, 'kuberuntime_container.go:635', `Killing container ${id} with a ${graceSeconds} second grace period`);
  try {
    await runtime.stopContainer(containerId, graceSeconds);
    klog.info(3, 'kuberuntime_container.go:641', `Container ${id} exited normally`);
  } catch (error) {
    if (isRuntimeError(error, 'Unavailable')) throw error;
    const where = `killContainer ${goQuote(container)}(id={"docker" ${goQuote(containerId)}}) for pod ${goQuote(podDescriptor(sync.pod))}`;
    klog.error('kuberuntime_container.go:662', `${where} failed: ${grpcError(wordsOf(error))}`);
    throw new SyncError('KillContainer', container, 'KillContainerError', grpcError(wordsOf(error)), { cause: error });
  }
}

/** Runs the preStop hook, if there is one and time for it; returns the seconds of grace that are left. */
async function afterPreStop(kill: Kill, sync: PodSync, host: ExecutionHost): Promise<number> {
  const { hook, graceSeconds } = kill;
  const container = containerNamed(sync.pod.spec, kill.container);
  if (!container || !hook) return graceSeconds;
  const { clock, klog } = host;
  const id = goQuote(`docker://${kill.containerId}`);
  klog.info(3, 'kuberuntime_container.go:548', `Running preStop hook for container ${id}`);
  const began = clock.now();
  const given = new AbortController();
  const done = preStop(container, kill.containerId, sync, host).then(() => {
    klog.info(3, 'kuberuntime_container.go:574', `preStop hook for container ${id} completed`);
    given.abort();
  });
  const late = clock.sleep(hook.seconds * 1000, AbortSignal.any([given.signal, sync.ended])).then(() => {
    if (given.signal.aborted || sync.ended.aborted) return;
    const words = `preStop hook for container ${id} did not complete in ${hook.seconds} seconds`;
    klog.info(2, 'kuberuntime_container.go:572', words);
  });
  // A hook that overruns goes on until its container dies: its failure is then still told.
  await Promise.race([done, late]);
  const spent = Math.floor((clock.now() - began) / 1000);
  return hook.spendsGrace ? Math.max(MINIMUM_GRACE_SECONDS, hook.seconds - spent) : graceSeconds;
}

/** Its failure is told, and changes nothing. */
async function preStop(container: Container, containerId: string, sync: PodSync, host: ExecutionHost): Promise<void> {
  const handler = preStopOf(container);
  if (!handler) return;
  const podIP = sandboxesOf(sync.records).find(isRunning)?.ip ?? sync.sandbox?.ip ?? '';
  try {
    await runHook({ handler, pod: sync.pod, container, containerId, podIP, signal: sync.ended }, host);
  } catch (error) {
    if (error instanceof HookAbandoned) return;
    const why = error instanceof HookFailure ? error.why : wordsOf(error);
    const message = error instanceof HookFailure ? error.message : why;
    host.klog.error(
      'kuberuntime_container.go:567',
      `preStop hook for container ${goQuote(container.name)} failed: ${why}`,
    );
    host.events.container(sync.pod, container, 'Warning', 'FailedPreStopHook', message);
  }
}
