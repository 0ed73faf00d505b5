'use client';
// The dark rail above the panes: where you are, how far, which language, which theme, whether the lab is live.
import {
  Check,
  ChevronDown,
  ChevronRight,
  Clock,
  FileCode,
  House,
  List,
  Plug,
  TriangleAlert,
  Unplug,
} from 'lucide-react';
import Link from 'next/link';
import { useLab } from '@/components/state/lab-store';
import { useWorkbench } from '@/components/state/workbench-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';
import { LanguageSwitch } from './language-switch';
import { ThemeButton } from './theme-button';
import { Wordmark } from './wordmark';

export interface RailStep {
  id: string;
  title: string;
  minutes: number;
}
export interface RailLesson {
  slug: string;
  title: string;
  part: string;
  steps: RailStep[];
}

/** Steps whose tasks are all done, from the lab's view. */
function useDoneSteps(lesson: RailLesson): Set<string> {
  const key = useLab((state) =>
    lesson.steps
      .filter(({ id }) => {
        const tasks = Object.values(state.view?.steps[`${lesson.slug}/${id}`]?.tasks ?? {});
        return tasks.length > 0 && tasks.every((task) => task.state === 'done');
      })
      .map(({ id }) => id)
      .join(' '),
  );
  return new Set(key.split(' '));
}

function StepDots({ lesson, step }: { lesson: RailLesson; step: string }) {
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
            href={`/${locale}/lessons/${lesson.slug}/${id}`}
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

function Contents({ lesson, step }: { lesson: RailLesson; step: string }) {
  const t = useTexts(workbenchTexts);
  const locale = useLocale();
  const done = useDoneSteps(lesson);
  return (
    <details
      className="contents"
      onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.removeAttribute('open')}
    >
      <summary className="crumb" aria-label={`${t.contents}: ${lesson.title}`}>
        <List className="i" aria-hidden="true" />
        <span className="hide-md">{lesson.part}</span>
        <ChevronRight className="i s12 hide-md" aria-hidden="true" />
        <b>{lesson.title}</b>
        <ChevronDown className="i s12" aria-hidden="true" />
      </summary>
      <nav className="toc" aria-label={t.contents}>
        <p>{lesson.part}</p>
        <b>{lesson.title}</b>
        <ol>
          {lesson.steps.map(({ id, title }) => (
            <li key={id}>
              <Link
                href={`/${locale}/lessons/${lesson.slug}/${id}`}
                onClick={(event) => event.currentTarget.closest('details')?.removeAttribute('open')}
                {...(id === step ? { 'aria-current': 'step' as const } : {})}
              >
                <span>{title}</span>
                {done.has(id) ? <Check className="i s12" aria-hidden="true" /> : null}
              </Link>
            </li>
          ))}
        </ol>
      </nav>
    </details>
  );
}

function BesideSwitch() {
  const t = useTexts(workbenchTexts);
  const beside = useWorkbench((state) => state.beside);
  const setBeside = useWorkbench((state) => state.setBeside);
  return (
    <fieldset className="seg switch" aria-label={t.show}>
      {(['bench', 'stage'] as const).map((pane) => {
        const Icon = pane === 'bench' ? FileCode : House;
        return (
          <button key={pane} type="button" aria-pressed={beside === pane} onClick={() => setBeside(pane)}>
            <Icon className="i" aria-hidden="true" />
            <span>{t.pane[pane]}</span>
          </button>
        );
      })}
    </fieldset>
  );
}

function Connection() {
  const t = useTexts(workbenchTexts);
  const connection = useLab((state) => state.connection);
  const Icon = connection === 'offline' ? Unplug : Plug;
  return (
    <span className={`conn ${connection}`} role="status" data-testid="connection" data-connection={connection}>
      <Icon className="i" aria-hidden="true" />
      <span className="hide-sm">{t.connection[connection]}</span>
    </span>
  );
}

function DemoMark() {
  const t = useTexts(workbenchTexts);
  const demo = useLab((state) => state.view?.engine.runtime === 'memory');
  if (!demo) return null;
  return (
    <span className="demo" title={t.demoHint}>
      <TriangleAlert className="i" aria-hidden="true" />
      {t.demo}
    </span>
  );
}

export function Rail({ lesson, step }: { lesson: RailLesson; step: string }) {
  const t = useTexts(workbenchTexts);
  const locale = useLocale();
  const at = lesson.steps.findIndex(({ id }) => id === step);
  const minutes = lesson.steps.slice(Math.max(0, at)).reduce((sum, { minutes: each }) => sum + each, 0);
  return (
    <header className="rail">
      <Link className="home" href={`/${locale}`} aria-label={t.toStart}>
        <Wordmark hideName />
      </Link>
      <Contents lesson={lesson} step={step} />
      <StepDots lesson={lesson} step={step} />
      <span className="meta hide-sm">
        <Clock className="i" aria-hidden="true" />
        {t.minutesLeft(minutes)}
      </span>
      <span className="grow" />
      <DemoMark />
      <BesideSwitch />
      <LanguageSwitch />
      <ThemeButton />
      <span className="sep hide-sm" />
      <Connection />
    </header>
  );
}
