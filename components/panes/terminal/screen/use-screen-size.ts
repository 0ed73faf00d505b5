'use client';
import { type RefObject, useEffect } from 'react';
import type { TerminalView } from '@/lib/protocol/view';
import type { LiveScreen } from './use-terminal-screen';

/**
 * The shell has one size, whoever looks at it. The window whose layout changed last, or that was last gone to, sets it; the
 * others take it over, so that no window shows lines broken for another.
 */
export function useScreenSize(
  live: LiveScreen | null,
  host: RefObject<HTMLElement | null>,
  view: TerminalView,
  /** The screen is on top, and the shell can be reached. */
  leading: boolean,
): void {
  const { cols, rows } = view;
  useEffect(() => {
    const element = host.current;
    if (!live || !element || !leading) return;
    let frame = 0;
    const fit = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => live.screen.fit());
    };
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    addEventListener('focus', fit);
    element.addEventListener('focusin', fit);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      removeEventListener('focus', fit);
      element.removeEventListener('focusin', fit);
    };
  }, [live, host, leading]);

  useEffect(() => {
    if (!live) return;
    const { shellSize } = live.screen;
    live.screen.shellSize = { cols, rows };
    // Only what has changed: at first the pane's own size is on its way.
    if (shellSize.cols === cols && shellSize.rows === rows) return;
    const { terminal } = live.screen;
    if (terminal.cols === cols && terminal.rows === rows) return;
    terminal.resize(cols, rows);
    // Whoever types here again looks here.
    const typed = terminal.onData(() => {
      typed.dispose();
      live.screen.fit();
    });
    return () => typed.dispose();
  }, [live, cols, rows]);
}

/** Colours and type size follow the page's theme and scale. */
export function useScreenDress(live: LiveScreen | null): void {
  useEffect(() => {
    if (!live) return;
    const dress = () => {
      live.screen.dress();
      live.screen.fit();
    };
    const observer = new MutationObserver(dress);
    observer.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['data-theme', 'data-scale', 'style'],
    });
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', dress);
    return () => {
      observer.disconnect();
      scheme.removeEventListener('change', dress);
    };
  }, [live]);
}
