'use client';
// From 1200 px: the three arrangements. Below: what stands beside the lesson.
import { Columns3, FileCode, House, Projector } from 'lucide-react';
import { LAYOUTS, type Layout } from '@/components/state/layouts';
import { useWorkbench } from '@/components/state/workbench-store';
import { useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';
import { remember } from './layout-memory';

const ICONS: Record<Layout, typeof House> = { learn: Columns3, stage: House, projector: Projector };

/** Rearranges the panes and remembers it. */
export function arrange(layout: Layout): void {
  useWorkbench.getState().setLayout(layout);
  remember({ layout });
}

export function LayoutSwitch({ current }: { current: Layout }) {
  const t = useTexts(workbenchTexts);
  return (
    <fieldset className="seg layouts" aria-label={t.layouts}>
      {LAYOUTS.map((layout) => {
        const Icon = ICONS[layout];
        return (
          <button
            key={layout}
            type="button"
            aria-pressed={current === layout}
            aria-label={t.layout[layout]}
            title={t.layoutHint[layout]}
            data-layout-button={layout}
            onClick={() => arrange(layout)}
          >
            <Icon className="i" aria-hidden="true" />
            <span className="hide-md">{t.layout[layout]}</span>
          </button>
        );
      })}
    </fieldset>
  );
}

export function BesideSwitch() {
  const t = useTexts(workbenchTexts);
  const beside = useWorkbench((state) => state.beside);
  const show = (pane: 'bench' | 'stage') => useWorkbench.setState({ beside: pane, maximised: null });
  return (
    <fieldset className="seg switch" aria-label={t.show}>
      {(['bench', 'stage'] as const).map((pane) => {
        const Icon = pane === 'bench' ? FileCode : House;
        return (
          <button key={pane} type="button" aria-pressed={beside === pane} onClick={() => show(pane)}>
            <Icon className="i" aria-hidden="true" />
            <span>{t.pane[pane]}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
