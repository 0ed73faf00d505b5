'use client';
// The workbench: rail, lesson, bench (editor over terminal), stage. The only place that knows all panes.
import dynamic from 'next/dynamic';
import { useSelectedLayoutSegment } from 'next/navigation';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { connectLab } from '@/components/client';
import { EditorPane } from '@/components/panes/editor';
import { TerminalPane } from '@/components/panes/terminal';
import { RecordingPlayerProvider } from '@/components/state/recording-slot';
import { useWorkbench } from '@/components/state/workbench-store';
import { useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';
import { Authoring } from './authoring';
import { Contents } from './contents';
import type { CourseLesson } from './course';
import type { Remembered } from './layout-memory';
import { Palette, ShortcutHelp } from './palette';
import { Panes } from './panes';
import { PhoneBar } from './phone-bar';
import { ProjectorBar } from './projector-bar';
import { Rail } from './rail';
import { RoomSlot } from './room-slot';
import { useShortcuts, useViewActions } from './view-actions';
import './workbench.css';
import './dialogs.css';

/** There is nothing on it before the lab has answered: its code comes at the same time as that answer, after the prose. */
const Stage = dynamic(() => import('@/components/panes/stage').then((module) => module.Stage), {
  ssr: false,
  loading: () => <StageLoading />,
});

const RecordingFigure = dynamic(
  () => import('@/components/panes/stage/recording-figure').then((module) => module.RecordingFigure),
  { ssr: false },
);

function StageLoading() {
  const t = useTexts(workbenchTexts);
  return (
    <section className="stage-loading" aria-label={t.paneName.stage}>
      <p role="status">{t.stageLoading}</p>
    </section>
  );
}

interface WorkbenchProps {
  lesson: CourseLesson;
  /** All lessons in reading order, for the contents. */
  course: CourseLesson[];
  remembered: Remembered;
  /** The lesson pane of the current step, rendered by its page. */
  children: ReactNode;
}

export function Workbench({ lesson, course, remembered, children }: WorkbenchProps) {
  const step = useSelectedLayoutSegment() ?? '';
  const t = useTexts(workbenchTexts);
  const [dialog, setDialog] = useState<'palette' | 'help' | 'contents' | null>(null);
  const layout = useWorkbench((state) => state.layout) ?? remembered.layout ?? 'learn';
  useEffect(() => connectLab(), []);
  useEffect(() => {
    if (useWorkbench.getState().layout === null) useWorkbench.setState({ layout: remembered.layout ?? 'learn' });
  }, [remembered.layout]);
  const openPalette = useCallback(() => setDialog('palette'), []);
  const openHelp = useCallback(() => setDialog('help'), []);
  const openContents = useCallback(() => setDialog('contents'), []);
  const close = () => setDialog(null);
  useViewActions({ openPalette, openHelp, openContents });
  useShortcuts();
  return (
    <div className="workbench" data-layout={layout}>
      <a className="sr skip" href="#lesson">
        {t.skip}
      </a>
      <Rail lesson={lesson} step={step} layout={layout} onContents={openContents} onPalette={openPalette} />
      <RoomSlot course={course} lesson={lesson.slug} step={step} />
      <Panes
        lesson={<RecordingPlayerProvider value={RecordingFigure}>{children}</RecordingPlayerProvider>}
        editor={<EditorPane />}
        terminal={<TerminalPane />}
        stage={<Stage />}
        remembered={remembered}
      />
      <PhoneBar />
      <Authoring />
      {layout === 'projector' ? <ProjectorBar lesson={lesson} step={step} /> : null}
      {dialog === 'palette' ? <Palette onClose={close} /> : null}
      {dialog === 'help' ? <ShortcutHelp onClose={close} /> : null}
      {dialog === 'contents' ? <Contents course={course} here={{ lesson: lesson.slug, step }} onClose={close} /> : null}
    </div>
  );
}
