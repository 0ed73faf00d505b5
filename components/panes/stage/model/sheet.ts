// What the kubelet sheet says: one sentence, one reason, and, where a person has to act, how.
import type { Locale } from '@/lib/i18n/locale';
import { decisionReason, decisionSentence, decisionTexts, type StageTexts, stageTexts } from '@/lib/i18n/stage';
import { type ContainerView, type DecisionView, type LabView, type PodView, silent } from '@/lib/protocol/view';
import { waitLeft, waitsForPull } from './containers';
import { decisionOnStage, inOrder, pendingDecisions } from './decisions';
import { subjectName } from './names';
import { allContainers, isSettled, sortedPods } from './pods';
import { countdown, failureWords, isAction, told } from './told';

export interface Sheet {
  sentence: string;
  reason: string;
  /** The engine's or kubelet's own words instead of ours. */
  quoted?: boolean;
  /** A command to type. */
  command?: string;
  note?: string;
  /** Decision that the sentence is made of. */
  decision?: DecisionView;
}

export const START_COMMAND = 'sudo ./kubelet --pod-manifest-path=$PWD/kubelet-manifests';
/** Names that fit into one sentence. */
const MAX_NAMES = 3;

type SheetView = Pick<LabView, 'kubelet' | 'engine' | 'pods' | 'decisions' | 'node'>;

function notRunning(view: SheetView, texts: StageTexts['kubelet']): Sheet | null {
  const { state, exit } = view.kubelet;
  const how = { reason: texts.stoppedHow, command: START_COMMAND, note: texts.stoppedNote };
  switch (state) {
    case 'running':
      return null;
    case 'starting':
      return { sentence: texts.starting, reason: texts.startingWhy };
    case 'stopping':
      return { sentence: texts.stopping, reason: texts.stoppingWhy };
    case 'stopped':
      return { sentence: texts.stopped, ...how };
    case 'failed': {
      const sentence = exit ? texts.failed(exit.code) : texts.failedUnknown;
      return { sentence, ...how, ...(exit?.message ? { reason: exit.message, quoted: true } : {}) };
    }
  }
}

function ofDecision(decision: DecisionView, view: SheetView, locale: Locale, now: number): Sheet | null {
  if (!isAction(decision.what)) return null;
  const words = decisionTexts[locale];
  const facts = told(decision, view.node.name, locale, now);
  if (decision.kind === 'failed') {
    const quote = failureWords(decision);
    return {
      sentence: words.failed[decision.what](facts),
      reason: quote || decisionReason(words, facts),
      quoted: quote !== '',
      decision,
    };
  }
  if (!decision.because) return null;
  return { sentence: decisionSentence(words, decision.what, facts), reason: decisionReason(words, facts), decision };
}

interface Waiter {
  pod: PodView;
  container: ContainerView;
  left: number;
}

function waitersOf(pods: readonly PodView[], now: number): Waiter[] {
  return pods
    .filter((pod) => pod.desired && !pod.terminating)
    .flatMap((pod) => allContainers(pod).map((container) => ({ pod, container, left: waitLeft(container, now) })))
    .filter(({ container }) => container.state === 'waiting' && container.waitUntil !== undefined)
    .sort((a, b) => (a.container.waitUntil ?? 0) - (b.container.waitUntil ?? 0));
}

function waitSentence({ pod, container, left }: Waiter, locale: Locale): string {
  const texts = stageTexts[locale].kubelet;
  const name = subjectName(container.name, pod.baseName);
  if (container.reason === 'VolumesNotReady')
    return texts.waitsVolumes(pod.baseName, countdown(Math.max(0, left), locale));
  if (left <= 0) return texts.due(name, container.attempt);
  if (waitsForPull(container)) return texts.waitsPull(name, countdown(left, locale));
  return texts.waits(name, countdown(left, locale), container.attempt);
}

/** Why this pod ends: the reason of the last decision about it. */
function reasonOfEnd(pod: PodView, view: SheetView, locale: Locale, now: number): string {
  const decision = inOrder(view.decisions).findLast((d) => d.podUid === pod.uid && d.kind === 'decided' && d.because);
  return decision ? decisionReason(decisionTexts[locale], told(decision, view.node.name, locale, now)) : '';
}

/** The state as a whole, when no single decision is on. */
function summary(view: SheetView, locale: Locale, now: number): Sheet {
  const texts = stageTexts[locale].kubelet;
  const pods = sortedPods(view);
  const settled = pods.filter(isSettled);
  const waiters = waitersOf(pods, now);
  const ending = pods.find((pod) => pod.terminating);
  const run =
    settled.length > MAX_NAMES ? texts.runMany(settled.length) : texts.run(settled.map((pod) => pod.baseName));
  const [first, ...others] = waiters;
  if (first) {
    const wait = waitSentence(first, locale);
    const more = others.length ? texts.more(others.length) : '';
    return settled.length
      ? { sentence: run, reason: [wait, more].filter(Boolean).join(' ') }
      : { sentence: wait, reason: more };
  }
  if (ending) {
    const left = ending.killAt === undefined ? 0 : ending.killAt - now;
    const sentence = left > 0 ? texts.ends(ending.baseName, countdown(left, locale)) : texts.ending(ending.baseName);
    return { sentence, reason: reasonOfEnd(ending, view, locale, now) || (settled.length ? run : '') };
  }
  const open = pods.find((pod) => pod.desired && !isSettled(pod));
  if (open) {
    const pending = pendingDecisions(inOrder(view.decisions), view.kubelet.since).find((d) => d.podUid === open.uid);
    const sheet = pending ? ofDecision(pending, view, locale, now) : null;
    return sheet ?? { sentence: texts.works(open.baseName), reason: settled.length ? run : '' };
  }
  if (settled.length === 0) return { sentence: texts.agree, reason: texts.nothingDesired };
  return { sentence: texts.agree, reason: settled.length > MAX_NAMES ? texts.allRun(settled.length) : run };
}

/** The sheet for this view. `now`: server time, ms. */
export function kubeletSheet(view: SheetView, locale: Locale, now: number): Sheet {
  const texts = stageTexts[locale].kubelet;
  const who = silent(view.engine);
  if (who === 'broker') return { sentence: texts.brokerGone, reason: texts.brokerGoneWhy };
  const idle = notRunning(view, texts);
  if (idle) return idle;
  if (who === 'engine') return { sentence: texts.engineGone, reason: texts.engineGoneWhy };
  const decision = decisionOnStage(view.decisions, view.kubelet, now);
  return (decision && ofDecision(decision, view, locale, now)) ?? summary(view, locale, now);
}
