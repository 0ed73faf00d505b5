// What one container of the view looks like: its word and icon, its dead predecessor, its wait.
import type { Mark } from '@/components/ui/state-mark';
import type { StageTexts } from '@/lib/i18n/stage';
import type { ContainerView, InstanceView } from '@/lib/protocol/view';

/** Waiting reasons that mean "on its way" rather than "held up". */
const ON_ITS_WAY = new Set(['', 'ContainerCreating', 'PodInitializing']);

export const currentInstance = (container: ContainerView): InstanceView | undefined =>
  container.instances.find((instance) => instance.attempt === container.attempt);

/** Engine id of what runs now: what a kill is aimed at. */
export const runningId = (container: ContainerView): string | undefined =>
  container.instances.find((instance) => instance.state === 'running')?.id;

/** The last dead instance, unless the block itself already speaks of it. */
export function deadInstance(container: ContainerView): InstanceView | undefined {
  const blockIsInstance = !['planned', 'waiting', 'starting'].includes(container.state);
  return container.instances.find(
    (instance) =>
      (instance.state === 'exited' || instance.state === 'unknown') &&
      !(blockIsInstance && instance.attempt === container.attempt),
  );
}

function exitedMark(container: ContainerView): Mark {
  const exitCode = currentInstance(container)?.exitCode;
  if (container.reason === 'Completed' || exitCode === 0)
    return { state: 'succeeded', icon: 'flag', word: 'Completed' };
  const reason = container.reason === '' || container.reason === 'Error' ? 'Terminated' : container.reason;
  return { state: 'failed', icon: 'circle-x', word: exitCode === undefined ? reason : `${reason}, ${exitCode}` };
}

function waitingMark(container: ContainerView, words: StageTexts['word']): Mark {
  const word = container.reason || words.waiting;
  if (ON_ITS_WAY.has(container.reason)) return { state: 'pending', icon: 'loader', word };
  return { state: 'waiting', icon: 'hourglass', word };
}

/** Icon and word for a container or sandbox (ANATOMY §3). */
export function containerMark(container: ContainerView, words: StageTexts['word']): Mark {
  switch (container.state) {
    case 'planned':
      return { state: 'desired', icon: 'circle-dashed', word: words.planned };
    case 'waiting':
      return waitingMark(container, words);
    case 'starting':
      return { state: 'pending', icon: 'loader', word: words.starting, spin: true };
    case 'created':
      return { state: 'pending', icon: 'loader', word: words.created };
    case 'running':
      return { state: 'running', icon: 'circle-check', word: container.ready ? 'Running, Ready' : 'Running' };
    case 'exited':
      return exitedMark(container);
    case 'terminating':
      return { state: 'terminating', icon: 'log-out', word: 'Terminating' };
    case 'unknown':
      return { state: 'unknown', icon: 'circle-question-mark', word: 'Unknown' };
  }
}

/** What is left of a wait, ms; 0 when it is over. Never more than the window: the page's clock may lag behind by a tick. */
export function waitLeft(container: ContainerView, now: number): number {
  if (container.waitUntil === undefined) return 0;
  const left = Math.max(0, container.waitUntil - now);
  return container.waitMs === undefined ? left : Math.min(left, container.waitMs);
}

/** Whether the wait ends in a pull rather than in a start. */
export const waitsForPull = (container: ContainerView): boolean =>
  container.reason === 'ImagePullBackOff' || container.reason === 'ErrImagePull';
