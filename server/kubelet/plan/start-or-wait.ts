// A container is due: start it now, or wait? Upstream: kuberuntime_manager.go doBackOff; images/image_manager.go.
import { hashContainer } from '@/lib/k8s/container-hash';
import type { Container } from '@/lib/k8s/types';
import type { Because } from '@/lib/protocol/view';
import type { Action } from '../actions';
import { backOffSince, backOffSinceUpdate, containerBackOffKey, imageBackOffKey } from '../backoff';
import { containersOf, endOf, hasExited } from './instances';
import type { PodPlanInput } from './plan-input';

/** StartContainer with the next restart count, or Wait with the time at which the pod is planned again. */
export function startOrWait(container: Container, because: Because, input: PodPlanInput): Action {
  const crash = crashLoop(container, input);
  if (crash && 'kind' in crash) return crash;
  return (
    pullBackOff(container, input) ?? {
      kind: 'StartContainer',
      container: container.name,
      attempt: nextRestartCount(container.name, input),
      because: crash ?? because,
    }
  );
}

/** Counted from what is still on the engine: a removed instance's number is used again, as upstream. */
function nextRestartCount(name: string, { records }: PodPlanInput): number {
  const newest = containersOf(records, name)[0];
  return newest ? newest.attempt + 1 : 0;
}

/** A Wait inside the window, the reason for a start after it, nothing for a container that is not in a crash loop. */
function crashLoop(container: Container, { pod, records, backOff, now }: PodPlanInput): Action | Because | undefined {
  const name = container.name;
  const dead = containersOf(records, name).find(hasExited);
  const entry = backOff.get(containerBackOffKey(pod, container, hashContainer(container)));
  if (!dead || !entry) return undefined;
  const wait = backOffSince(entry, endOf(dead), now);
  const facts = { container: name, windowMs: entry.windowMs, restarts: dead.attempt, exitCode: dead.exitCode };
  if (!wait) return { code: 'BackOffOver', facts };
  const because: Because = { code: 'BackOff', facts: { ...facts, until: wait.until } };
  return { kind: 'Wait', container: name, ...wait, reason: 'CrashLoopBackOff', because };
}

function pullBackOff(container: Container, { pod, backOff, presentImages, now }: PodPlanInput): Action | undefined {
  const { name, image = '', imagePullPolicy } = container;
  if (imagePullPolicy === 'Never') return undefined;
  if (imagePullPolicy === 'IfNotPresent' && presentImages.has(image)) return undefined;
  const wait = backOffSinceUpdate(backOff.get(imageBackOffKey(pod, image)), now);
  if (!wait) return undefined;
  const because: Because = { code: 'PullBackOff', facts: { container: name, image, ...wait } };
  return { kind: 'Wait', container: name, ...wait, reason: 'ImagePullBackOff', because };
}
