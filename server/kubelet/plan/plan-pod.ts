// The decision: given what a pod should be and what is there, what has to be done, and why.
// Pure. Read it top to bottom; each branch names the rule of Kubernetes 1.20 that it follows
// (pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions, pkg/kubelet/kubelet.go syncPod).
import { containerNamed } from '@/lib/k8s/every-container';
import type { Container } from '@/lib/k8s/types';
import type { Because } from '@/lib/protocol/view';
import type { Action } from '../actions';
import { backOffSinceUpdate, sandboxBackOffKey } from '../backoff';
import type { ContainerRecord } from '../runtime-service';
import { gracePeriodSeconds, preStopTime } from './grace-period';
import { containersOf, isRunning, sandboxesOf } from './instances';
import { judgeContainer, startReason } from './judge-container';
import { firstOf, judgeInitContainers } from './judge-init-containers';
import { judgeSandbox, type SandboxJudgement } from './judge-sandbox';
import type { PodPlanInput } from './plan-input';
import { planPruning, planRemoval } from './plan-removal';
import { planUnmounts, planVolumes } from './plan-volumes';
import { startOrWait } from './start-or-wait';

/** The actions that bring one pod from what is to what should be, in the order in which they are carried out; [] = all as desired. */
export function planPod(input: PodPlanInput): Action[] {
  const { termination, finished, blocked } = input;
  // A pod that has to end is only ever ended: kill, then clear away.
  if (termination) {
    const kills = killPod(input, termination.because);
    if (kills.length > 0) return kills;
    return [...planUnmounts(input, termination.because), ...planRemoval(input.records, termination, input.now)];
  }
  // Succeeded and Failed are final: the pod's sandbox goes, its dead containers stay for their logs.
  if (finished) {
    const kills = killPod(input, finished);
    const unmounts = kills.length > 0 ? [] : planUnmounts(input, finished);
    return [...kills, ...unmounts, ...planPruning(input.records, input.pruning)];
  }
  if (blocked) return killPod(input, { code: 'PodBlocked', facts: { reason: blocked.reason } });
  const volumes = planVolumes(input);
  // Nothing else is done for a pod that waits for a volume, not even for its containers that run (kubelet.go syncPod, step 10).
  if (volumes.blocked) return volumes.actions;
  const sandbox = judgeSandbox(input.pod, input.records);
  const actions = sandbox.usable ? planInUsableSandbox(input) : planNewSandbox(input, sandbox);
  const removed = new Set(actions.flatMap((action) => (action.kind === 'RemoveContainer' ? [action.containerId] : [])));
  const left = input.records.filter(({ id }) => !removed.has(id));
  // Kills run side by side only at the head of a plan: they wait for the next one.
  if (volumes.actions.length > 0 && actions.some(({ kind }) => kind === 'KillContainer')) return volumes.actions;
  return [...volumes.actions, ...actions, ...planPruning(left, input.pruning)];
}

/** Without a usable sandbox nothing of the pod can live: all of it is killed and, if anything is left to run, made anew. */
function planNewSandbox(input: PodPlanInput, judged: SandboxJudgement & { usable: false }): Action[] {
  const { pod, records, now } = input;
  const { attempt, because } = judged;
  const kills = killPod(input, because);
  const due = pod.spec.containers.filter((container) => isDueInNewSandbox(container, input));
  const isOver = due.length === 0 && judgeInitContainers(pod, records).state === 'done';
  const ranBefore = attempt !== 0 && containersOf(records).length > 0;
  if (isOver || (pod.spec.restartPolicy === 'Never' && ranBefore)) return kills;

  const wait = backOffSinceUpdate(input.backOff.get(sandboxBackOffKey(pod)), now);
  if (wait) {
    const facts = { container: 'POD', restarts: attempt, ...wait };
    const backOff: Because = { code: 'BackOff', facts };
    return [...kills, { kind: 'Wait', container: 'POD', ...wait, reason: 'CrashLoopBackOff', because: backOff }];
  }
  const create: Action = { kind: 'CreateSandbox', attempt, because };
  const [firstInit] = pod.spec.initContainers ?? [];
  if (firstInit) {
    return [
      ...kills,
      ...forgetInitContainers(input, because),
      create,
      startOrWait(firstInit, firstOf(firstInit), input),
    ];
  }
  return [...kills, create, ...due.map((container) => startInNewSandbox(container, because, input))];
}

