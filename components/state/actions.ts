'use client';
// Everything a person can do in the workbench, by name: panes register their actions while they are mounted, the command
// palette lists them with their shortcuts, and one listener (components/workbench) runs those that have a shortcut.
import { useEffect } from 'react';
import { create } from 'zustand';

export const ACTION_GROUPS = ['view', 'lesson', 'editor', 'terminal', 'stage'] as const;

export interface Action {
  /** `pane.verb`, unique. */
  id: string;
  group: (typeof ACTION_GROUPS)[number];
  /** A verb with its object, in the reader's language: what the palette shows. */
  label: string;
  /** E.g. `Ctrl+S`, `Shift+F9`; see components/ui/keys. */
  keys?: string;
  /** Only said in the palette and the help: the pane itself listens for the keys. */
  ownKeys?: boolean;
  /** Cannot be done now: not offered. */
  disabled?: boolean;
  run(): void;
}

/** By the hook that registered them, in the order of mounting. */
export const useActionStore = create<{ bySource: Record<string, readonly Action[]> }>(() => ({ bySource: {} }));

/**
 * Offers actions for as long as the caller is mounted. `source` is unique for each caller; the array should keep its identity
 * until something in it changes (useMemo).
 */
export function useActions(source: string, actions: readonly Action[]): void {
  useEffect(() => {
    useActionStore.setState(({ bySource }) => ({ bySource: { ...bySource, [source]: actions } }));
  }, [source, actions]);
  useEffect(
    () => () =>
      useActionStore.setState(({ bySource: { [source]: _gone, ...bySource } }) => ({
        bySource,
      })),
    [source],
  );
}

/** All that can be done now, group by group. */
export function offered(bySource: Record<string, readonly Action[]>): Action[] {
  const all = Object.values(bySource).flat();
  return ACTION_GROUPS.flatMap((group) => all.filter((action) => action.group === group && !action.disabled));
}
