'use client';
// The arrows between the bands are part of the sentence: read 4 s ago, acts: start, observed 1 s ago.
import { Icon, type IconName } from '@/components/ui/icon';
import { InlineText } from '@/components/ui/inline-text';
import { useLocale, useTexts } from '@/components/ui/locale';
import { duration } from '@/lib/i18n/format';
import { stageTexts } from '@/lib/i18n/stage';
import { decisionOnStage } from './model/decisions';
import { isAction } from './model/told';
import { useNow, useView } from './selectors';

interface ArrowProps {
  icon: IconName;
  /** Server time it happened last, 0 for never. */
  at: number;
  hot: boolean;
  never: string;
  ago: (span: string) => string;
}

function Arrow({ icon, at, hot, never, ago }: ArrowProps) {
  const locale = useLocale();
  const now = useNow();
  // Whole seconds, at least one: the page's clock ticks once a second.
  const span = duration(Math.max(1000, now - at), locale);
  return (
    <span className={hot ? 'hot' : undefined}>
      <Icon name={icon} size={16} />
      <span>{at > 0 ? <InlineText text={ago(span)} /> : <b>{never}</b>}</span>
    </span>
  );
}

export function ReadsArrow() {
  const t = useTexts(stageTexts).arrows;
  const at = useView((view) => (view.kubelet.state === 'running' ? view.kubelet.lastReadAt : 0)) ?? 0;
  return (
    <div className="stage-arrows">
      <Arrow icon="arrow-down" at={at} hot={false} never={t.reads} ago={t.readAgo} />
    </div>
  );
}

export function ActsArrows() {
  const t = useTexts(stageTexts).arrows;
  const now = useNow();
  const phase = useView((view) => (view.kubelet.state === 'running' ? view.kubelet.phase : 'idle'));
  const acted = useView((view) => (view.kubelet.state === 'running' ? view.kubelet.lastActedAt : 0)) ?? 0;
  const observed = useView((view) => (view.kubelet.state === 'running' ? view.kubelet.lastObservedAt : 0)) ?? 0;
  const what = useView((view) =>
    view.kubelet.phase === 'act' ? (decisionOnStage(view.decisions, view.kubelet, now)?.what ?? '') : '',
  );
  const doing = what && isAction(what) ? t.action[what] : '';
  return (
    <div className="stage-arrows">
      {phase === 'act' && doing ? (
        <span className="hot">
          <Icon name="arrow-down" size={16} />
          <span>
            <InlineText text={t.acting(doing)} />
          </span>
        </span>
      ) : (
        <Arrow icon="arrow-down" at={acted} hot={phase === 'act'} never={t.acts} ago={t.actedAgo} />
      )}
      <Arrow icon="arrow-up" at={observed} hot={phase === 'observe'} never={t.observes} ago={t.observedAgo} />
    </div>
  );
}
