'use client';
// The lesson: text, questions, tasks that turn green by themselves, hints, and the way on. It reads the lab's view; what it
// does to the lab it does as a learner would: it types, proposes a file, or asks for the solution to be played.
import Link from 'next/link';
import { useEffect, useMemo, useRef, useState } from 'react';
import { request } from '@/components/client';
import { useLab } from '@/components/state/lab-store';
import { MaximiseButton } from '@/components/state/maximise-button';
import { actsHere, useRoom } from '@/components/state/room-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { lessonTexts } from '@/lib/i18n/lesson';
import { workbenchTexts } from '@/lib/i18n/workbench';
import type { LessonOutline, StepPage } from '@/lib/lessons/page';
import { fillValuesIn } from '@/lib/lessons/values';
import { Blocked } from './blocked';
import { Blocks } from './blocks';
import { Foot } from './foot';
import { Hints } from './hints';
import { plain } from './inlines';
import { type Place, useOnline, useStepView } from './step-state';
import { Tasks } from './tasks';
import './lesson.css';

export function LessonPane({ lesson, step: page }: { lesson: LessonOutline; step: StepPage }) {
  const t = useTexts(lessonTexts);
  const step = useFilled(lesson.slug, page);
  const place: Place = { lesson, step };
  useEnter(place);
  const { truth } = useTexts(workbenchTexts);
  const locale = useLocale();
  const at = lesson.steps.findIndex(({ id }) => id === step.id) + 1;
  return (
    <section className="lesson" id="lesson" data-testid="lesson" data-step={step.id} aria-label={t.pane} tabIndex={-1}>
      <div className="lesson-sheet" key={step.id}>
        <div className="lesson-head">
          <p className="lesson-over">{t.overline(lesson.title, at, lesson.steps.length)}</p>
          <MaximiseButton pane="lesson" />
        </div>
        <h1>{step.title}</h1>
        <Blocked place={place} />
        <Blocks of={step.blocks} place={place} />
        <Tasks place={place} />
        <Hints place={place} />
        <div className="lesson-after">
          <Blocks of={step.after} place={place} />
        </div>
        <p className="lesson-truth">
          <Link href={`/${locale}/truth`}>{truth}</Link>
        </p>
      </div>
      <Foot key={`foot ${step.id}`} place={place} />
      <Announcer key={`announcer ${step.id}`} place={place} />
    </section>
  );
}

/** The step with what was drawn for this attempt. */
function useFilled(slug: string, page: StepPage): StepPage {
  const values = useLab((state) => state.view?.steps[`${slug}/${page.id}`]?.values);
  return useMemo(() => fillValuesIn(page, values), [page, values]);
}

/** Tells the lab which step is open: from then on its checks are evaluated. Again after each new connection. Who only looks at a seat does not. */
function useEnter({ lesson, step }: Place): void {
  const online = useOnline();
  const acts = useRoom(actsHere);
  useEffect(() => {
    if (online && acts) void request('lesson:enter', { lesson: lesson.slug, step: step.id });
  }, [online, acts, lesson.slug, step.id]);
}

/** Says each task that is done, once. What is still missing is only said when asked for. */
function Announcer({ place }: { place: Place }) {
  const t = useTexts(lessonTexts).tasks;
  const tasks = useStepView(place)?.tasks;
  const known = useRef<Set<string>>(undefined);
  const [said, say] = useState('');
  useEffect(() => {
    if (!tasks) return;
    const done = place.step.tasks.filter(({ id }) => tasks[id]?.state === 'done');
    const fresh = known.current ? done.filter(({ id }) => !known.current?.has(id)) : [];
    known.current = new Set(done.map(({ id }) => id));
    if (fresh.length > 0) say(fresh.map((task) => t.announceDone(plain(task.title))).join(' '));
  }, [tasks, place.step.tasks, t]);
  return (
    <p className="sr" aria-live="polite">
      {said}
    </p>
  );
}
