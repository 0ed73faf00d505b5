// How far the initialization of a pod has come, and what it needs next.
// Upstream: kuberuntime_container.go findNextInitContainerToRun, isInitContainerFailed (1.20).
import type { Container, StaticPod } from '@/lib/k8s/types';
import type { Because } from '@/lib/protocol/view';
import type { ContainerRecord } from '../runtime-service';
import { containersOf, hasExited, isRunning } from './instances';

export type InitJudgement =
  /** All have succeeded (or there are none): the regular containers may start. */
  | { state: 'done' }
  /** One is at work: nothing is done until it ends. */
  | { state: 'running' }
  /** One has failed and the restart policy allows no second run. */
  | { state: 'failed'; because: Because }
  /** `unknown`: an instance of it whose state is not known, which has to be killed first. */
  | { state: 'next'; container: Container; unknown?: ContainerRecord; because: Because };

const hasFailed = (record: ContainerRecord): boolean =>
  record.state === 'unknown' || (hasExited(record) && record.exitCode !== 0);

/** Reads the newest instances from the last init container to the first; earlier ones that were collected since do not run again. */
export function judgeInitContainers(pod: StaticPod, records: readonly ContainerRecord[]): InitJudgement {
  const inits = pod.spec.initContainers ?? [];
  const [first] = inits;
  if (!first) return { state: 'done' };
  const backwards = inits
    .map((container, index) => ({ container, index, newest: containersOf(records, container.name)[0] }))
    .reverse();

  const failed = backwards.find(({ newest }) => newest && hasFailed(newest));
  if (failed?.newest) return afterFailure(failed.container, failed.newest, pod);

  const last = backwards.find(({ newest }) => newest && (isRunning(newest) || hasExited(newest)));
  if (!last?.newest) return { state: 'next', container: first, because: firstOf(first) };
  if (isRunning(last.newest)) return { state: 'running' };
  const next = inits[last.index + 1];
  if (!next) return { state: 'done' };
  const facts = { container: next.name, predecessor: last.container.name };
  return { state: 'next', container: next, because: { code: 'InitContainerDone', facts } };
}

/** Why the first init container comes before everything else. */
export const firstOf = ({ name }: Container): Because => ({ code: 'InitContainersFirst', facts: { container: name } });

function afterFailure(container: Container, newest: ContainerRecord, pod: StaticPod): InitJudgement {
  const { exitCode, attempt } = newest;
  const restartPolicy = pod.spec.restartPolicy ?? 'Always';
  const facts = { container: container.name, exitCode, restartPolicy, restarts: attempt };
  if (restartPolicy === 'Never') return { state: 'failed', because: { code: 'InitContainerFailed', facts } };
  if (newest.state !== 'unknown') {
    return { state: 'next', container, because: { code: 'ContainerExited', facts } };
  }
  const because: Because = { code: 'ContainerUnknown', facts: { container: container.name } };
  return { state: 'next', container, unknown: newest, because };
}