/** What ran is started because its sandbox went; what did not, for reasons of its own. */
function startInNewSandbox(container: Container, because: Because, input: PodPlanInput): Action {
  const newest = containersOf(input.records, container.name)[0];
  const why = newest && isRunning(newest) ? because : startReason(container, input.pod, newest, input.previous);
  return startOrWait(container, why, input);
}

/** A new sandbox is a new initialization: nothing may remind of the old one (kuberuntime_container.go purgeInitContainers). */
function forgetInitContainers({ pod, records }: PodPlanInput, because: Because): Action[] {
  return (pod.spec.initContainers ?? []).flatMap(({ name }) =>
    containersOf(records, name).map(
      ({ id }): Action => ({ kind: 'RemoveContainer', containerId: id, container: name, because }),
    ),
  );
}

/** OnFailure: what has already succeeded is not run again for the sake of a new sandbox. */
function isDueInNewSandbox(container: Container, { pod, records }: PodPlanInput): boolean {
  const newest = containersOf(records, container.name)[0];
  return !(pod.spec.restartPolicy === 'OnFailure' && newest?.state === 'exited' && newest.exitCode === 0);
}

/** One init container after the other, and only then the regular ones. */
function planInUsableSandbox(input: PodPlanInput): Action[] {
  const init = judgeInitContainers(input.pod, input.records);
  switch (init.state) {
    case 'running':
      return [];
    case 'failed':
      return killPod(input, init.because);
    case 'next': {
      const { container, unknown, because } = init;
      const message = 'Init container is in "unknown" state, try killing it before restart';
      const kills = unknown ? [killContainer(unknown, message, because, input)] : [];
      return [...kills, startOrWait(container, because, input)];
    }
    case 'done':
      return planContainers(input);
  }
}

/** Each regular container is looked at on its own. */
function planContainers(input: PodPlanInput): Action[] {
  const kills: Action[] = [];
  const starts: Action[] = [];
  let kept = 0;
  for (const container of input.pod.spec.containers) {
    const judged = judgeContainer(container, input);
    if (judged.needs === 'nothing') {
      if (judged.running) kept += 1;
      continue;
    }
    if (judged.needs !== 'start') kills.push(killContainer(judged.running, judged.message, judged.because, input));
    if (judged.needs !== 'kill') starts.push(startOrWait(container, judged.because, input));
  }
  // Nothing runs that may go on, and nothing will be started: the pod is done, and its sandbox with it.
  const because = kills[0]?.because ?? { code: 'PodCompleted', facts: {} };
  if (kept === 0 && starts.length === 0) return killPod(input, because);
  return [...kills, ...starts];
}

function killContainer(
  { id, containerName }: ContainerRecord,
  message: string,
  because: Because,
  { pod, graceOverride }: PodPlanInput,
): Action {
  const container = containerNamed(pod.spec, containerName);
  const hook = container && preStopTime(pod, container, graceOverride);
  return {
    kind: 'KillContainer',
    containerId: id,
    container: containerName,
    message,
    graceSeconds: graceOverride ?? gracePeriodSeconds(pod),
    ...(hook && { hook }),
    because,
  };
}

/** Containers first, all at once and with their grace; then the sandboxes that hold their network. */
function killPod(input: PodPlanInput, because: Because): Action[] {
  const { records } = input;
  const kills = containersOf(records)
    .filter(isRunning)
    .map((record) => killContainer(record, `Stopping container ${record.containerName}`, because, input));
  const stops = sandboxesOf(records)
    .filter(isRunning)
    .map(({ id }): Action => ({ kind: 'StopSandbox', sandboxId: id, because }));
  return [...kills, ...stops];
}
