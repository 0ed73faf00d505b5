'use client';
import { type RefObject, useEffect, useRef } from 'react';
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
  active: boolean,
): void {
  const { cols, rows } = view;
  const running = view.state === 'running';
  useEffect(() => {
    const element = host.current;
    if (!live || !element || !active || !running) return;
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
  }, [live, host, active, running]);

  const known = useRef({ cols, rows });
  useEffect(() => {
    const changed = known.current.cols !== cols || known.current.rows !== rows;
    known.current = { cols, rows };
    if (!changed || !live) return;
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
