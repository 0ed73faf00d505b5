// Why is it so? Two plain sentences and the chain from what is desired over what happened and was decided to what comes next. Pure.
import type { IconName } from '@/components/ui/icon';
import type { Mark } from '@/components/ui/state-mark';
import { clockTime, duration } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { decisionReason, decisionSentence, decisionTexts, inspectorTexts } from '@/lib/i18n/stage';
import type { ContainerView, DecisionView, InstanceView, LabView, PodView } from '@/lib/protocol/view';
import { currentInstance, waitLeft, waitsForPull } from './containers';
import { inOrder } from './decisions';
import { SANDBOX, subjectName } from './names';
import { countdown, isAction, told } from './told';

export interface Link {
  icon: IconName;
  state: Mark['state'];
  /** `02:33:10` or ''. */
  time: string;
  title: string;
  detail: string;
}

export interface Why {
  question: string;
  summary: string[];
  chain: Link[];
  /** The surprising fact. */
  box: string;
  /** What one might want to see next. */
  lastDead: InstanceView | undefined;
  file: string;
}

const SIGNALS: Record<number, string> = {
  129: 'SIGHUP',
  130: 'SIGINT',
  134: 'SIGABRT',
  137: 'SIGKILL',
  139: 'SIGSEGV',
  143: 'SIGTERM',
};

/** Newest instance that is over. */
export const lastDeadOf = (container: ContainerView): InstanceView | undefined =>
  container.instances.find(({ state }) => state === 'exited' || state === 'unknown');

/** What an exit code means, where it means something; '' otherwise. */
export function exitWords({ exitCode, reason }: Pick<InstanceView, 'exitCode' | 'reason'>, locale: Locale): string {
  const t = inspectorTexts[locale].code;
  const signal = SIGNALS[exitCode];
  if (reason === 'OOMKilled') return [signal ? t.signal(exitCode, signal) : '', t.oom].filter(Boolean).join('. ');
  if (signal) return t.signal(exitCode, signal);
  if (exitCode === 127) return t.notFound;
  return exitCode === 126 ? t.notExecutable : '';
}

interface Case {
  view: LabView;
  pod: PodView;
  container: ContainerView;
  locale: Locale;
  now: number;
}

function summary({ view, pod, container, locale }: Case): string[] {
  const t = inspectorTexts[locale].summary;
  const current = currentInstance(container);
  const dead = lastDeadOf(container);
  const since = clockTime(current?.startedAt ?? current?.createdAt ?? 0, locale);
  switch (container.state) {
    case 'running': {
      if (container.name === SANDBOX) return [t.sandbox];
      if (container.attempt === 0) return [t.runsFirst(since)];
      return [dead ? t.runs(since, container.attempt, dead.exitCode) : t.runsAgain(since, container.attempt)];
    }
    case 'waiting': {
      if (waitsForPull(container)) return [t.image(container.image), container.message].filter(Boolean);
      if (dead && container.waitMs !== undefined)
        return [t.backOff(container.attempt, duration(container.waitMs, locale))];
      return [t.waits(container.reason), container.message].filter(Boolean);
    }
    case 'starting':
    case 'created':
      return [t.starting(container.attempt), container.message].filter(Boolean);
    case 'exited': {
      const code = current?.exitCode ?? 0;
      if (view.kubelet.state !== 'running') return [t.exitedLoose(code)];
      return [
        pod.restartPolicy === 'Always' ? t.exited(code) : t.exitedKept(code, pod.restartPolicy),
        container.message,
      ].filter(Boolean);
    }
    case 'planned':
      return [t.planned];
    case 'terminating':
      return [t.terminating];
    case 'unknown':
      return [t.unknown];
  }
}

function wanted({ pod, container, locale }: Case): Link {
  const t = inspectorTexts[locale].chain;
  const sandbox = container.name === SANDBOX;
  const title = !pod.desired
    ? t.unwanted(pod.baseName)
    : sandbox
      ? t.wantSandbox(pod.baseName)
      : t.want(container.name);
  return { icon: 'file-code', state: 'desired', time: '', title, detail: t.policy(pod.restartPolicy, pod.file ?? '') };
}

