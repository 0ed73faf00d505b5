// The decision: given what a pod should be and what is there, what has to be done, and why.
// Pure. Read it top to bottom; each branch names the rule of Kubernetes 1.20 that it follows
// (pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions, pkg/kubelet/kubelet.go syncPod).
import type { Container } from '@/lib/k8s/types';
import type { Because } from '@/lib/protocol/view';
import type { Action } from '../actions';
import { backOffSinceUpdate, sandboxBackOffKey } from '../backoff';
import { gracePeriodSeconds } from './grace-period';
import { containersOf, isRunning, sandboxesOf } from './instances';
import { judgeContainer, startReason } from './judge-container';
import { judgeSandbox, type SandboxJudgement } from './judge-sandbox';
import type { PodPlanInput } from './plan-input';
import { planPruning, planRemoval } from './plan-removal';
import { startOrWait } from './start-or-wait';

/** The actions that bring one pod from what is to what should be, in the order in which they are carried out; [] = all as desired. */
export function planPod(input: PodPlanInput): Action[] {
  const { termination, finished } = input;
  // A pod that has to end is only ever ended: kill, then clear away.
  if (termination) {
    const kills = killPod(input, termination.because);
    return kills.length > 0 ? kills : planRemoval(input.records, termination, input.now);
  }
  // Succeeded and Failed are final: the pod's sandbox goes, its dead containers stay for their logs.
  if (finished) return [...killPod(input, finished), ...planPruning(input.records)];
  const sandbox = judgeSandbox(input.pod, input.records);
  const actions = sandbox.usable ? planContainers(input) : planNewSandbox(input, sandbox);
  return [...actions, ...planPruning(input.records)];
}

/** Without a usable sandbox nothing of the pod can live: all of it is killed and, if anything is left to run, made anew. */
function planNewSandbox(input: PodPlanInput, judged: SandboxJudgement & { usable: false }): Action[] {
  const { pod, records, previous, now } = input;
  const { attempt, because } = judged;
  const kills = killPod(input, because);
  const due = pod.spec.containers.filter((container) => isDueInNewSandbox(container, input));
  const ranBefore = attempt !== 0 && containersOf(records).length > 0;
  if (due.length === 0 || (pod.spec.restartPolicy === 'Never' && ranBefore)) return kills;

  const wait = backOffSinceUpdate(input.backOff.get(sandboxBackOffKey(pod)), now);
  if (wait) {
    const facts = { container: 'POD', restarts: attempt, ...wait };
    const backOff: Because = { code: 'BackOff', facts };
    return [...kills, { kind: 'Wait', container: 'POD', ...wait, reason: 'CrashLoopBackOff', because: backOff }];
  }
  const starts = due.map((container) => {
    const newest = containersOf(records, container.name)[0];
    const why = newest && isRunning(newest) ? because : startReason(container, pod, newest, previous);
    return startOrWait(container, why, input);
  });
  return [...kills, { kind: 'CreateSandbox', attempt, because }, ...starts];
}

/** OnFailure: what has already succeeded is not run again for the sake of a new sandbox. */
function isDueInNewSandbox(container: Container, { pod, records }: PodPlanInput): boolean {
  const newest = containersOf(records, container.name)[0];
  return !(pod.spec.restartPolicy === 'OnFailure' && newest?.state === 'exited' && newest.exitCode === 0);
}

/** With a usable sandbox each container is looked at on its own. Init containers will come first here. */
function planContainers(input: PodPlanInput): Action[] {
  const { pod, records, previous } = input;
  const kills: Action[] = [];
  const starts: Action[] = [];
  let kept = 0;
  for (const container of pod.spec.containers) {
    const judged = judgeContainer(container, pod, records, previous);
    if (judged.needs === 'nothing') {
      if (judged.running) kept += 1;
      continue;
    }
    if (judged.needs === 'restart') {
      const { running, message, because } = judged;
      const graceSeconds = gracePeriodSeconds(pod);
      kills.push({
        kind: 'KillContainer',
        containerId: running.id,
        container: container.name,
        message,
        graceSeconds,
        because,
      });
    }
    starts.push(startOrWait(container, judged.because, input));
  }
  // Nothing runs and nothing will: the pod is done, and its sandbox with it.
  if (kept === 0 && starts.length === 0) return killPod(input, { code: 'PodCompleted', facts: {} });
  return [...kills, ...starts];
}

/** Containers first, all at once and with their grace; then the sandboxes that hold their network. */
function killPod({ pod, records }: PodPlanInput, because: Because): Action[] {
  const graceSeconds = gracePeriodSeconds(pod);
  const kills = containersOf(records)
    .filter(isRunning)
    .map(({ id, containerName }): Action => {
      const message = `Stopping container ${containerName}`;
      return { kind: 'KillContainer', containerId: id, container: containerName, message, graceSeconds, because };
    });
  const stops = sandboxesOf(records)
    .filter(isRunning)
    .map(({ id }): Action => ({ kind: 'StopSandbox', sandboxId: id, because }));
  return [...kills, ...stops];
}
