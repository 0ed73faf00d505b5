'use client';
import { useEffect } from 'react';

const ORDER = ['lesson', 'editor', 'terminal', 'stage'];

/** Focusable entry of each pane: where F6 lands. */
const ENTRY: Record<string, string> = {
  lesson: '[data-testid="lesson"]',
  editor: '[data-testid="editor"] [role="tab"][aria-selected="true"], [data-testid="editor"] button',
  terminal: '[data-testid="terminal"] [role="tab"][aria-selected="true"], [data-testid="terminal"] button',
  stage: '[data-testid="stage"]',
};

function paneOf(element: Element | null): number {
  return ORDER.findIndex((pane) => element?.closest(`[data-testid="${pane}"]`));
}

function focusPane(pane: string): boolean {
  const target = document.querySelector<HTMLElement>(ENTRY[pane] ?? '');
  if (!target?.checkVisibility()) return false;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus();
  return true;
}

/** F6 goes to the next pane, Shift+F6 to the one before; inside the terminal Ctrl+Shift+F6 leaves it, as its foot says. */
export function usePaneKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F6' || event.altKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      const here = paneOf(document.activeElement);
      const step = event.shiftKey && !event.ctrlKey ? -1 : 1;
      for (let tries = 1; tries <= ORDER.length; tries += 1) {
        const pane = ORDER[(((here + step * tries) % ORDER.length) + ORDER.length) % ORDER.length];
        if (pane && focusPane(pane)) return;
      }
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
