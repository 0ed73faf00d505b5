'use client';
import { CircleCheck, CircleDashed, type LucideIcon, ScanEye, Unplug } from 'lucide-react';
import { useLab } from '@/components/state/lab-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { lessonTexts } from '@/lib/i18n/lesson';
import type { Inline, TaskText } from '@/lib/lessons/blocks';
import { fillSentence, placeholders, plainSentence } from '@/lib/lessons/sentences';
import { silent, type TaskState, type TaskView } from '@/lib/protocol/view';
import { Inlines } from './inlines';
import { type Place, useServerTime, useStepView, useTaskView } from './step-state';

const GLYPHS: Record<TaskState, LucideIcon> = {
  open: CircleDashed,
  watching: ScanEye,
  done: CircleCheck,
  paused: Unplug,
};

/** The step's tasks. They turn green by themselves. */
export function Tasks({ place }: { place: Place }) {
  const t = useTexts(lessonTexts).tasks;
  const tasks = useStepView(place)?.tasks ?? {};
  const done = Object.values(tasks).filter(({ state }) => state === 'done').length;
  return (
    <section className="lesson-tasks" aria-label={t.title}>
      <h2>
        {t.title}
        <span>{t.count(done, place.step.tasks.length)}</span>
      </h2>
      <ol>
        {place.step.tasks.map((task) => (
          <Task key={task.id} task={task} place={place} />
        ))}
      </ol>
    </section>
  );
}

function Task({ task, place }: { task: TaskText; place: Place }) {
  const t = useTexts(lessonTexts).tasks;
  const view = useTaskView(place, task.id);
  const Glyph = GLYPHS[view.state];
  return (
    <li className="lesson-task" data-task={task.id} data-state={view.state}>
      <span className="lesson-task-icon">
        <Glyph className="i s18" aria-hidden="true" />
      </span>
      <span className="lesson-task-title">
        <span>
          <Inlines of={task.title} slug={place.lesson.slug} />
        </span>
        <em>{t.state[view.state]}</em>
      </span>
      <Sentence task={task} view={view} slug={place.lesson.slug} />
    </li>
  );
}

/** What is missing, what has been seen, or why it worked. */
function Sentence({ task, view, slug }: { task: TaskText; view: TaskView; slug: string }) {
  const locale = useLocale();
  const sentence = useSentence(task, view);
  const now = useServerTime(placeholders(sentence).some(({ format }) => format === 'since'));
  const facts = view.facts ?? view.unmet?.facts ?? {};
  return (
    <span className="lesson-task-why">
      <Inlines of={fillSentence(sentence, { facts, locale, now })} slug={slug} />
    </span>
  );
}

/** The lesson's own sentence for this way of being unmet, else the one that all lessons share. */
function useSentence({ sentences }: TaskText, view: TaskView): Inline[] {
  const t = useTexts(lessonTexts);
  const who = useLab((state) => (state.connection === 'offline' ? null : silent(state.view?.engine)));
  if (view.state === 'paused') {
    return plainSentence(
      who === 'broker' ? t.tasks.brokerGone : who === 'engine' ? t.tasks.engineGone : t.tasks.offline,
    );
  }
  if (view.state === 'done') return sentences.done ?? [];
  const key = view.unmet?.key;
  if (key === undefined) return [];
  return sentences[key] ?? plainSentence(sharedSentence(t.check, key));
}

/** The key came over the wire. */
export const sharedSentence = (texts: Readonly<Record<string, string>>, key: string): string =>
  Object.hasOwn(texts, key) ? (texts[key] ?? '') : '';