function died({ container, locale }: Case, dead: InstanceView): Link {
  const t = inspectorTexts[locale].chain;
  const ran = dead.startedAt !== null && dead.finishedAt !== null;
  const lived = ran
    ? t.ran(dead.attempt, duration((dead.finishedAt ?? 0) - (dead.startedAt ?? 0), locale))
    : t.neverRan(dead.attempt);
  const words = exitWords(dead, locale);
  // What it left behind stays with the one that died, whatever the container does now.
  const message = dead.message ?? (container.state === 'waiting' ? '' : container.message);
  return {
    icon: dead.exitCode === 0 ? 'flag' : 'circle-x',
    state: dead.exitCode === 0 ? 'succeeded' : 'failed',
    time: clockTime(dead.finishedAt ?? dead.createdAt, locale),
    title: t.died(dead.reason || 'Terminated', dead.exitCode),
    detail: [lived, words, message].filter(Boolean).join('; '),
  };
}

const isAbout = (decision: DecisionView, { pod, container }: Case): boolean =>
  decision.podUid === pod.uid && (decision.container || SANDBOX) === container.name;

function decided(of: Case): Link | null {
  const { view, locale, now } = of;
  const decision = inOrder(view.decisions).findLast(
    (each) =>
      each.kind === 'decided' &&
      isAction(each.what) &&
      each.because &&
      isAbout(each, of) &&
      each.what !== 'RemoveContainer',
  );
  if (!decision || !isAction(decision.what)) return null;
  const facts = told(decision, view.node.name, locale, now);
  const words = decisionTexts[locale];
  return {
    icon: decision.what === 'Wait' ? 'hourglass' : 'hammer',
    state: decision.what === 'Wait' ? 'waiting' : 'pending',
    time: clockTime(decision.at, locale),
    title: decisionSentence(words, decision.what, facts),
    detail: decisionReason(words, facts),
  };
}

function next({ view, pod, container, locale, now }: Case): Link | null {
  const t = inspectorTexts[locale].chain;
  if (container.state === 'running' && pod.desired && view.kubelet.state === 'running') {
    return { icon: 'circle-check', state: 'running', time: '', title: t.nextNothing, detail: t.nextNothingWhy };
  }
  if (container.state === 'waiting' && container.waitUntil !== undefined) {
    const left = waitLeft(container, now);
    const text = countdown(left, locale);
    const title =
      left <= 0
        ? t.nextDue(container.attempt)
        : waitsForPull(container)
          ? t.nextPull(text)
          : t.next(container.attempt, text);
    const detail = waitsForPull(container) ? '' : t.afterWait;
    return { icon: 'circle-play', state: 'pending', time: clockTime(container.waitUntil, locale), title, detail };
  }
  if (container.state === 'exited' && pod.restartPolicy !== 'Always' && view.kubelet.state === 'running') {
    return { icon: 'flag', state: 'succeeded', time: '', title: t.final, detail: '' };
  }
  return null;
}

function runs({ container, locale }: Case): Link | null {
  const current = currentInstance(container);
  if (container.state !== 'running' || current?.startedAt == null) return null;
  const title = inspectorTexts[locale].chain.since(current.attempt);
  return {
    icon: 'circle-check',
    state: 'running',
    time: clockTime(current.startedAt, locale),
    title,
    detail: container.image,
  };
}

function surprise({ pod, container, locale }: Case): string {
  const t = inspectorTexts[locale].box;
  if (container.name === SANDBOX) return t.sandbox;
  if (container.state === 'waiting' && pod.status?.phase === 'Running') return t.phase;
  if (container.state === 'running' && container.attempt > 0 && pod.sandbox?.attempt === 0) return t.address;
  return '';
}

/** The whole answer for one container or sandbox. `now`: server time, ms. */
export function whyContainer(view: LabView, pod: PodView, container: ContainerView, locale: Locale, now: number): Why {
  const of: Case = { view, pod, container, locale, now };
  const dead = lastDeadOf(container);
  const name = container.name === SANDBOX ? `pause (${pod.baseName})` : subjectName(container.name, pod.baseName);
  const links = [wanted(of), dead ? died(of, dead) : null, decided(of), runs(of), next(of)];
  return {
    question: inspectorTexts[locale].question[container.state](name),
    summary: summary(of),
    chain: links.filter((link) => link !== null),
    box: surprise(of),
    lastDead: dead,
    file: pod.file ?? '',
  };
}
