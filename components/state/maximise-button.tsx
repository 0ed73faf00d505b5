'use client';
// The one button that every pane's head has: the pane alone, and back.
import { Maximize2, Minimize2 } from 'lucide-react';
import { keyNames } from '@/components/ui/keys';
import { useLocale, useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';
import { type PaneName, useWorkbench } from './workbench-store';

export function MaximiseButton({ pane }: { pane: PaneName }) {
  const t = useTexts(workbenchTexts);
  const locale = useLocale();
  const large = useWorkbench((state) => state.maximised === pane);
  const setMaximised = useWorkbench((state) => state.setMaximised);
  const Icon = large ? Minimize2 : Maximize2;
  const label = large ? t.restore : t.maximise(t.paneName[pane]);
  return (
    <button
      type="button"
      className="btn icon maximise"
      aria-pressed={large}
      aria-label={label}
      title={`${label} (${keyNames('F9', locale).join('+')})`}
      data-maximise={pane}
      onClick={() => setMaximised(large ? null : pane)}
    >
      <Icon className="i" aria-hidden="true" />
    </button>
  );
}
