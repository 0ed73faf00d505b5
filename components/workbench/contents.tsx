'use client';
// The table of contents: every lesson and step, how long it takes, how far you are.
import { Check, MapPin, Printer, ScanSearch } from 'lucide-react';
import Link from 'next/link';
import { Dialog } from '@/components/ui/dialog';
import { useLocale, useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';
import { workbookTexts } from '@/lib/i18n/workbook';
import { type CourseLesson, stepHref, useDoneSteps } from './course';

interface Here {
  lesson: string;
  step: string;
}

export function Contents({ course, here, onClose }: { course: CourseLesson[]; here?: Here; onClose(): void }) {
  const t = useTexts(workbenchTexts);
  const workbook = useTexts(workbookTexts).open;
  const locale = useLocale();
  const parts = [...new Set(course.map(({ part }) => part))];
  return (
    <Dialog label={t.contents} close={t.close} className="contents" onClose={onClose}>
      <nav className="toc" aria-label={t.contents}>
        {parts.map((part) => (
          <section key={part}>
            <h3>{part}</h3>
            {course
              .filter((lesson) => lesson.part === part)
              .map((lesson) => (
                <Lesson key={lesson.slug} lesson={lesson} here={here} onClose={onClose} />
              ))}
          </section>
        ))}
      </nav>
      <p className="toc-foot">
        <Link href={`/${locale}/workbook`} data-testid="workbook-link" onClick={onClose}>
          <Printer className="i" aria-hidden="true" />
          {workbook}
        </Link>
        <Link href={`/${locale}/truth`} data-testid="truth-link" onClick={onClose}>
          <ScanSearch className="i" aria-hidden="true" />
          {t.truth}
        </Link>
      </p>
    </Dialog>
  );
}

function Lesson({ lesson, here, onClose }: { lesson: CourseLesson; here: Here | undefined; onClose(): void }) {
  const t = useTexts(workbenchTexts);
  const locale = useLocale();
  const done = useDoneSteps(lesson);
  const minutes = lesson.steps.reduce((sum, step) => sum + step.minutes, 0);
  return (
    <details open={isOpen(lesson, here)} className="toc-lesson">
      <summary>
        <b>{lesson.title}</b>
        <span>{t.done(done.size, lesson.steps.length)}</span>
        <span>{t.minutes(minutes)}</span>
      </summary>
      <ol>
        {lesson.steps.map(({ id, title, minutes: each }) => {
          const current = here?.lesson === lesson.slug && here.step === id;
          return (
            <li key={id}>
              <Link
                href={stepHref(locale, lesson.slug, id)}
                onClick={onClose}
                {...(current ? { 'aria-current': 'step' as const } : {})}
              >
                <span>{title}</span>
                {done.has(id) ? <Check className="i" aria-label={t.done(1, 1)} /> : null}
                {current ? <MapPin className="i" aria-label={t.here} /> : null}
                <small>{t.minutes(each)}</small>
              </Link>
            </li>
          );
        })}
      </ol>
    </details>
  );
}

/** The lesson one is in is open; on the start page all are. */
const isOpen = (lesson: CourseLesson, here: Here | undefined): boolean => !here || here.lesson === lesson.slug;
