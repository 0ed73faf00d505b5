'use client';
import { type RefObject, useEffect } from 'react';

const STOPS = '[data-stop]';

/** The nearest stop in a direction; ties go to the one that is more in line. */
function nearest(from: HTMLElement, stops: HTMLElement[], key: string): HTMLElement | undefined {
  const here = from.getBoundingClientRect();
  const across = key === 'ArrowLeft' || key === 'ArrowRight';
  const sign = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  let best: { stop: HTMLElement; cost: number } | undefined;
  for (const stop of stops) {
    const there = stop.getBoundingClientRect();
    const dx = there.left + there.width / 2 - (here.left + here.width / 2);
    const dy = there.top + there.height / 2 - (here.top + here.height / 2);
    const ahead = (across ? dx : dy) * sign;
    if (stop === from || ahead <= 1) continue;
    const cost = ahead + Math.abs(across ? dy : dx) * 2;
    if (!best || cost < best.cost) best = { stop, cost };
  }
  return best?.stop;
}

function goal(from: HTMLElement, stops: HTMLElement[], key: string): HTMLElement | undefined {
  if (key === 'Home') return stops[0];
  if (key === 'End') return stops.at(-1);
  return key.startsWith('Arrow') ? nearest(from, stops, key) : undefined;
}

/**
 * One tab stop for everything in `box` that carries `data-stop`; arrow keys go on from there, Home and End to the ends. What is
 * there comes and goes by itself: exactly one stop can be reached by Tab at any time.
 */
export function useRoving(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = box.current;
    if (!root) return;
    const settle = () => {
      const stops = [...root.querySelectorAll<HTMLElement>(STOPS)];
      const current =
        stops.find((stop) => stop === document.activeElement) ?? stops.find((stop) => stop.tabIndex === 0);
      const chosen = current ?? stops[0];
      for (const stop of stops) if (stop !== chosen && stop.tabIndex === 0) stop.tabIndex = -1;
      if (chosen) chosen.tabIndex = 0;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const from = event.target instanceof HTMLElement && event.target.matches(STOPS) ? event.target : null;
      const target = from && goal(from, [...root.querySelectorAll<HTMLElement>(STOPS)], event.key);
      if (!target) return;
      event.preventDefault();
      target.focus();
    };
    settle();
    const observer = new MutationObserver(settle);
    observer.observe(root, { childList: true, subtree: true });
    root.addEventListener('focusin', settle);
    root.addEventListener('keydown', onKeyDown);
    return () => {
      observer.disconnect();
      root.removeEventListener('focusin', settle);
      root.removeEventListener('keydown', onKeyDown);
    };
  }, [box]);
}
