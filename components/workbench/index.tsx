'use client';
// The workbench: rail, lesson, bench (editor over terminal), stage. The only place that knows all panes.
import { useSelectedLayoutSegment } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { connectLab } from '@/components/client';
import { EditorPane } from '@/components/panes/editor';
import { Stage } from '@/components/panes/stage';
import { TerminalPane } from '@/components/panes/terminal';
import { useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';
import type { PaneSizes } from './layout-memory';
import { usePaneKeys } from './pane-keys';
import { Panes, PhoneBar } from './panes';
import { Rail, type RailLesson } from './rail';
import './workbench.css';

interface WorkbenchProps {
  rail: RailLesson;
  sizes: PaneSizes;
  /** The lesson pane of the current step, rendered by its page. */
  children: ReactNode;
}

export function Workbench({ rail, sizes, children }: WorkbenchProps) {
  const step = useSelectedLayoutSegment() ?? '';
  const t = useTexts(workbenchTexts);
  useEffect(() => connectLab(), []);
  usePaneKeys();
  return (
    <div className="workbench">
      <a className="sr skip" href="#lesson">
        {t.skip}
      </a>
      <Rail lesson={rail} step={step} />
      <Panes lesson={children} editor={<EditorPane />} terminal={<TerminalPane />} stage={<Stage />} sizes={sizes} />
      <PhoneBar />
    </div>
  );
}
