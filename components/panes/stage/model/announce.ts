// What a screen reader is told without asking: the newest change that a person would want to hear (ANATOMY §7).
import { duration } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { stageTexts } from '@/lib/i18n/stage';
import { type DecisionView, type LabView, silent } from '@/lib/protocol/view';
import { waitLeft, waitsForPull } from './containers';
import { inOrder } from './decisions';
import { baseName, SANDBOX, subjectName } from './names';
import { allContainers } from './pods';
import { countdown } from './told';

/** At most one message in this time; the latest wins. */
export const ANNOUNCE_MS = 2000;

function spoken(decision: DecisionView, node: string, locale: Locale, earlier: DecisionView[]): string {
  const { say } = stageTexts[locale];
  const base = baseName(decision.podName, node);
  const name = decision.container === SANDBOX ? `pause (${base})` : subjectName(decision.container, base);
  const facts = { ...decision.because?.facts, ...decision.facts };
  const key = `${decision.kind} ${decision.what}`;
  if (key === 'observed ContainerDied') return say.died(name, Number(facts.exitCode ?? 0));
  if (key === 'observed ContainerStarted' && decision.container !== SANDBOX) return say.runs(name);
  if (key === 'decided StartContainer') return say.starts(name, decision.attempt ?? 0);
  if (key === 'observed ManifestRejected') return say.rejected(String(facts.file ?? ''));
  if (key === 'decided Wait') {
    // The same wait is decided again at every sync; it is said once.
    const until = facts.until;
    const again = earlier.some(
      (d) =>
        d.what === 'Wait' &&
        d.podUid === decision.podUid &&
        d.container === decision.container &&
        d.because?.facts.until === until,
    );
    return again || facts.windowMs === undefined ? '' : say.waits(name, duration(Number(facts.windowMs), locale));
  }
  return '';
}

/** The sentence for what changed between two views, or `` for nothing worth saying. */
export function announcement(before: LabView | null, after: LabView, locale: Locale): string {
  const { say } = stageTexts[locale];
  if (!before) return '';
  const [was, is] = [silent(before.engine), silent(after.engine)];
  if (is && is !== was) return is === 'broker' ? say.brokerGone : say.engineGone;
  if (was && after.engine.state === 'available') return was === 'broker' ? say.brokerBack : say.engineBack;
  if (before.kubelet.state !== after.kubelet.state) return say.kubelet[after.kubelet.state];
  if (before.decisions === after.decisions) return '';
  const ordered = inOrder(after.decisions);
  const last = Math.max(-1, ...Object.values(before.decisions).map((d) => d.seq));
  for (let place = ordered.length - 1; place >= 0; place -= 1) {
    const decision = ordered[place];
    if (!decision || decision.seq <= last) return '';
    const text = spoken(decision, after.node.name, locale, ordered.slice(0, place));
    if (text) return text;
  }
  return '';
}

/** A wait that is about to end, said once at five seconds. */
export function countdownAnnouncement(view: LabView, locale: Locale, now: number): string {
  const { say } = stageTexts[locale];
  for (const pod of Object.values(view.pods)) {
    for (const container of allContainers(pod)) {
      if (container.state !== 'waiting' || waitsForPull(container)) continue;
      const left = waitLeft(container, now);
      if (left > 4000 && left <= 5000)
        return say.soon(subjectName(container.name, pod.baseName), countdown(left, locale));
    }
  }
  return '';
}
