// A pod's sandbox: the container that holds its network. Upstream: kuberuntime_sandbox.go, dockershim/docker_sandbox.go (1.20).

import { goQuote } from '@/lib/k8s/go-quote';
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { StaticPod } from '@/lib/k8s/types';
import type { Action } from '../actions';
import { sandboxBackOffKey } from '../backoff';
import type { SandboxCheckpoint } from '../disk/checkpoint-format';
import { limitPodCgroup } from '../disk/limit-pod-cgroup';
import { readResolvConf } from '../disk/resolv-conf';
import { type ContainerRecord, isRuntimeError, type SandboxConfig } from '../runtime-service';
import { grpcError, pullAsSomebody, wordsOf } from './ensure-image';
import { type ExecutionHost, type PodSync, SyncError } from './host';
import { podCgroupLimits } from './pod-cgroup-limits';
import { sandboxConfig } from './pod-config';
import { podDns } from './pod-dns';

/** Upstream tells of a changed sandbox only where it knows the old one. */
const CHANGED = new Set<Action['because']['code']>(['SandboxDead', 'SandboxesTooMany', 'SandboxWithoutAddress']);

/** Creates and starts the sandbox and keeps it for the containers of this sync. Throws SyncError. */
export async function createSandbox(
  action: Action & { kind: 'CreateSandbox' },
  sync: PodSync,
  host: ExecutionHost,
): Promise<string> {
  const { pod } = sync;
  const { backOff, events, clock } = host;
  if (CHANGED.has(action.because.code)) {
    events.pod(pod, 'Normal', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
  }
  try {
    const config = await configFor(pod, action.attempt, host);
    const sandbox = await runSandbox(config, host);
    sync.sandbox = sandbox;
    if (host.runtime.kind === 'docker') await limitPodCgroup(config.cgroupParent, podCgroupLimits(pod, host.settings));
    // Not waited for: a disk that is slow to sync must not hold up the pod.
    void host.checkpoints.write(sandbox.id, checkpointOf(pod, config));
    backOff.forget(sandboxBackOffKey(pod));
    return sandbox.id;
  } catch (error) {
    if (isRuntimeError(error, 'Unavailable')) throw error;
    backOff.advance(sandboxBackOffKey(pod), clock.now(), clock.now());
    const message = grpcError(sandboxFailure(error, pod.metadata.name));
    events.pod(pod, 'Warning', 'FailedCreatePodSandBox', `Failed to create pod sandbox: ${message}`);
    const target = podDescriptor(pod);
    const text = `CreatePodSandbox for pod ${goQuote(target)} failed: ${message}`;
    throw new SyncError('CreatePodSandbox', target, 'CreatePodSandboxError', text, { cause: error });
  }
}

/** What the engine is asked for. What there is to say about the pod's DNS is said once for each sandbox. */
async function configFor(pod: StaticPod, attempt: number, host: ExecutionHost): Promise<SandboxConfig> {
  const { settings, events, sandboxImage: image } = host;
  const { dns, warnings } = podDns(pod, await readResolvConf(settings.resolvConf), settings);
  for (const { reason, message } of warnings) events.pod(pod, 'Warning', reason, message);
  return sandboxConfig(pod, { attempt, image, dns, clusterDomain: settings.clusterDomain });
}

/** The sandbox image is looked for only after a refusal: it is nearly always there, and a start should not wait for the question. */
async function runSandbox(config: SandboxConfig, host: ExecutionHost): Promise<ContainerRecord> {
  const { runtime, pulls } = host;
  try {
    return await runtime.runSandbox(config);
  } catch (error) {
    if (!isRuntimeError(error, 'Create') && !isRuntimeError(error, 'NotFound')) throw error;
    if (await runtime.imageStatus(config.image)) throw error;
    await pulls
      .run(() => pullAsSomebody(config.image, host))
      .catch((cause: unknown) => {
        if (isRuntimeError(cause, 'Unavailable')) throw cause;
        throw new Error(`failed pulling image ${goQuote(config.image)}: ${wordsOf(cause)}`, { cause });
      });
    return runtime.runSandbox(config);
  }
}

const checkpointOf = ({ metadata }: StaticPod, { portMappings, hostNetwork }: SandboxConfig): SandboxCheckpoint => ({
  name: metadata.name,
  namespace: metadata.namespace,
  portMappings,
  hostNetwork,
});

function sandboxFailure(error: unknown, podName: string): string {
  if (isRuntimeError(error, 'Start')) {
    return `failed to start sandbox container for pod ${goQuote(podName)}: ${error.message}`;
  }
  if (isRuntimeError(error)) return `failed to create a sandbox for pod ${goQuote(podName)}: ${error.message}`;
  return wordsOf(error);
}
