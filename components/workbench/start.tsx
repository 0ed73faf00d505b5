'use client';
// The start page: what this is, one button, what this machine has, and a recording of the stage.
import { ArrowRight, CircleCheck, CircleX, Loader, TriangleAlert } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { connectLab } from '@/components/client';
import { RecordingFigure } from '@/components/panes/stage/recording-figure';
import { useLab } from '@/components/state/lab-store';
import { useRoom } from '@/components/state/room-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { preflightTexts } from '@/lib/i18n/preflight';
import { startTexts } from '@/lib/i18n/start';
import { workbenchTexts } from '@/lib/i18n/workbench';
import type { MachineCheck } from '@/lib/protocol/machine';
import { DemoMark } from './connection';
import { Contents } from './contents';
import type { CourseLesson } from './course';
import { LanguageSwitch } from './language-switch';
import { TONES } from './preflight';
import { ThemeButton } from './theme-button';
import { useMachine } from './use-machine';
import { Wordmark } from './wordmark';
import './start.css';
import './dialogs.css';

const StartNote = dynamic(() => import('@/components/room/start-note').then((module) => module.StartNote), {
  ssr: false,
});

function Flats() {
  return (
    <svg className="flats" viewBox="0 0 130 772" preserveAspectRatio="none" aria-hidden="true">
      <g fill="none" strokeWidth="1.5">
        <path className="fa" d="M0 0 74 24V748L0 772Z" />
        <path className="fl" d="M10 16 64 33V739L10 756ZM10 390H64M10 270 64 160M10 510 64 620" />
        <path className="fb" d="M52 36 106 54V718L52 736Z" />
        <path className="fl" d="M60 50 98 62V710L60 722ZM60 386H98M60 290 98 190M60 484 98 586" />
        <path className="fc" d="M90 64 128 76V696L90 708Z" />
        <path className="fl" d="M97 77 122 85V687L97 695ZM97 386H122" />
      </g>
    </svg>
  );
}

/** Said on the first page only where something is to be done about them. */
const QUIET = new Set<MachineCheck['name']>(['memory', 'clock', 'ports']);

/** Three facts on one line, and the way to all of them. */
function MachineLine() {
  const t = useTexts(startTexts);
  const p = useTexts(preflightTexts);
  const locale = useLocale();
  const { checks } = useMachine();
  if (!checks) {
    return (
      <p className="check" role="status">
        <span>
          <Loader className="i s16 spin" aria-hidden="true" />
          {t.waiting}
        </span>
      </p>
    );
  }
  const shown = checks.filter(({ name, state }) => state !== 'ok' || !QUIET.has(name));
  return (
    <p className="check" role="status">
      {shown.map(({ name, state, code, facts }) => {
        const Mark = state === 'ok' ? CircleCheck : state === 'bad' ? CircleX : TriangleAlert;
        return (
          <span key={name} data-st={TONES[state]}>
            <Mark className="i s16" aria-hidden="true" />
            {p.said[code](facts)}
          </span>
        );
      })}
      <Link href={`/${locale}/preflight`}>{t.preflight}</Link>
    </p>
  );
}

/** The step to go on with: the last one entered of any lesson, else the very first. */
function useNextStep(course: CourseLesson[]): { lesson: string; step: string; title: string; begun: boolean } {
  const last = useLab((state) => {
    const entered = Object.entries(state.view?.steps ?? {});
    return entered.sort(([, a], [, b]) => b.enteredAt - a.enteredAt)[0]?.[0];
  });
  const [slug, id] = last?.split('/') ?? [];
  const known = course.find((lesson) => lesson.slug === slug)?.steps.find((step) => step.id === id);
  if (known && slug) return { lesson: slug, step: known.id, title: known.title, begun: true };
  const first = course[0];
  return { lesson: first?.slug ?? '', step: first?.steps[0]?.id ?? '', title: '', begun: false };
}

export function Start({ course }: { course: CourseLesson[] }) {
  const t = useTexts(startTexts);
  const w = useTexts(workbenchTexts);
  const locale = useLocale();
  const next = useNextStep(course);
  const demo = useLab((state) => state.view?.engine.runtime === 'memory');
  // The machine of a workshop is the trainer's concern.
  const inRoom = useRoom((state) => state.view !== null);
  const [contents, showContents] = useState(false);
  useEffect(() => connectLab(), []);
  const steps = course.flatMap((lesson) => lesson.steps);
  const minutes = steps.reduce((sum, step) => sum + step.minutes, 0);
  return (
    <div className="start">
      <header className="topbar">
        <Wordmark />
        <span className="grow" />
        <DemoMark />
        <button type="button" className="link" aria-haspopup="dialog" onClick={() => showContents(true)}>
          {w.contents}
        </button>
        <LanguageSwitch />
        <ThemeButton />
      </header>
      <main className="hero">
        <div>
          <h1>{t.title}</h1>
          <p className="lead">
            {t.lead} {demo ? t.demo : t.real} <Link href={`/${locale}/truth`}>{w.truth}</Link>
          </p>
          <div className="go">
            <Link
              className="btn fill big"
              data-testid="begin"
              href={`/${locale}/lessons/${next.lesson}/${next.step}`}
              title={next.title}
            >
              {next.begun ? t.goOn : t.begin}
              <ArrowRight className="i s18" aria-hidden="true" />
            </Link>
            <span>
              <span>{t.facts(minutes, steps.length, course.length)}</span>
              <span>{t.kept}</span>
            </span>
          </div>
          {inRoom ? <StartNote /> : <MachineLine />}
        </div>
        <section className="theatre" aria-label={t.stageNote}>
          <h2 className="sr">{t.stageNote}</h2>
          <Flats />
          <div className="mini">
            <RecordingFigure name="self-healing" />
          </div>
        </section>
      </main>
      {contents ? <Contents course={course} onClose={() => showContents(false)} /> : null}
    </div>
  );
}
