// Which decision is on stage now, which ones stand in the list below it, and what the light falls on.
import type { DecisionView, KubeletView } from '@/lib/protocol/view';
import { SANDBOX } from './names';
import { isAction } from './told';

/** A decision stays readable for this long, even when it was carried out within milliseconds. */
export const HOLD_MS = 4000;
const FAILURE_HOLD_MS = 8000;
/** Tidying up is no news while there is anything else to say. */
const HOUSEKEEPING = new Set(['RemoveContainer', 'RemoveSandbox', 'UnmountVolume']);

type Decisions = Record<string, DecisionView>;

export const inOrder = (decisions: Decisions): DecisionView[] => Object.values(decisions).sort((a, b) => a.seq - b.seq);

const sameAction = (a: DecisionView, b: DecisionView): boolean =>
  a.podUid === b.podUid &&
  a.what === b.what &&
  (a.container || SANDBOX) === (b.container || SANDBOX) &&
  a.facts.volume === b.facts.volume;

/** Decided, and neither done nor failed yet; oldest first. Waits are not pending: they have their own countdown. */
export function pendingDecisions(ordered: DecisionView[], since: number): DecisionView[] {
  return ordered.filter(
    (decision, place) =>
      decision.kind === 'decided' &&
      decision.at >= since &&
      decision.what !== 'Wait' &&
      isAction(decision.what) &&
      !ordered.slice(place + 1).some((later) => later.kind !== 'observed' && sameAction(later, decision)),
  );
}

/** The decision that the sheet speaks of; undefined when only the state as a whole is worth a sentence. */
export function decisionOnStage(decisions: Decisions, kubelet: KubeletView, now: number): DecisionView | undefined {
  const ordered = inOrder(decisions);
  const attended = (d: DecisionView) => kubelet.phase !== 'idle' && d.podUid === kubelet.subject;
  const pending = pendingDecisions(ordered, kubelet.since).filter((d) => attended(d) || now - d.at < HOLD_MS);
  const current = pending.find(attended) ?? pending[0];
  const recent = ordered.filter(
    (d) => d.kind === 'decided' && isAction(d.what) && d.what !== 'Wait' && now - d.at < HOLD_MS,
  );
  const held = recent.findLast((d) => !HOUSEKEEPING.has(d.what)) ?? recent.at(-1);
  const decided = current ?? held;
  const failed = ordered.findLast((d) => d.kind === 'failed' && isAction(d.what) && now - d.at < FAILURE_HOLD_MS);
  if (!failed || (decided && decided.seq > failed.seq)) return decided;
  return failed;
}

/** Lines below the sheet's sentence, newest first: each thing once, as its last word. */
export function olderDecisions(decisions: Decisions, current: DecisionView | undefined, count: number): DecisionView[] {
  const ordered = inOrder(decisions);
  const superseded = (decision: DecisionView, place: number) =>
    ordered.slice(place + 1).some((later) => {
      if (decision.kind === 'decided') return later.kind !== 'observed' && sameAction(later, decision);
      return false;
    });
  const startedByUs = (decision: DecisionView) =>
    decision.what === 'ContainerStarted' &&
    ordered.some(
      (other) =>
        other.kind === 'done' &&
        other.podUid === decision.podUid &&
        ((other.what === 'StartContainer' && other.container === decision.container) ||
          (other.what === 'CreateSandbox' && (decision.container || SANDBOX) === SANDBOX)) &&
        (other.attempt ?? 0) === (decision.attempt ?? 0),
    );
  return ordered
    .filter((d, place) => d.seq !== current?.seq && !superseded(d, place) && !startedByUs(d))
    .reverse()
    .slice(0, count);
}

/** The container that the light falls on in this pod: `` for none, `*` for the whole room. */
export function litContainer(decisions: Decisions, kubelet: KubeletView, podUid: string): string {
  if (kubelet.state !== 'running' || kubelet.phase === 'idle' || kubelet.subject !== podUid) return '';
  const ofPod = inOrder(decisions).filter((d) => d.podUid === podUid && isAction(d.what));
  const subject = pendingDecisions(ofPod, kubelet.since)[0] ?? ofPod.at(-1);
  return subject ? subject.container || SANDBOX : '*';
}
