'use client';
import { BookOpen, FileCode, House } from 'lucide-react';
import { useWorkbench } from '@/components/state/workbench-store';
import { useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';

const ICONS = { lesson: BookOpen, bench: FileCode, stage: House };

/** Below 768 px: one pane, and this bar. */
export function PhoneBar() {
  const t = useTexts(workbenchTexts);
  const single = useWorkbench((state) => state.single);
  const show = (pane: 'lesson' | 'bench' | 'stage') => useWorkbench.setState({ single: pane, maximised: null });
  return (
    <nav className="phonebar" aria-label={t.show}>
      {(['lesson', 'bench', 'stage'] as const).map((pane) => {
        const Icon = ICONS[pane];
        return (
          <button key={pane} type="button" aria-pressed={single === pane} onClick={() => show(pane)}>
            <Icon className="i s18" aria-hidden="true" />
            {t.pane[pane]}
          </button>
        );
      })}
    </nav>
  );
}
