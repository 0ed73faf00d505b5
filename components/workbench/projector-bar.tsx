'use client';
// Layout `projector`: the one bar at the foot, in place of the rail.
import { ArrowLeft, ArrowRight, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRoom } from '@/components/state/room-store';
import { useWorkbench } from '@/components/state/workbench-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';
import { Connection, DemoMark } from './connection';
import { type CourseLesson, stepHref } from './course';
import { arrange } from './layout-switch';
import { Wordmark } from './wordmark';

const ProjectorFoot = dynamic(() => import('@/components/room/projector-foot').then((module) => module.ProjectorFoot), {
  ssr: false,
});

export function ProjectorBar({ lesson, step }: { lesson: CourseLesson; step: string }) {
  const t = useTexts(workbenchTexts);
  const locale = useLocale();
  const inRoom = useRoom((state) => state.board !== null);
  const drawer = useWorkbench((state) => state.drawer);
  const setDrawer = useWorkbench((state) => state.setDrawer);
  const at = lesson.steps.findIndex(({ id }) => id === step);
  const before = lesson.steps[at - 1];
  const next = lesson.steps[at + 1];
  return (
    <footer className="projector-bar">
      <Wordmark hideName />
      <b className="grow">{lesson.steps[at]?.title ?? lesson.title}</b>
      {inRoom ? <ProjectorFoot here={{ lesson: lesson.slug, step }} /> : null}
      <DemoMark />
      <fieldset className="seg" aria-label={t.besideStage}>
        {(['bench', 'lesson'] as const).map((pane) => (
          <button
            key={pane}
            type="button"
            aria-pressed={(drawer ?? 'bench') === pane}
            onClick={() => setDrawer(pane === 'lesson' ? 'lesson' : null)}
          >
            {t.pane[pane]}
          </button>
        ))}
      </fieldset>
      {before ? (
        <Link
          className="btn icon"
          href={stepHref(locale, lesson.slug, before.id)}
          aria-label={t.previousStep(before.title)}
        >
          <ArrowLeft className="i" aria-hidden="true" />
        </Link>
      ) : null}
      <span>
        {at + 1} / {lesson.steps.length}
      </span>
      {next ? (
        <Link className="btn icon" href={stepHref(locale, lesson.slug, next.id)} aria-label={t.nextStep(next.title)}>
          <ArrowRight className="i" aria-hidden="true" />
        </Link>
      ) : null}
      <Connection />
      <button
        type="button"
        className="btn icon"
        aria-label={t.leaveProjector}
        title={t.leaveProjector}
        onClick={() => arrange('learn')}
      >
        <X className="i" aria-hidden="true" />
      </button>
    </footer>
  );
}
