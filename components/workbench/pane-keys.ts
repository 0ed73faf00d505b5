'use client';
// Moving between panes by key, and knowing in which one the focus is.
import { PANES, type PaneName } from '@/components/state/workbench-store';

/** Focusable entry of each pane: where F6 lands. */
const ENTRY: Record<PaneName, string> = {
  lesson: '[data-testid="lesson"]',
  editor: '[data-testid="editor"] [role="tab"][aria-selected="true"], [data-testid="editor"] button',
  terminal: '[data-testid="terminal"] [role="tab"][aria-selected="true"], [data-testid="terminal"] button',
  stage: '[data-testid="stage"]',
};

const indexOfFocus = (): number =>
  PANES.findIndex((pane) => document.activeElement?.closest(`[data-testid="${pane}"]`));

/** The pane that has the focus. */
export const focusedPane = (): PaneName | undefined => PANES[indexOfFocus()];

/** False when the pane is not to be seen. */
export function focusPane(pane: PaneName): boolean {
  const target = document.querySelector<HTMLElement>(ENTRY[pane]);
  if (!target?.checkVisibility()) return false;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus();
  return true;
}

/** To the next pane in sight (1) or the one before (-1). */
export function stepPane(step: 1 | -1): void {
  const here = indexOfFocus();
  for (let tries = 1; tries <= PANES.length; tries += 1) {
    const pane = PANES[(((here + step * tries) % PANES.length) + PANES.length) % PANES.length];
    if (pane && focusPane(pane)) return;
  }
}
