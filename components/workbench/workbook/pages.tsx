'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { useLocale, useTexts } from '@/components/ui/locale';
import { dateTime } from '@/lib/i18n/format';
import { workbookTexts } from '@/lib/i18n/workbook';
import type { WorkbookLesson } from '@/lib/lessons/workbook';
import type { Workbook } from '@/lib/protocol/workbook';
import { type Chapters, chapters } from './chapters';
import { StepSection } from './step-section';

interface WorkbookPagesProps {
  /** In reading order. */
  lessons: WorkbookLesson[];
  workbook: Workbook;
  /** When it was read, ms since the epoch. */
  at: number;
  /** Whose it is, for somebody else who prints it; absent: a line to write on. */
  name?: string;
}

/** A learner's record: cover, then a chapter for each lesson that was begun. */
export function WorkbookPages({ lessons, workbook, at, name }: WorkbookPagesProps) {
  const t = useTexts(workbookTexts);
  const locale = useLocale();
  const pages = useMemo(() => chapters(lessons, workbook), [lessons, workbook]);
  const first = lessons[0];
  return (
    <>
      <Cover pages={pages} workbook={workbook} at={at} name={name} />
      {pages.begun.length === 0 && name === undefined ? (
        <div className="book-empty" data-testid="workbook-empty">
          <p>{t.empty}</p>
          {first ? <Link href={`/${locale}/lessons/${first.slug}`}>{t.begin}</Link> : null}
        </div>
      ) : null}
      {pages.begun.map(({ lesson, steps }) => (
        <section className="book-chapter" key={lesson.slug} data-lesson={lesson.slug}>
          <h2>{lesson.title}</h2>
          {steps.length === 0 ? <p className="book-note">{t.onlyRead}</p> : null}
          {steps.map((step) => (
            <StepSection key={step.step.id} pages={step} node={workbook.node} now={at} />
          ))}
        </section>
      ))}
      {pages.begun.length > 0 && pages.notBegun.length > 0 ? (
        <section className="book-chapter book-rest">
          <h2>{t.notBegun}</h2>
          <p>{pages.notBegun.map(({ title }) => title).join(' · ')}</p>
        </section>
      ) : null}
    </>
  );
}

interface CoverProps {
  pages: Chapters;
  workbook: Workbook;
  at: number;
  name: string | undefined;
}

function Cover({ pages, workbook, at, name }: CoverProps) {
  const t = useTexts(workbookTexts);
  const locale = useLocale();
  const { tasks, answers } = pages;
  return (
    <dl className="book-cover">
      <div className="book-name">
        <dt>{t.name}</dt>
        <dd>{name}</dd>
      </div>
      <div>
        <dt>{t.user}</dt>
        <dd>{workbook.user}</dd>
      </div>
      <div>
        <dt>{t.node}</dt>
        <dd>{workbook.node}</dd>
      </div>
      <div>
        <dt>{t.date}</dt>
        <dd>{dateTime(at, locale)}</dd>
      </div>
      <div className="book-sum">
        <dt>{t.sum}</dt>
        <dd>
          {t.tasks(tasks.done, tasks.all)}, {answers.given > 0 ? t.answers(answers.right, answers.given) : t.noAnswers}
        </dd>
      </div>
    </dl>
  );
}
