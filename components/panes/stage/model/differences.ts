// What changed between two moments, as sentences a person can check on the stage. Pure.
import type { Locale } from '@/lib/i18n/locale';
import { stageTexts, timeTexts } from '@/lib/i18n/stage';
import type { ContainerView, LabView, PodView } from '@/lib/protocol/view';
import { containerMark } from './containers';
import { subjectName } from './names';
import { podMark, sortedPods } from './pods';

type Words = { stage: (typeof stageTexts)['de']; diff: (typeof timeTexts)['de']['diff'] };

/** Sentences, most telling first; empty when the stage looks the same. `**…**` is emphasis, backticks are code. */
export function differences(before: LabView, after: LabView, locale: Locale): string[] {
  const words: Words = { stage: stageTexts[locale], diff: timeTexts[locale].diff };
  return [...ofProcess(before, after, words), ...ofManifests(before, after, words), ...ofPods(before, after, words)];
}

function ofProcess(before: LabView, after: LabView, { stage, diff }: Words): string[] {
  const lines: string[] = [];
  if (before.engine.state !== after.engine.state) {
    lines.push(diff.engine(after.engine.state === 'available' ? diff.answers : diff.silent));
  }
  if (before.kubelet.state !== after.kubelet.state) {
    lines.push(diff.kubelet(stage.kubelet.state[before.kubelet.state], stage.kubelet.state[after.kubelet.state]));
  }
  return lines;
}

function ofManifests(before: LabView, after: LabView, { diff }: Words): string[] {
  const files = [...new Set([...Object.keys(before.manifests), ...Object.keys(after.manifests)])].sort();
  return files.flatMap((file) => {
    const [from, to] = [before.manifests[file], after.manifests[file]];
    if (!from) return [diff.manifestCame(file)];
    if (!to) return [diff.manifestWent(file)];
    return from.revision === to.revision ? [] : [diff.manifest(file)];
  });
}

function ofPods(before: LabView, after: LabView, words: Words): string[] {
  const { diff } = words;
  const gone = sortedPods(before).filter(({ uid }) => !after.pods[uid]);
  const now = sortedPods(after).flatMap((pod) => {
    const old = before.pods[pod.uid];
    return old ? ofPod(old, pod, words) : [diff.podCame(pod.name)];
  });
  return [...gone.map(({ name }) => diff.podWent(name)), ...now];
}

function ofPod(from: PodView, to: PodView, words: Words): string[] {
  if (from === to) return [];
  const { diff, stage } = words;
  const lines: string[] = [];
  const [old, now] = [podMark(from, stage.actual).word, podMark(to, stage.actual).word];
  if (old !== now) lines.push(diff.phase(to.name, old, now));
  const sandboxes = [from.sandbox?.attempt, to.sandbox?.attempt];
  if (sandboxes[0] !== undefined && sandboxes[1] !== undefined && sandboxes[0] !== sandboxes[1]) {
    lines.push(diff.sandbox(to.name, sandboxes[0], sandboxes[1]));
  }
  if (from.ip !== to.ip) lines.push(diff.address(to.name, from.ip, to.ip));
  for (const container of to.containers) {
    const earlier = from.containers.find(({ name }) => name === container.name);
    if (earlier) lines.push(...ofContainer(earlier, container, subjectName(container.name, to.baseName), words));
  }
  return lines;
}

function ofContainer(from: ContainerView, to: ContainerView, name: string, { stage, diff }: Words): string[] {
  const [old, now] = [containerMark(from, stage.word).word, containerMark(to, stage.word).word];
  return [
    ...(old === now ? [] : [diff.container(name, old, now)]),
    ...(from.attempt === to.attempt ? [] : [diff.attempts(name, from.attempt, to.attempt)]),
  ];
}
