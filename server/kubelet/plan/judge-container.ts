// What one container of a pod with a usable sandbox needs.
// Upstream: kuberuntime_manager.go computePodActions and container/helpers.go ShouldContainerBeRestarted (1.20).
import { hashContainer } from '@/lib/k8s/container-hash';
import type { Container, PodSpec, PodStatus, StaticPod } from '@/lib/k8s/types';
import type { Because } from '@/lib/protocol/view';
import type { ContainerRecord } from '../runtime-service';
import { containersOf, couldNotStart, hasExited, isRunning } from './instances';
import type { PodPlanInput } from './plan-input';
import { NO_PROBES, type ProbeFacts } from './probe-facts';

export type ContainerJudgement =
  | { needs: 'nothing'; running: boolean }
  | { needs: 'start'; because: Because }
  /** A failed probe ends it, and the restart policy wants no other run. */
  | { needs: 'kill'; running: ContainerRecord; message: string; because: Because }
  /** Stop the running instance first. `message`: what the Killing event says. */
  | { needs: 'restart'; running: ContainerRecord; message: string; because: Because };

/** Does the restart policy want another run after this newest instance (none: it never ran)? */
export function shouldRestart(spec: PodSpec, newest: ContainerRecord | undefined): boolean {
  if (!newest || newest.state === 'unknown') return true;
  if (newest.state === 'created' && !couldNotStart(newest)) return true;
  if (isRunning(newest)) return false;
  if (spec.restartPolicy === 'Never') return false;
  return spec.restartPolicy === 'OnFailure' ? newest.exitCode !== 0 : true;
}

/** Why a container without a running instance is started. `previous`: what the kubelet reported last. */
export function startReason(
  container: Container,
  pod: StaticPod,
  newest: ContainerRecord | undefined,
  previous: PodStatus | undefined,
): Because {
  const name = container.name;
  if (!newest) return neverStarted(name, pod, previous);
  if (!hasExited(newest)) return { code: 'ContainerCreatedNotStarted', facts: { container: name } };
  const { exitCode, attempt } = newest;
  const restartPolicy = pod.spec.restartPolicy ?? 'Always';
  return { code: 'ContainerExited', facts: { container: name, exitCode, restartPolicy, restarts: attempt } };
}

function neverStarted(name: string, pod: StaticPod, previous: PodStatus | undefined): Because {
  const wasThere = previous?.containerStatuses?.some((status) => status.name === name && status.containerID);
  const code = pod.spec.initContainers?.length ? 'InitContainersDone' : 'NeverStarted';
  return { code: wasThere ? 'ContainerMissing' : code, facts: { container: name } };
}

/** Liveness before startup, as upstream looks; OnFailure counts a failed probe as a failure. */
function judgeProbes(newest: ContainerRecord, pod: StaticPod, { verdicts }: ProbeFacts): ContainerJudgement {
  const { id, containerName: name } = newest;
  for (const [type, code] of [
    ['Liveness', 'LivenessFailed'],
    ['Startup', 'StartupFailed'],
  ] as const) {
    const verdict = verdicts.get(id)?.get(type);
    if (verdict?.result !== 'Failure') continue;
    const { failures, output } = verdict;
    const restartPolicy = pod.spec.restartPolicy ?? 'Always';
    const because: Because = { code, facts: { container: name, failures, output, restartPolicy } };
    const message = `Container ${name} failed ${type.toLowerCase()} probe`;
    if (restartPolicy === 'Never') return { needs: 'kill', running: newest, message, because };
    return { needs: 'restart', running: newest, message: `${message}, will be restarted`, because };
  }
  return { needs: 'nothing', running: true };
}

/** Compares one container of the spec with its instances, and with what its probes say. */
export function judgeContainer(
  container: Container,
  { pod, records, previous, probes = NO_PROBES }: Pick<PodPlanInput, 'pod' | 'records' | 'previous' | 'probes'>,
): ContainerJudgement {
  const name = container.name;
  const newest = containersOf(records, name)[0];
  if (newest && isRunning(newest)) {
    if (newest.hash === hashContainer(container)) return judgeProbes(newest, pod, probes);
    // Regardless of the restart policy: what runs is not what is asked for.
    const message = `Container ${name} definition changed, will be restarted`;
    return {
      needs: 'restart',
      running: newest,
      message,
      because: { code: 'DefinitionChanged', facts: { container: name } },
    };
  }
  if (!shouldRestart(pod.spec, newest)) return { needs: 'nothing', running: false };
  if (newest?.state === 'unknown') {
    const message = 'Container is in "unknown" state, try killing it before restart';
    return {
      needs: 'restart',
      running: newest,
      message,
      because: { code: 'ContainerUnknown', facts: { container: name } },
    };
  }
  return { needs: 'start', because: startReason(container, pod, newest, previous) };
}
