'use client';
// The dark rail above the panes: where you are, how far, which arrangement, language and theme, whether the lab is live.
import { Check, ChevronDown, ChevronRight, Clock, Command, List } from 'lucide-react';
import Link from 'next/link';
import type { Layout } from '@/components/state/layouts';
import { keyNames } from '@/components/ui/keys';
import { useLocale, useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';
import { Connection, DemoMark } from './connection';
import { type CourseLesson, stepHref, useDoneSteps } from './course';
import { LanguageSwitch } from './language-switch';
import { BesideSwitch, LayoutSwitch } from './layout-switch';
import { ThemeButton } from './theme-button';
import { Wordmark } from './wordmark';

function StepDots({ lesson, step }: { lesson: CourseLesson; step: string }) {
  const t = useTexts(workbenchTexts);
  const locale = useLocale();
  const done = useDoneSteps(lesson);
  return (
    <nav className="dots hide-sm" aria-label={t.steps}>
      {lesson.steps.map(({ id, title }, at) => {
        const state = id === step ? 'here' : done.has(id) ? 'done' : '';
        return (
          <Link
            key={id}
            className={state}
            href={stepHref(locale, lesson.slug, id)}
            title={title}
            aria-label={done.has(id) ? t.stepDone(at + 1, title) : t.stepOpen(at + 1, title)}
            {...(id === step ? { 'aria-current': 'step' as const } : {})}
          >
            <u>{state === 'done' ? <Check className="i s12" aria-hidden="true" /> : at + 1}</u>
          </Link>
        );
      })}
    </nav>
  );
}

/** Part, lesson: opens the contents. */
function Crumb({ lesson, onContents }: { lesson: CourseLesson; onContents(): void }) {
  const t = useTexts(workbenchTexts);
  return (
    <button
      type="button"
      className="crumb"
      aria-haspopup="dialog"
      aria-label={`${t.contents}: ${lesson.title}`}
      onClick={onContents}
    >
      <List className="i" aria-hidden="true" />
      <span className="hide-md">{lesson.part}</span>
      <ChevronRight className="i s12 hide-md" aria-hidden="true" />
      <b>{lesson.title}</b>
      <ChevronDown className="i s12" aria-hidden="true" />
    </button>
  );
}

interface RailProps {
  lesson: CourseLesson;
  step: string;
  layout: Layout;
  onContents(): void;
  onPalette(): void;
}

export function Rail({ lesson, step, layout, onContents, onPalette }: RailProps) {
  const t = useTexts(workbenchTexts);
  const locale = useLocale();
  const at = lesson.steps.findIndex(({ id }) => id === step);
  const minutes = lesson.steps.slice(Math.max(0, at)).reduce((sum, { minutes: each }) => sum + each, 0);
  return (
    <header className="rail">
      <Link className="home" href={`/${locale}`} aria-label={t.toStart}>
        <Wordmark hideName />
      </Link>
      <Crumb lesson={lesson} onContents={onContents} />
      <StepDots lesson={lesson} step={step} />
      <span className="meta hide-sm">
        <Clock className="i" aria-hidden="true" />
        {t.minutesLeft(minutes)}
      </span>
      <span className="grow" />
      <DemoMark />
      <LayoutSwitch current={layout} />
      <BesideSwitch />
      <button
        type="button"
        className="btn icon hide-sm"
        data-testid="palette-button"
        aria-label={t.palette}
        aria-haspopup="dialog"
        title={`${t.palette} (${keyNames('F1', locale).join('+')})`}
        onClick={onPalette}
      >
        <Command className="i s16" aria-hidden="true" />
      </button>
      <LanguageSwitch />
      <ThemeButton />
      <span className="sep hide-sm" />
      <Connection />
    </header>
  );
}
