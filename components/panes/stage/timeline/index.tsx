'use client';
// Time below the stage: a lane for each container, a bar for each attempt, hatching for waits, and a playhead to look back with.
import { useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { Icon, type IconName } from '@/components/ui/icon';
import { useLocale, useTexts } from '@/components/ui/locale';
import { useWidth } from '@/components/ui/use-width';
import { clockTime } from '@/lib/i18n/format';
import { timeTexts } from '@/lib/i18n/stage';
import { type Lane, lanesOf, nextStop, type Span, stopsOf, ticksOf } from '../model/lanes';
import { useLiveNow, useNodeName, useView } from '../selectors';
import { useSource } from '../source';
import { LaneRow } from './lane-rows';
import { RecordingMenu } from './recording-menu';
import { Scrubber } from './scrubber';
import { useTimeWindow } from './use-window';
import './timeline.css';

/** Room that a time takes on the axis, px. */
/** Room for a time of day between two ticks: it grows with the type, as on the projector. */
const TICK_REM = 4.5;
const tickPx = (): number => {
  if (typeof document === 'undefined') return TICK_REM * 16;
  return TICK_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
};

const share = (at: number, { from, to }: Span): string => `${(((at - from) / (to - from)) * 100).toFixed(2)}%`;
const within = (at: number, { from, to }: Span): boolean => at >= from && at <= to;

interface IconButtonProps {
  icon: IconName;
  label: string;
  onClick: (() => void) | undefined;
}

function IconButton({ icon, label, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      className="btn icon"
      aria-label={label}
      title={label}
      aria-disabled={!onClick}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

function Heads({ window, now, cursor }: { window: Span; now: number; cursor: number | null }) {
  return (
    <div className="tl-heads" aria-hidden="true">
      {within(now, window) ? (
        <i className={cursor === null ? 'tl-head' : 'tl-head off'} style={{ left: share(now, window) }} />
      ) : null}
      {cursor !== null && within(cursor, window) ? (
        <>
          <i className="tl-veil" style={{ left: share(cursor, window) }} />
          <i className="tl-head past" style={{ left: share(cursor, window) }} />
        </>
      ) : null}
    </div>
  );
}

function Axis({ window, width, now, cursor }: { window: Span; width: number; now: number; cursor: number | null }) {
  const t = useTexts(timeTexts);
  const locale = useLocale();
  const at = cursor ?? now;
  const tick = tickPx();
  const near = ((window.to - window.from) * tick) / Math.max(1, width);
  // The head's own label is wider.
  const ticks = ticksOf(window, width, tick).filter((one) => Math.abs(one - at) > near * 1.25);
  const label = clockTime(at, locale);
  const inside = ticks.filter((one) => within(one, { from: window.from + near / 3, to: window.to - near / 3 }));
  return (
    <div className="tl-axis" aria-hidden="true">
      {inside.map((one) => (
        <span key={one} style={{ left: share(one, window) }}>
          {clockTime(one, locale)}
        </span>
      ))}
      {within(at, window) ? (
        <b data-past={cursor === null ? undefined : ''} style={{ left: share(at, window) }}>
          {cursor === null ? t.now(label) : label}
        </b>
      ) : null}
    </div>
  );
}

function useLanes(window: Span, now: number, width: number): Lane[] {
  const { player } = useSource();
  const track = useStore(player.store, (state) => state.track);
  const node = useNodeName();
  // Half seconds and whole pixels are finer than anybody sees.
  const [from, to, head] = [window.from, window.to, now].map((at) => Math.round(at / 500) * 500) as [
    number,
    number,
    number,
  ];
  return useMemo(
    () => lanesOf(track, { window: { from, to }, now: head, node, width }),
    [track, from, to, head, node, width],
  );
}

/** The live head: now, or the end of a recording. */
function useHead(): number {
  const { player } = useSource();
  const now = useLiveNow();
  const end = useStore(player.store, (state) => state.end);
  return end ?? now;
}

export function Timeline() {
  const t = useTexts(timeTexts);
  const { player, live } = useSource();
  const now = useHead();
  const cursor = useStore(player.store, (state) => state.cursor);
  const track = useStore(player.store, (state) => state.track);
  const acting = useView((view) => view.kubelet.phase === 'act') ?? false;
  const lanesBox = useRef<HTMLDivElement>(null);
  const width = useWidth(lanesBox);
  const { window, wider, closer } = useTimeWindow(now, cursor, live ? null : now);
  const lanes = useLanes(window, now, width);
  const stops = useMemo(() => stopsOf(track.moments), [track.moments]);
  const here = cursor ?? now;
  const previous = nextStop(stops, here, -1);
  const next = cursor === null ? undefined : (nextStop(stops, here, 1) ?? (live ? null : undefined));
  return (
    <section
      className="stage-time"
      aria-label={t.timeline}
      data-past={cursor === null ? undefined : ''}
      data-many={lanes.length > 5 ? '' : undefined}
      data-testid="timeline"
    >
      <header>
        <h3>{t.title}</h3>
        <span className="grow" />
        <IconButton icon="zoom-out" label={t.wider} onClick={wider} />
        <IconButton icon="zoom-in" label={t.closer} onClick={closer} />
        <IconButton
          icon="skip-back"
          label={t.previous}
          onClick={previous === undefined ? undefined : () => player.seek(previous)}
        />
        <IconButton
          icon="skip-forward"
          label={t.next}
          onClick={next === undefined ? undefined : () => player.seek(next)}
        />
        {live ? (
          <button
            type="button"
            className="btn tl-live"
            aria-pressed={cursor === null}
            title={cursor === null ? t.isLive : t.past.back}
            onClick={() => player.seek(null)}
          >
            <Icon name="radio" />
            {t.live}
          </button>
        ) : null}
        {live ? <RecordingMenu /> : null}
      </header>
      <div className="tl-scroll">
        <div className="tl">
          {lanes.map((lane) => (
            <LaneRow key={lane.key} lane={lane} width={width} lit={acting && cursor === null} />
          ))}
          <div className="tl-over" ref={lanesBox}>
            <Heads window={window} now={now} cursor={cursor} />
            <Scrubber
              window={window}
              from={track.from}
              now={now}
              cursor={cursor}
              live={live}
              stops={stops}
              onSeek={player.seek}
            />
          </div>
        </div>
      </div>
      <Axis window={window} width={width} now={now} cursor={cursor} />
    </section>
  );
}
