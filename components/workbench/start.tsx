'use client';
// The start page: what this is, one button, what this machine has, and the stage of this machine, live.
import { ArrowRight, CircleCheck, CircleX, Loader } from 'lucide-react';
import Link from 'next/link';
import { useEffect } from 'react';
import { connectLab } from '@/components/client';
import { Stage } from '@/components/panes/stage';
import { useLab } from '@/components/state/lab-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { startTexts } from '@/lib/i18n/start';
import type { CourseLesson } from './course';
import { LanguageSwitch } from './language-switch';
import { ThemeButton } from './theme-button';
import { Wordmark } from './wordmark';
import './start.css';

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

function MachineFacts() {
  const t = useTexts(startTexts);
  const view = useLab((state) => state.view);
  if (!view) {
    return (
      <p className="check" role="status">
        <span>
          <Loader className="i s16 spin" aria-hidden="true" />
          {t.check.waiting}
        </span>
      </p>
    );
  }
  const up = view.engine.state === 'available';
  const Mark = up ? CircleCheck : CircleX;
  return (
    <p className="check" role="status">
      <span data-ok={up}>
        <Mark className="i s16" aria-hidden="true" />
        {!up
          ? t.check.engineDown
          : view.engine.runtime === 'memory'
            ? t.check.memory
            : t.check.engine(view.engine.version)}
      </span>
      <span data-ok="true">
        <CircleCheck className="i s16" aria-hidden="true" />
        {t.check.node(view.node.name)}
      </span>
      <span data-ok="true">
        <CircleCheck className="i s16" aria-hidden="true" />
        {t.check.files(view.lab.home)}
      </span>
    </p>
  );
}

/** The step to go on with: the last one entered, else the first. */
function useNextStep(lesson: CourseLesson): { id: string; begun: boolean } {
  const last = useLab((state) => {
    const entered = Object.entries(state.view?.steps ?? {}).filter(([key]) => key.startsWith(`${lesson.slug}/`));
    return entered.sort(([, a], [, b]) => b.enteredAt - a.enteredAt)[0]?.[0].split('/')[1];
  });
  const known = lesson.steps.some(({ id }) => id === last);
  return known && last ? { id: last, begun: true } : { id: lesson.steps[0]?.id ?? '', begun: false };
}

export function Start({ lesson }: { lesson: CourseLesson }) {
  const t = useTexts(startTexts);
  const locale = useLocale();
  const next = useNextStep(lesson);
  const demo = useLab((state) => state.view?.engine.runtime === 'memory');
  useEffect(() => connectLab(), []);
  const minutes = lesson.steps.reduce((sum, step) => sum + step.minutes, 0);
  return (
    <div className="start">
      <header className="topbar">
        <Wordmark />
        <span className="grow" />
        <LanguageSwitch />
        <ThemeButton />
      </header>
      <main className="hero">
        <div>
          <h1>{t.title}</h1>
          <p className="lead">
            {t.lead} {demo ? t.demo : t.real}
          </p>
          <div className="go">
            <Link className="btn fill big" data-testid="begin" href={`/${locale}/lessons/${lesson.slug}/${next.id}`}>
              {next.begun ? t.goOn : t.begin}
              <ArrowRight className="i s18" aria-hidden="true" />
            </Link>
            <span>
              <span>{t.facts(minutes, lesson.steps.length)}</span>
              <span>{t.kept}</span>
            </span>
          </div>
          <MachineFacts />
        </div>
        <div className="theatre" role="group" aria-label={t.stageNote}>
          <Flats />
          <div className="mini">
            <Stage />
          </div>
        </div>
      </main>
    </div>
  );
}
