'use client';
// The playhead: a slider over all lanes. Dragging looks back, letting go at the live head is live again.
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useLocale, useTexts } from '@/components/ui/locale';
import { clockTime } from '@/lib/i18n/format';
import { timeTexts } from '@/lib/i18n/stage';
import { nextStop, type Span } from '../model/lanes';

interface ScrubberProps {
  window: Span;
  /** Begin of what is remembered, and the live head (or the end of a recording), ms. */
  from: number;
  now: number;
  cursor: number | null;
  /** A recording has no live head. */
  live: boolean;
  stops: readonly number[];
  onSeek(at: number | null): void;
}

/** How near the live head counts as live, px. */
const LIVE_PX = 6;

export function Scrubber({ window, from, now, cursor, live, stops, onSeek }: ScrubberProps) {
  const t = useTexts(timeTexts);
  const locale = useLocale();
  const pressed = useRef(false);
  const go = (at: number) => onSeek(live && at >= now ? null : Math.max(from, Math.min(now, at)));

  const seekTo = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const perPx = (window.to - window.from) / Math.max(1, box.width);
    const at = window.from + (event.clientX - box.left) * perPx;
    go(at >= now - LIVE_PX * perPx ? now : at);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const here = cursor ?? now;
    const page = (window.to - window.from) / 10;
    const targets: Record<string, () => number | null | undefined> = {
      ArrowLeft: () => nextStop(stops, here, -1) ?? from,
      ArrowRight: () => nextStop(stops, here, 1) ?? now,
      ArrowDown: () => nextStop(stops, here, -1) ?? from,
      ArrowUp: () => nextStop(stops, here, 1) ?? now,
      PageDown: () => here - page,
      PageUp: () => here + page,
      Home: () => from,
      End: () => now,
    };
    const target = targets[event.key]?.();
    if (target === undefined || target === null) return;
    event.preventDefault();
    go(target);
  };
  const time = clockTime(cursor ?? now, locale);
  return (
    <div
      className="tl-scrub"
      role="slider"
      tabIndex={0}
      aria-label={t.scrubber}
      aria-description={t.help}
      aria-valuemin={Math.round(from / 1000)}
      aria-valuemax={Math.round(now / 1000)}
      aria-valuenow={Math.round((cursor ?? now) / 1000)}
      aria-valuetext={cursor === null ? t.nowValue(time) : t.pastValue(time)}
      data-testid="scrubber"
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        pressed.current = true;
        seekTo(event);
      }}
      onPointerMove={(event) => pressed.current && seekTo(event)}
      onPointerUp={() => {
        pressed.current = false;
      }}
      onPointerCancel={() => {
        pressed.current = false;
      }}
    />
  );
}
