'use client';
import { memo } from 'react';
import { useLocale, useTexts } from '@/components/ui/locale';
import { duration } from '@/lib/i18n/format';
import { timeTexts } from '@/lib/i18n/stage';
import type { Bar, Dot, Gap, Lane } from '../model/lanes';

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;
const place = (a: number, b: number) => ({ left: percent(a), width: percent(Math.max(0, b - a)) });

/** Figures only where there is room for them (ANATOMY §4), px. */
const FIGURE_PX = 14;
const SPAN_PX = 40;

function BarView({ bar, lane, width }: { bar: Bar; lane: Lane; width: number }) {
  const t = useTexts(timeTexts).lane;
  if (lane.kind === 'pause') {
    return <i className="tl-base" data-ended={bar.open ? undefined : ''} style={place(bar.a, bar.b)} />;
  }
  const px = (bar.b - bar.a) * width;
  const figure = bar.many > 1 ? `${bar.many}×` : String(bar.attempt);
  const classes = ['tl-bar', bar.fell ? 'fell' : '', bar.open ? 'open' : ''].filter(Boolean).join(' ');
  return (
    <i className={classes} data-st={bar.state} data-attempt={bar.attempt} style={place(bar.a, bar.b)}>
      {lane.kind === 'rest' ? t.restBar : px >= FIGURE_PX ? figure : null}
    </i>
  );
}

function GapView({ gap, width }: { gap: Gap; width: number }) {
  const locale = useLocale();
  const room = (gap.b - gap.a) * width >= SPAN_PX;
  return (
    <i className={gap.future ? 'tl-gap future' : 'tl-gap'} style={place(gap.a, gap.b)}>
      {room && !gap.future ? <em>{duration(gap.ms, locale)}</em> : null}
    </i>
  );
}

const DotView = memo(function DotView({ dot, lit }: { dot: Dot; lit: boolean }) {
  const classes = [dot.kind === 'seen' ? 'tl-dot' : 'tl-tick', dot.bad ? 'bad' : '', lit ? 'lit' : ''];
  return <i className={classes.filter(Boolean).join(' ')} style={{ left: percent(dot.a) }} />;
});

interface LaneRowProps {
  lane: Lane;
  width: number;
  /** The last decision is the one of now. */
  lit: boolean;
}

/** One row: its name, and what was when. The whole row is decoration: the scrubber and the stage say the same in words. */
export function LaneRow({ lane, width, lit }: LaneRowProps) {
  const t = useTexts(timeTexts).lane;
  const lastDecision = lane.dots.findLast((dot) => dot.kind === 'decided');
  return (
    <div
      className="tl-lane"
      data-kind={lane.kind}
      data-pod={lane.podName || undefined}
      title={lane.podName || undefined}
    >
      <span className="tl-label">{lane.kind === 'rest' ? t.rest(lane.pods) : lane.label}</span>
      <span className="tl-track">
        {lane.gaps.map((gap) => (
          <GapView key={gap.key} gap={gap} width={width} />
        ))}
        {lane.bars.map((bar) => (
          <BarView key={bar.key} bar={bar} lane={lane} width={width} />
        ))}
        {lane.dots.map((dot) => (
          <DotView key={`${dot.kind}${dot.key}`} dot={dot} lit={lit && dot === lastDecision} />
        ))}
      </span>
    </div>
  );
}
