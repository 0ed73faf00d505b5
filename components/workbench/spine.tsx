'use client';
// Layout `stage`: what is hidden stands on a narrow spine and can be pulled out beside the stage.
import { BookOpen, FileCode } from 'lucide-react';
import { useWorkbench } from '@/components/state/workbench-store';
import { useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';

const ICONS = { bench: FileCode, lesson: BookOpen };

export function Spine() {
  const t = useTexts(workbenchTexts);
  const drawer = useWorkbench((state) => state.drawer);
  const setDrawer = useWorkbench((state) => state.setDrawer);
  return (
    <nav className="spine" aria-label={t.spine}>
      {(['bench', 'lesson'] as const).map((column) => {
        const Icon = ICONS[column];
        const out = drawer === column;
        return (
          <button
            key={column}
            type="button"
            aria-pressed={out}
            title={out ? t.putAway(t.pane[column]) : t.pullOut(t.pane[column])}
            onClick={() => setDrawer(out ? null : column)}
          >
            <span>{t.pane[column]}</span>
            <Icon className="i" aria-hidden="true" />
          </button>
        );
      })}
    </nav>
  );
}
