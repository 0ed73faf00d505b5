'use client';
// One step of the workbook: tasks with their times, questions with what came, the learner's YAML, and what the node did.
import { Check, Circle, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { logLine } from '@/components/panes/stage/model/told';
import { useLocale, useTexts } from '@/components/ui/locale';
import { clockTime, dateTime } from '@/lib/i18n/format';
import { workbookTexts } from '@/lib/i18n/workbook';
import { fillSentence } from '@/lib/lessons/sentences';
import type { ManifestPage, QuestionPage, StepPages } from './chapters';
import { Words } from './words';

interface StepSectionProps {
  pages: StepPages;
  /** The node's name: pods carry it as a suffix. */
  node: string;
  /** The server's time, ms since the epoch. */
  now: number;
}

export function StepSection({ pages, node, now }: StepSectionProps) {
  const t = useTexts(workbookTexts);
  const locale = useLocale();
  const { step, record, questions, manifests, events } = pages;
  return (
    <section className="book-step" data-step={step.id}>
      <header>
        <h3>{step.title}</h3>
        <time>{dateTime(record.enteredAt, locale)}</time>
      </header>
      <Tasks pages={pages} now={now} />
      <Part title={t.stepQuestions} shown={questions.length > 0}>
        {questions.map((one) => (
          <Question key={one.question.id} page={one} />
        ))}
      </Part>
      <Part title={t.stepManifests} shown={manifests.length > 0}>
        {manifests.map((one) => (
          <Manifest key={one.file} page={one} />
        ))}
      </Part>
      <Part title={t.stepEvents} shown={events.length > 0}>
        <ul className="book-events">
          {events.map((event) => {
            const line = logLine(event, node, locale, now);
            return line ? (
              <li key={`${event.at} ${event.seq}`}>
                <time>{clockTime(event.at, locale)}</time>
                <span>
                  <b>{line.subject}</b> {line.text}
                </span>
              </li>
            ) : null;
          })}
        </ul>
        {record.furtherEvents > 0 ? <p className="book-note">{t.further(record.furtherEvents)}</p> : null}
      </Part>
    </section>
  );
}

function Part({ title, shown, children }: { title: string; shown: boolean; children: ReactNode }) {
  return shown ? (
    <div className="book-part">
      <h4>{title}</h4>
      {children}
    </div>
  ) : null;
}

function Tasks({ pages: { step, record }, now }: { pages: StepPages; now: number }) {
  const t = useTexts(workbookTexts);
  const locale = useLocale();
  return (
    <Part title={t.stepTasks} shown={step.tasks.length > 0}>
      <ul className="book-tasks">
        {step.tasks.map((task) => {
          const done = record.done[task.id];
          const Mark = done ? Check : Circle;
          return (
            <li key={task.id} data-task={task.id} data-done={done ? '' : undefined}>
              <Mark className="i" aria-hidden="true" />
              <div>
                <p>
                  <b>
                    <Words of={task.title} />
                  </b>
                  <small>{done ? t.doneAt(clockTime(done.at, locale)) : t.taskOpen}</small>
                </p>
                {done ? (
                  <p>
                    <Words of={fillSentence(task.done, { facts: done.facts, locale, now })} />
                  </p>
                ) : null}
              </div>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

function Question({ page: { question, option, right, known } }: { page: QuestionPage }) {
  const t = useTexts(workbookTexts);
  const predict = question.kind === 'predict';
  const Mark = right ? Check : X;
  return (
    <div className="book-question" data-question={question.id}>
      <p>
        <b>
          <Words of={question.title} />
        </b>
      </p>
      <p>
        {predict ? t.yourPrediction : t.yourAnswer}: <Words of={question.labels[option] ?? []} />
        {known ? (
          <small className="book-verdict" data-right={right ? '' : undefined}>
            <Mark className="i s12" aria-hidden="true" />
            {right ? t.right : t.wrong}
          </small>
        ) : null}
      </p>
      {known && (predict || !right) ? (
        <p>
          {predict ? t.came : t.rightIs}: <Words of={question.labels[question.right] ?? []} />
        </p>
      ) : null}
      {known ? null : <p className="book-note">{t.stillOpen}</p>}
    </div>
  );
}

function Manifest({ page: { file, text, cut, sameAs } }: { page: ManifestPage }) {
  const t = useTexts(workbookTexts);
  return (
    <figure className="book-yaml" data-file={file}>
      <figcaption>
        <code>{file}</code>
        {sameAs === undefined ? null : <small>{t.unchanged(sameAs)}</small>}
      </figcaption>
      {sameAs === undefined ? <pre>{text.trimEnd()}</pre> : null}
      {cut ? <p className="book-note">{t.cut}</p> : null}
    </figure>
  );
}
