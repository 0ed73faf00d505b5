'use client';
// The three columns. All panes stay mounted at every width: narrow windows hide them by CSS, so that no terminal or model is lost.
import { BookOpen, FileCode, House } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useWorkbench } from '@/components/state/workbench-store';
import { useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';
import { type PaneSizes, rememberPaneSizes } from './layout-memory';

interface PanesProps {
  lesson: ReactNode;
  editor: ReactNode;
  terminal: ReactNode;
  stage: ReactNode;
  sizes: PaneSizes;
}

export function Panes({ lesson, editor, terminal, stage, sizes }: PanesProps) {
  const t = useTexts(workbenchTexts);
  const kept = useRef<PaneSizes>(sizes);
  const remember = (change: PaneSizes) => {
    kept.current = { ...kept.current, ...change };
    rememberPaneSizes(kept.current);
  };
  const beside = useWorkbench((state) => state.beside);
  const single = useWorkbench((state) => state.single);
  return (
    <main className="wb" data-beside={beside} data-single={single}>
      <Group
        id="columns"
        {...(sizes.columns ? { defaultLayout: sizes.columns } : {})}
        onLayoutChanged={(columns, { isUserInteraction }) => isUserInteraction && remember({ columns })}
      >
        <Panel id="col-lesson" className="col" defaultSize="31.5%" minSize="20%">
          {lesson}
        </Panel>
        <Separator id="gut-lesson" className="gut" aria-label={t.divider.lesson} />
        <Panel id="col-bench" className="col" defaultSize="36.5%" minSize="20%">
          <section className="bench" aria-label={t.pane.bench}>
            <Group
              id="bench-rows"
              orientation="vertical"
              {...(sizes.bench ? { defaultLayout: sizes.bench } : {})}
              onLayoutChanged={(bench, { isUserInteraction }) => isUserInteraction && remember({ bench })}
            >
              <Panel id="row-editor" className="col" defaultSize="51%" minSize="15%">
                {editor}
              </Panel>
              <Separator id="gut-bench" className="gut h" aria-label={t.divider.editor} />
              <Panel id="row-terminal" className="col" defaultSize="49%" minSize="15%">
                {terminal}
              </Panel>
            </Group>
          </section>
        </Panel>
        <Separator id="gut-stage" className="gut second" aria-label={t.divider.bench} />
        <Panel id="col-stage" className="col" defaultSize="32%" minSize="20%">
          {stage}
        </Panel>
      </Group>
    </main>
  );
}

/** Below 768 px: one pane, and this bar. */
export function PhoneBar() {
  const t = useTexts(workbenchTexts);
  const single = useWorkbench((state) => state.single);
  const setSingle = useWorkbench((state) => state.setSingle);
  const icons = { lesson: BookOpen, bench: FileCode, stage: House };
  return (
    <nav className="phonebar" aria-label={t.show}>
      {(['lesson', 'bench', 'stage'] as const).map((pane) => {
        const Icon = icons[pane];
        return (
          <button key={pane} type="button" aria-pressed={single === pane} onClick={() => setSingle(pane)}>
            <Icon className="i s18" aria-hidden="true" />
            {t.pane[pane]}
          </button>
        );
      })}
    </nav>
  );
}
