'use client';
// The printable workbook: the learner's own record as pages of paper. It never changes anything.
import { Printer } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useMemo, useState } from 'react';
import { connectLab, request } from '@/components/client';
import { useLab } from '@/components/state/lab-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { dateTime } from '@/lib/i18n/format';
import { workbenchTexts } from '@/lib/i18n/workbench';
import { workbookTexts } from '@/lib/i18n/workbook';
import type { WorkbookLesson } from '@/lib/lessons/workbook';
import type { Workbook } from '@/lib/protocol/workbook';
import { LanguageSwitch } from '../language-switch';
import { ThemeButton } from '../theme-button';
import { Wordmark } from '../wordmark';
import { type Chapters, chapters } from './chapters';
import { StepSection } from './step-section';
import '../start.css';
import './workbook.css';

interface WorkbookPageProps {
  part: string;
  /** In reading order. */
  lessons: WorkbookLesson[];
}

/** Asked for again whenever a step has changed, so that what is printed is what is so. */
function useWorkbook(): { workbook: Workbook; at: number } | null {
  const [answer, setAnswer] = useState<{ workbook: Workbook; at: number } | null>(null);
  const online = useLab((state) => state.connection === 'online');
  const steps = useLab((state) => state.view?.steps);
  const offset = useLab((state) => state.clockOffset);
  useEffect(() => {
    if (!online || !steps) return;
    void request('workbook:read', {}).then((got) => {
      if (got.ok) setAnswer({ workbook: got.value, at: Date.now() + offset });
    });
  }, [online, steps, offset]);
  return answer;
}

export function WorkbookPage({ part, lessons }: WorkbookPageProps) {
  const t = useTexts(workbookTexts);
  const w = useTexts(workbenchTexts);
  const locale = useLocale();
  const answer = useWorkbook();
  const offline = useLab((state) => state.connection === 'offline');
  useEffect(() => connectLab(), []);
  return (
    <div className="start workbook">
      <header className="topbar">
        <Link className="home" href={`/${locale}`} aria-label={w.toStart}>
          <Wordmark />
        </Link>
        <span className="grow" />
        <button type="button" className="btn fill" data-testid="print" disabled={!answer} onClick={() => print()}>
          <Printer className="i" aria-hidden="true" />
          {t.print}
        </button>
        <LanguageSwitch />
        <ThemeButton />
      </header>
      <main className="book">
        <p className="book-over">{part}</p>
        <h1>{t.title}</h1>
        <p className="lead">{t.lead}</p>
        {offline && !answer ? <p role="alert">{t.offline}</p> : null}
        {answer ? <Pages lessons={lessons} {...answer} /> : null}
        {!answer && !offline ? <p role="status">{t.asking}</p> : null}
      </main>
    </div>
  );
}

function Pages({ lessons, workbook, at }: { lessons: WorkbookLesson[]; workbook: Workbook; at: number }) {
  const t = useTexts(workbookTexts);
  const locale = useLocale();
  const pages = useMemo(() => chapters(lessons, workbook), [lessons, workbook]);
  const first = lessons[0];
  return (
    <>
      <Cover pages={pages} workbook={workbook} at={at} />
      {pages.begun.length === 0 ? (
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

function Cover({ pages, workbook, at }: { pages: Chapters; workbook: Workbook; at: number }) {
  const t = useTexts(workbookTexts);
  const locale = useLocale();
  const { tasks, answers } = pages;
  return (
    <dl className="book-cover">
      <div className="book-name">
        <dt>{t.name}</dt>
        <dd />
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
