// A room in words: the name that its group carries for screen readers, and one line per container for the text twin.
import type { StageTexts } from '@/lib/i18n/stage';
import type { PodView } from '@/lib/protocol/view';
import { containerMark } from './containers';
import { podMark } from './pods';

/** `Container nginx, Versuch 1, startet.`, one for each container in the manifest's order. */
function containerLines(pod: PodView, t: StageTexts): string[] {
  return pod.containers.map((container) =>
    t.name.container(container.name, container.attempt, containerMark(container, t.word).word),
  );
}

export const sandboxLine = (pod: PodView, t: StageTexts): string =>
  pod.sandbox ? t.name.pause(pod.sandbox.attempt, containerMark({ ...pod.sandbox, ready: false }, t.word).word) : '';

export const roomName = (pod: PodView, t: StageTexts): string =>
  [t.name.room(pod.name, podMark(pod, t.actual).word, pod.ip), ...containerLines(pod, t)].join(' ');
