'use client';
// The workbench's own actions, and the one listener that runs whatever action has a shortcut.
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useMemo } from 'react';
import { type Action, offered, useActionStore, useActions } from '@/components/state/actions';
import { LAYOUTS } from '@/components/state/layouts';
import { PANES, showPane, useWorkbench } from '@/components/state/workbench-store';
import { isPressed } from '@/components/ui/keys';
import { useLocale, useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';
import { workbookTexts } from '@/lib/i18n/workbook';
import { arrange } from './layout-switch';
import { focusedPane, focusPane, stepPane } from './pane-keys';
import { toggleTheme } from './theme-button';

interface Dialogs {
  openPalette(): void;
  openHelp(): void;
  openContents(): void;
}

type Texts = (typeof workbenchTexts)['de'];

function layoutActions(t: Texts): Action[] {
  const presets = LAYOUTS.map((layout) => ({
    id: `view.layout.${layout}`,
    group: 'view' as const,
    label: t.actions.layout(t.layout[layout]),
    run: () => arrange(layout),
  }));
  const next = () => {
    const { layout } = useWorkbench.getState();
    const at = LAYOUTS.indexOf(layout ?? 'learn');
    arrange(LAYOUTS[(at + 1) % LAYOUTS.length] ?? 'learn');
  };
  return [
    ...presets,
    { id: 'view.nextLayout', group: 'view', label: t.actions.nextLayout, keys: 'Shift+F9', run: next },
  ];
}

function paneActions(t: Texts): Action[] {
  const toggle = () => {
    const { maximised, setMaximised } = useWorkbench.getState();
    setMaximised(maximised ? null : (focusedPane() ?? 'stage'));
  };
  const goTo = PANES.map((pane) => ({
    id: `view.focus.${pane}`,
    group: 'view' as const,
    label: t.actions.focus(t.paneName[pane]),
    run() {
      showPane(pane);
      requestAnimationFrame(() => focusPane(pane));
    },
  }));
  return [
    { id: 'view.maximise', group: 'view', label: t.actions.maximise, keys: 'F9', run: toggle },
    { id: 'view.nextPane', group: 'view', label: t.actions.nextPane, keys: 'F6', run: () => stepPane(1) },
    {
      id: 'view.previousPane',
      group: 'view',
      label: t.actions.previousPane,
      keys: 'Shift+F6',
      run: () => stepPane(-1),
    },
    ...goTo,
  ];
}

/** Registers the workbench's actions. */
export function useViewActions({ openPalette, openHelp, openContents }: Dialogs): void {
  const t = useTexts(workbenchTexts);
  const workbook = useTexts(workbookTexts).open;
  const locale = useLocale();
  const router = useRouter();
  const path = usePathname();
  const actions = useMemo<Action[]>(
    () => [
      { id: 'view.palette', group: 'view', label: t.palette, keys: 'F1', run: openPalette },
      { id: 'view.help', group: 'view', label: t.help, keys: 'Shift+F1', run: openHelp },
      { id: 'view.contents', group: 'view', label: t.contents, run: openContents },
      ...layoutActions(t),
      ...paneActions(t),
      { id: 'view.theme', group: 'view', label: t.actions.theme, run: toggleTheme },
      {
        id: 'view.language',
        group: 'view',
        label: t.actions.language,
        run: () => router.push(path.replace(/^\/(de|en)(?=\/|$)/, locale === 'de' ? '/en' : '/de'), { scroll: false }),
      },
      { id: 'view.start', group: 'view', label: t.toStart, run: () => router.push(`/${locale}`) },
      { id: 'view.workbook', group: 'view', label: workbook, run: () => router.push(`/${locale}/workbook`) },
      { id: 'view.preflight', group: 'view', label: t.preflight, run: () => router.push(`/${locale}/preflight`) },
    ],
    [t, workbook, locale, path, router, openPalette, openHelp, openContents],
  );
  useActions('workbench', actions);
}

/** Runs actions by their shortcuts, wherever the focus is; before the pane that has it. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // A modal dialog has the keyboard to itself.
      if (document.querySelector('dialog[open]')) return;
      const action = offered(useActionStore.getState().bySource).find(
        ({ keys, ownKeys }) => keys && !ownKeys && isPressed(keys, event),
      );
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      action.run();
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
