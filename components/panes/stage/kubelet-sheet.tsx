'use client';
import { Icon, type IconName } from '@/components/ui/icon';
import { InlineText } from '@/components/ui/inline-text';
import { useLocale, useTexts } from '@/components/ui/locale';
import { type Mark, StateMark } from '@/components/ui/state-mark';
import { clockTime } from '@/lib/i18n/format';
import { stageTexts } from '@/lib/i18n/stage';
import type { KubeletView } from '@/lib/protocol/view';
import { InspectButton } from './inspect-button';
import { LoopControls, LoopMark } from './loop/controls';
import { HeldStep, useLoopHeld } from './loop/held-step';
import { olderDecisions } from './model/decisions';
import { isSettled } from './model/pods';
import { kubeletSheet, type Sheet } from './model/sheet';
import { logLine } from './model/told';
import { useNow, useView } from './selectors';
import { StartKubelet } from './start-kubelet';

const PHASES: { phase: Exclude<KubeletView['phase'], 'idle'>; icon: IconName }[] = [
  { phase: 'observe', icon: 'eye' },
  { phase: 'compare', icon: 'scale' },
  { phase: 'act', icon: 'hammer' },
];

/** How many older decisions are in the document; narrow and low panes hide some of them. */
const OLDER = 5;

const MARKS: Record<KubeletView['state'], Omit<Mark, 'word'>> = {
  running: { state: 'running', icon: 'heart-pulse' },
  starting: { state: 'pending', icon: 'loader', spin: true },
  stopping: { state: 'terminating', icon: 'log-out' },
  stopped: { state: 'unknown', icon: 'power-off' },
  failed: { state: 'failed', icon: 'circle-x' },
};

function Phases() {
  const t = useTexts(stageTexts).kubelet;
  const phase = useView((view) => (view.kubelet.state === 'running' ? view.kubelet.phase : 'idle'));
  return (
    <ol className="stage-phases" aria-label={t.phases}>
      {PHASES.map((step) => (
        <li
          key={step.phase}
          className={step.phase === phase ? 'stage-phase on' : 'stage-phase'}
          {...(step.phase === phase ? { 'aria-current': 'step' as const } : {})}
        >
          <Icon name={step.icon} />
          {t.phase[step.phase]}
        </li>
      ))}
    </ol>
  );
}

function Decision({ sheet }: { sheet: Sheet }) {
  return (
    <div className="stage-now" data-testid="kubelet-decision">
      <p>
        <InlineText text={sheet.sentence} />
      </p>
      {sheet.reason ? (
        <p className={sheet.quoted ? 'said' : undefined}>
          {sheet.quoted ? sheet.reason : <InlineText text={sheet.reason} />}
        </p>
      ) : null}
      {sheet.command ? (
        <div className="stage-command">
          <code>{sheet.command}</code>
          <StartKubelet />
        </div>
      ) : null}
      {sheet.note ? <p>{sheet.note}</p> : null}
    </div>
  );
}

function Older({ sheet, now }: { sheet: Sheet; now: number }) {
  const t = useTexts(stageTexts).kubelet;
  const locale = useLocale();
  const decisions = useView((view) => view.decisions) ?? {};
  const node = useView((view) => view.node.name) ?? '';
  const rows = olderDecisions(decisions, sheet.decision, OLDER).flatMap((decision) => {
    const line = logLine(decision, node, locale, now);
    return line ? [{ ...line, seq: decision.seq, time: clockTime(decision.at, locale) }] : [];
  });
  if (rows.length === 0) return null;
  return (
    <>
      <h4 className="stage-logh">{t.older}</h4>
      <ul className="stage-log">
        {rows.map((row) => (
          <li key={row.seq} title={`${row.time} ${row.subject} ${row.text}`}>
            <time>{row.time}</time>
            <span>
              <b>{row.subject}</b> {row.text}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Compare() {
  const t = useTexts(stageTexts).kubelet;
  const want = useView((view) => Object.values(view.pods).filter((pod) => pod.desired).length) ?? 0;
  const same = useView((view) => Object.values(view.pods).filter(isSettled).length) ?? 0;
  const differ = useView((view) => Object.values(view.pods).filter((pod) => !isSettled(pod)).length) ?? 0;
  return <span className="stage-compare">{t.compact(want, same, differ)}</span>;
}

/** The kubelet: its state, the phase of its loop, what it has just decided and why, and what came before. */
export function KubeletSheet({ compact }: { compact: boolean }) {
  const t = useTexts(stageTexts).kubelet;
  const locale = useLocale();
  const now = useNow();
  const view = useView((v) => v);
  const held = useLoopHeld();
  if (!view) return null;
  const { paused, delayMs } = view.kubelet.loop;
  const special = view.kubelet.state === 'running' && (paused || delayMs > 0);
  const sheet = kubeletSheet(view, locale, now);
  const { state } = view.kubelet;
  return (
    <section
      className="stage-band stage-kubelet"
      aria-label={t.title}
      data-state={state}
      data-held={held ? '' : undefined}
    >
      <header>
        <h3 className="stage-kubelet-name">
          {t.title}
          <InspectButton thing={{ kind: 'kubelet' }} name={t.title} />
        </h3>
        {special ? <LoopMark /> : <StateMark mark={{ ...MARKS[state], word: t.state[state] }} />}
        {compact ? <Compare /> : null}
        <LoopControls />
      </header>
      {held ? (
        <HeldStep />
      ) : (
        <>
          <Phases />
          <Decision sheet={sheet} />
          {compact ? null : <Older sheet={sheet} now={now} />}
        </>
      )}
    </section>
  );
}
