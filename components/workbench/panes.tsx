'use client';
// The three columns. All panes stay mounted in every arrangement and width: CSS hides them, so that no terminal or model is lost.
import { type ReactNode, useMemo, useRef } from 'react';
import { Group, type GroupImperativeHandle, Panel } from 'react-resizable-panels';
import { useActions } from '@/components/state/actions';
import { useWorkbench } from '@/components/state/workbench-store';
import { useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';
import { Gutter } from './gutter';
import { type Remembered, remember } from './layout-memory';
import { Spine } from './spine';

interface PanesProps {
  lesson: ReactNode;
  editor: ReactNode;
  terminal: ReactNode;
  stage: ReactNode;
  remembered: Remembered;
}

const COLUMNS = { 'col-lesson': 31.5, 'col-bench': 36.5, 'col-stage': 32 };
const BENCH = { 'row-editor': 51, 'row-terminal': 49 };

export function Panes({ lesson, editor, terminal, stage, remembered }: PanesProps) {
  const t = useTexts(workbenchTexts);
  const group = useRef<GroupImperativeHandle>(null);
  const { beside, single, maximised, drawer } = useWorkbench();
  const layout = useWorkbench((state) => state.layout) ?? remembered.layout ?? 'learn';
  const reset = useMemo(
    () => [
      {
        id: 'view.resetSizes',
        group: 'view' as const,
        label: t.actions.resetSizes,
        run() {
          const applied = group.current?.setLayout(COLUMNS);
          if (applied) remember({ columns: applied });
        },
      },
    ],
    [t],
  );
  useActions('columns', reset);
  return (
    <main
      className="wb"
      data-layout={layout}
      data-max={maximised ?? undefined}
      data-drawer={drawer ?? undefined}
      data-beside={beside}
      data-single={single}
    >
      <Spine />
      <Group
        id="columns"
        groupRef={group}
        {...(remembered.columns ? { defaultLayout: remembered.columns } : {})}
        onLayoutChanged={(columns, { isUserInteraction }) => isUserInteraction && remember({ columns })}
      >
        <Panel id="col-lesson" className="col" defaultSize="31.5%" minSize="18%">
          {lesson}
        </Panel>
        <Gutter
          id="gut-lesson"
          label={t.divider.lesson}
          between={['col-lesson', 'col-bench']}
          group={group}
          defaults={COLUMNS}
          onChanged={(columns) => remember({ columns })}
        />
        <Panel id="col-bench" className="col" defaultSize="36.5%" minSize="20%">
          <Bench editor={editor} terminal={terminal} remembered={remembered} />
        </Panel>
        <Gutter
          id="gut-stage"
          className="second"
          label={t.divider.bench}
          between={['col-bench', 'col-stage']}
          group={group}
          defaults={COLUMNS}
          onChanged={(columns) => remember({ columns })}
        />
        <Panel id="col-stage" className="col" defaultSize="32%" minSize="20%">
          {stage}
        </Panel>
      </Group>
    </main>
  );
}

/** Editor over terminal; either can be collapsed to its tabs. */
function Bench({ editor, terminal, remembered }: Pick<PanesProps, 'editor' | 'terminal' | 'remembered'>) {
  const t = useTexts(workbenchTexts);
  const group = useRef<GroupImperativeHandle>(null);
  return (
    <section className="bench" aria-label={t.pane.bench}>
      <Group
        id="bench-rows"
        orientation="vertical"
        groupRef={group}
        {...(remembered.bench ? { defaultLayout: remembered.bench } : {})}
        onLayoutChanged={(bench, { isUserInteraction }) => isUserInteraction && remember({ bench })}
      >
        <Panel id="row-editor" className="col" defaultSize="51%" minSize="15%" collapsible collapsedSize="2.25rem">
          {editor}
        </Panel>
        <Gutter
          id="gut-bench"
          horizontal
          label={t.divider.editor}
          between={['row-editor', 'row-terminal']}
          group={group}
          defaults={BENCH}
          onChanged={(bench) => remember({ bench })}
        />
        <Panel id="row-terminal" className="col" defaultSize="49%" minSize="15%" collapsible collapsedSize="2.25rem">
          {terminal}
        </Panel>
      </Group>
    </section>
  );
}
