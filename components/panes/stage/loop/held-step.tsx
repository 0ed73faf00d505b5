'use client';
// The loop under glass: the three phases of the step that waits, each with its data, before it happens.
import type { ReactNode } from 'react';
import { Icon, type IconName } from '@/components/ui/icon';
import { InlineText } from '@/components/ui/inline-text';
import { useLocale, useTexts } from '@/components/ui/locale';
import { decisionReason, decisionSentence, decisionTexts, loopTexts, stageTexts } from '@/lib/i18n/stage';
import type { ComparisonRow, HeldStepView, PlannedActionView } from '@/lib/protocol/view';
import { baseName, SANDBOX } from '../model/names';
import { told } from '../model/told';
import { useNodeName, useNow, useView } from '../selectors';
import { useIsPast } from '../source';
import { useLoop } from './controls';

type Progress = 'done' | 'next' | 'waits';

function Box({
  progress,
  icon,
  title,
  note,
  children,
}: {
  progress: Progress;
  icon: IconName;
  title: string;
  note: string;
  children: ReactNode;
}) {
  return (
    <li
      className="loop-box"
      data-progress={progress}
      {...(progress === 'next' ? { 'aria-current': 'step' as const } : {})}
    >
      <Icon name={progress === 'done' ? 'circle-check' : icon} size={16} />
      <div>
        <h4>
          {title}
          <span>{note}</span>
        </h4>
        {children}
      </div>
    </li>
  );
}

function Row({ row, pod }: { row: ComparisonRow; pod: string }) {
  const t = useTexts(loopTexts);
  const code = row.actual === 'exited' && row.exitCode !== undefined ? ` (${row.exitCode})` : '';
  return (
    <tr data-agrees={row.agrees}>
      <th scope="row">{row.container === SANDBOX ? `pause (${pod})` : row.container}</th>
      <td>{t.wanted[row.desired]}</td>
      <td>
        {t.found[row.actual]}
        {code}
      </td>
      <td>{row.agrees === undefined ? '' : row.agrees ? t.compare.same : t.compare.differs}</td>
    </tr>
  );
}

function Rows({ held, pod }: { held: HeldStepView; pod: string }) {
  const t = useTexts(loopTexts);
  return (
    <table className="loop-rows">
      <thead>
        <tr>
          <td />
          <th scope="col">{t.compare.desired}</th>
          <th scope="col">{t.compare.actual}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {held.rows.map((row) => (
          <Row key={row.container} row={row} pod={pod} />
        ))}
      </tbody>
    </table>
  );
}

function Planned({ action, held }: { action: PlannedActionView; held: HeldStepView }) {
  const t = useTexts(loopTexts).act;
  const locale = useLocale();
  const node = useNodeName();
  const now = useNow();
  const { podUid, podName } = held;
  const decision = { seq: 0, at: held.since, kind: 'decided' as const, podUid, podName, facts: {}, ...action };
  const facts = told(decision, node, locale, now);
  const words = decisionTexts[locale];
  return (
    <>
      <p>
        <InlineText text={decisionSentence(words, action.what, facts)} />
      </p>
      <p>
        {t.because} <InlineText text={decisionReason(words, facts)} />
      </p>
    </>
  );
}

const ORDER = ['observe', 'compare', 'act'] as const;
const progressOf = (phase: (typeof ORDER)[number], { step }: HeldStepView): Progress => {
  const [here, there] = [ORDER.indexOf(step), ORDER.indexOf(phase)];
  return here === there ? 'next' : there < here ? 'done' : 'waits';
};

function Boxes({ held, others }: { held: HeldStepView; others: number }) {
  const t = useTexts(loopTexts);
  const words = useTexts(stageTexts).kubelet;
  const node = useNodeName();
  const past = useIsPast();
  const loop = useLoop();
  const pod = baseName(held.podName, node);
  const [observe, compare, act] = ORDER.map((phase) => progressOf(phase, held)) as [Progress, Progress, Progress];
  const note = (progress: Progress, done: string) => (progress === 'done' ? done : progress === 'next' ? t.notYet : '');
  const instances = held.rows.filter(({ actual }) => actual !== 'missing').length;
  const differ = held.rows.filter(({ agrees }) => agrees === false).length;
  const button = past ? null : (
    <button type="button" className="btn fill" data-testid="do-step" onClick={() => loop.step(held.podUid)}>
      <Icon name="step-forward" />
      {t.doStep}
    </button>
  );
  return (
    <ol className="loop-boxes" aria-label={words.phases}>
      <Box progress={observe} icon="eye" title={words.phase.observe} note={note(observe, t.observe.done(instances))}>
        <p>
          <b>{pod}</b>. {t.cause[held.cause]}
        </p>
        {observe === 'next' ? (
          <>
            <p>
              <InlineText text={t.observe.next(pod)} />
            </p>
            {button}
          </>
        ) : null}
      </Box>
      <Box progress={compare} icon="scale" title={words.phase.compare} note={note(compare, t.compare.done(differ))}>
        {compare === 'waits' ? <p>{t.compare.waits}</p> : <Rows held={held} pod={pod} />}
        {compare === 'next' ? (
          <>
            <p>{t.compare.next}</p>
            {button}
          </>
        ) : null}
      </Box>
      <Box progress={act} icon="hammer" title={words.phase.act} note={note(act, '')}>
        {act === 'waits' ? <p>{t.act.waits}</p> : null}
        {act === 'next' ? (
          <>
            {held.actions.length === 0 ? <p>{t.act.nothing}</p> : null}
            {held.actions.map((action) => (
              <Planned key={`${action.what}${action.container}`} action={action} held={held} />
            ))}
            {button}
          </>
        ) : null}
      </Box>
      {others > 0 ? <li className="loop-others">{t.others(others)}</li> : null}
    </ol>
  );
}

/** Whether the sheet shows the held step instead of its phases. */
export const useLoopHeld = (): boolean =>
  useView((view) => view.kubelet.state === 'running' && (view.kubelet.loop.paused || view.kubelet.loop.next !== '')) ??
  false;

export function HeldStep() {
  const t = useTexts(loopTexts);
  const held = useView(({ kubelet: { loop } }) => loop.held[loop.next]);
  const others = useView(({ kubelet: { loop } }) => Math.max(0, Object.keys(loop.held).length - 1)) ?? 0;
  if (held) return <Boxes held={held} others={others} />;
  return (
    <div className="loop-none">
      <p>{t.nothingHeld}</p>
      <p>{t.clocks}</p>
    </div>
  );
}
