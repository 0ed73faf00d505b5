import type { ContainerView, InstanceView, PodView } from '@/lib/protocol/view';
import { type Facts, shortId } from '../facts';
import { CONTAINER_PART_KEYS, endFacts, endResult, lastEnd, partResult } from './container-parts';
import { findPod } from './find';
import { type CheckContext, type CheckResult, met, unmet, watching } from './result';
import type { LeafOf } from './schema';

export const CONTAINER_KEYS = [
  'pod.missing',
  'container.missing',
  'container.alive',
  'container.diedOtherwise',
  'container.attempt',
  'container.state',
  'container.ended',
  'container.starting',
  'container.waiting',
  'container.reason',
  'container.exitCode',
  'container.restarts',
  'container.notReady',
  'container.ready',
  ...CONTAINER_PART_KEYS,
] as const;

type ContainerCheck = LeafOf<'container'>;

export function evaluateContainer(check: ContainerCheck, context: CheckContext): CheckResult {
  const pod = findPod(context.view, check.pod);
  if (!pod) return unmet('pod.missing', { pod: check.pod });
  const container = pod.containers.find(({ name }) => name === check.container);
  if (!container) return unmet('container.missing', { pod: check.pod, container: check.container });
  const end = lastEnd(pod, check.container);
  const facts = { ...containerFacts(pod, container), ...endFacts(end) };
  const dead = check.died && deathSince(container, context.enteredAt);
  const death = check.died ? diedResult(check.died, dead, facts) : undefined;
  if (death) return death;
  const deathFacts: Facts = dead
    ? { deadId: shortId(dead.id), deadAttempt: dead.attempt, deadExitCode: dead.exitCode, diedAt: dead.finishedAt ?? 0 }
    : {};
  const missing =
    attemptResult(check, pod, context, facts) ??
    endResult(check, end, facts) ??
    stateResult(check, container, facts) ??
    partResult(check, container, facts, context);
  if (missing) return missing;
  const at = check.state === 'running' ? container.instances[0]?.startedAt : dead?.finishedAt;
  return met({ ...facts, ...deathFacts }, at ?? undefined);
}

type ContainerFacts = ReturnType<typeof containerFacts> & Facts;

function containerFacts(pod: PodView, container: ContainerView) {
  const newest = container.instances[0];
  const before = container.instances[1];
  return {
    pod: pod.baseName,
    podName: pod.name,
    uid: pod.uid,
    container: container.name,
    id: shortId(newest?.id ?? ''),
    image: container.image,
    state: container.state,
    reason: container.reason,
    attempt: newest?.attempt ?? container.attempt,
    restartCount: container.restartCount,
    exitCode: newest?.exitCode ?? 0,
    startedAt: newest?.startedAt ?? 0,
    finishedAt: newest?.finishedAt ?? 0,
    waitMs: container.waitMs ?? 0,
    waitUntil: container.waitUntil ?? 0,
    /** ms between the end of the instance before and the start of this one. */
    gapMs: newest?.startedAt && before?.finishedAt ? newest.startedAt - before.finishedAt : 0,
  };
}

const deathSince = (container: ContainerView, since: number): InstanceView | undefined =>
  container.instances.find((instance) => instance.state === 'exited' && (instance.finishedAt ?? 0) >= since);

function diedResult(
  died: NonNullable<ContainerCheck['died']>,
  dead: InstanceView | undefined,
  facts: ContainerFacts,
): CheckResult | undefined {
  if (!dead) return unmet('container.alive', facts);
  if (died.exitCode === undefined || dead.exitCode === died.exitCode) return undefined;
  return unmet('container.diedOtherwise', { ...facts, exitCode: dead.exitCode, wanted: died.exitCode });
}

function attemptResult(
  check: ContainerCheck,
  pod: PodView,
  { history }: CheckContext,
  facts: ContainerFacts,
): CheckResult | undefined {
  const { attempt } = check;
  if (attempt === undefined) return undefined;
  const first = history.attempts[`${pod.uid}/${check.container}`] ?? facts.attempt;
  const wanted = typeof attempt === 'object' && 'more' in attempt ? { atLeast: first + attempt.more } : attempt;
  if (satisfies(facts.attempt, wanted)) return undefined;
  const more = { ...facts, wanted: typeof wanted === 'object' ? wanted.atLeast : wanted };
  if (facts.state === 'waiting') return watching('container.waiting', more);
  if (facts.state === 'exited') return watching('container.ended', more);
  return (facts.state === 'running' ? unmet : watching)('container.attempt', more);
}

type Count = number | { atLeast: number };
const satisfies = (value: number, wanted: Count): boolean =>
  typeof wanted === 'number' ? value === wanted : value >= wanted.atLeast;

/** The first of the remaining conditions that does not hold. */
function stateResult(check: ContainerCheck, container: ContainerView, facts: ContainerFacts): CheckResult | undefined {
  const wanted = check.state ?? (check.steady === undefined ? undefined : 'running');
  if (wanted !== undefined && container.state !== wanted) {
    if (container.state === 'waiting') return watching('container.waiting', { ...facts, wanted });
    if (container.state === 'exited') return watching('container.ended', { ...facts, wanted });
    const onTheWay = ['planned', 'starting', 'created'].includes(container.state);
    return (onTheWay ? watching : unmet)(onTheWay ? 'container.starting' : 'container.state', { ...facts, wanted });
  }
  if (check.reason !== undefined && container.reason !== check.reason) {
    return unmet('container.reason', { ...facts, wanted: check.reason });
  }
  if (check.exitCode !== undefined && facts.exitCode !== check.exitCode) {
    return unmet('container.exitCode', { ...facts, wanted: check.exitCode });
  }
  if (check.restartCount !== undefined && !satisfies(facts.restartCount, check.restartCount)) {
    const least = typeof check.restartCount === 'number' ? check.restartCount : check.restartCount.atLeast;
    return unmet('container.restarts', { ...facts, wanted: least });
  }
  if (check.ready === true && !container.ready) return watching('container.notReady', facts);
  if (check.ready === false && container.ready) return unmet('container.ready', facts);
  return undefined;
}
