// What one pod of the view looks like, and in which order pods stand.
import type { Mark } from '@/components/ui/state-mark';
import type { StageTexts } from '@/lib/i18n/stage';
import type { ContainerView, LabView, PodView } from '@/lib/protocol/view';
import { compareNames } from './names';

export const allContainers = (pod: PodView): ContainerView[] =>
  pod.sandbox ? [pod.sandbox, ...pod.containers] : pod.containers;

/** The containers that stay; init containers come before and are no part of Ready. */
export const appContainers = (pod: PodView): ContainerView[] => pod.containers.filter(({ init }) => !init);
export const initContainers = (pod: PodView): ContainerView[] => pod.containers.filter(({ init }) => init);

/** Wanted, and nothing of it is on the engine. */
export const isPlanned = (pod: PodView): boolean =>
  allContainers(pod).every((container) => container.instances.length === 0 && container.state !== 'starting');

const finished = (pod: PodView): boolean => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';

/** Actual is as desired: it runs, or it has finished for good. */
export const isSettled = (pod: PodView): boolean =>
  pod.desired &&
  !pod.terminating &&
  (finished(pod) || (pod.containers.length > 0 && appContainers(pod).every((c) => c.state === 'running')));

/** Running and Ready: nothing to look at. Without a kubelet nobody knows of Ready, so running is enough. */
export const isQuiet = (pod: PodView): boolean =>
  !pod.terminating &&
  (pod.status === undefined || pod.status.phase === 'Running') &&
  pod.containers.length > 0 &&
  appContainers(pod).every((c) => c.state === 'running' && (c.ready || pod.status === undefined));

/** When something last happened to it on the engine, ms since the epoch; 0 for never. */
export const changedAt = (pod: PodView): number =>
  Math.max(
    0,
    ...allContainers(pod).flatMap((c) =>
      c.instances.map((i) => Math.max(i.createdAt, i.startedAt ?? 0, i.finishedAt ?? 0)),
    ),
  );

export const restartsOf = (pod: PodView): number => pod.containers.reduce((sum, c) => sum + c.restartCount, 0);
export const readyCount = (pod: PodView): string =>
  `${appContainers(pod).filter((c) => c.ready || (pod.status === undefined && c.state === 'running')).length}/${appContainers(pod).length}`;

/** The pod's phase as a mark; without a kubelet it has none. */
export function podMark(pod: PodView, texts: StageTexts['actual']): Mark {
  if (pod.terminating) return { state: 'terminating', icon: 'log-out', word: 'Terminating' };
  switch (pod.status?.phase) {
    case undefined:
      return { state: 'unknown', icon: 'circle-question-mark', word: texts.withoutKubelet };
    case 'Pending':
      return { state: 'pending', icon: 'loader', word: 'Pending' };
    case 'Running':
      return { state: 'running', icon: 'circle-check', word: 'Running' };
    case 'Succeeded':
      return { state: 'succeeded', icon: 'flag', word: 'Succeeded' };
    case 'Failed':
      return { state: 'failed', icon: 'circle-x', word: 'Failed' };
    case 'Unknown':
      return { state: 'unknown', icon: 'circle-question-mark', word: 'Unknown' };
  }
}

/** By name, so that rooms don't jump when one comes or goes. */
export const byName = (a: PodView, b: PodView): number => compareNames(a.name, b.name) || (a.uid < b.uid ? -1 : 1);

const sorted = new WeakMap<LabView['pods'], PodView[]>();

/** The pods of a view, by name. Not to be changed: whoever asks for the same view gets the same list. */
export function sortedPods({ pods }: Pick<LabView, 'pods'>): readonly PodView[] {
  const known = sorted.get(pods) ?? Object.values(pods).sort(byName);
  sorted.set(pods, known);
  return known;
}

export interface Counts {
  running: number;
  starting: number;
  exited: number;
}

/** Containers and sandboxes on the engine, dead ones included. */
export function countInstances(pods: Iterable<PodView>): Counts {
  const counts: Counts = { running: 0, starting: 0, exited: 0 };
  for (const pod of pods) {
    for (const container of allContainers(pod)) {
      const states = container.instances.map((instance) => instance.state);
      counts.running += states.filter((state) => state === 'running').length;
      counts.exited += states.filter((state) => state === 'exited' || state === 'unknown').length;
      const created = states.filter((state) => state === 'created').length;
      const announced =
        container.state === 'starting' && !container.instances.some((i) => i.attempt === container.attempt) ? 1 : 0;
      counts.starting += created + announced;
    }
  }
  return counts;
}
