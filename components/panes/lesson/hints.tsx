'use client';
import { Lightbulb, Loader } from 'lucide-react';
import { request } from '@/components/client';
import { useTexts } from '@/components/ui/locale';
import { lessonTexts } from '@/lib/i18n/lesson';
import { Blocks } from './blocks';
import { Confirm, useConfirm } from './confirm';
import { placed } from './placed';
import { type Place, useOnline, useStepView } from './step-state';
import { useSolve } from './use-play';

/** Hints level by level, and the solution of the next open task played in the learner's own terminal. */
export function Hints({ place }: { place: Place }) {
  const t = useTexts(lessonTexts);
  const online = useOnline();
  const view = useStepView(place);
  const solve = useSolve(place);
  const confirm = useConfirm();
  const levels = place.step.hints.length;
  const opened = Math.min(view?.hintsOpened ?? 0, levels);
  const next = place.step.tasks.find(({ id }) => view?.tasks[id]?.state !== 'done');
  const showNext = () =>
    void request('lesson:hint', { lesson: place.lesson.slug, step: place.step.id, opened: opened + 1 });
  if (levels === 0 && !next) return null;
  return (
    <section className="lesson-hints" aria-label={t.hint.section}>
      <div className="lesson-hints-bar">
        <h2>
          <Lightbulb className="i" aria-hidden="true" />
          {opened > 0 ? t.hint.title(opened, levels) : t.hint.none(levels)}
        </h2>
        {opened < levels ? (
          <button type="button" className="btn text" aria-disabled={!online} onClick={online ? showNext : undefined}>
            {opened > 0 ? t.hint.next : t.hint.first}
          </button>
        ) : null}
        {view?.playing?.kind === 'solve' ? (
          <span className="lesson-playing" role="status">
            <Loader className="i spin" aria-hidden="true" />
            {t.solve.playing}
          </span>
        ) : next && !confirm.asking ? (
          <button
            type="button"
            className="btn text"
            ref={confirm.opener}
            aria-disabled={!online}
            onClick={online ? confirm.ask : undefined}
          >
            {t.solve.action}
          </button>
        ) : null}
      </div>
      {confirm.asking && next ? (
        <Confirm
          question={t.solve.question}
          action={t.solve.action}
          confirm={confirm}
          onConfirm={() => solve.play(next.id)}
        />
      ) : null}
      {solve.failure === '' ? null : (
        <p className="lesson-failure" role="alert">
          {solve.failure}
        </p>
      )}
      {opened > 0 ? (
        <ol className="lesson-levels" aria-live="polite">
          {placed(place.step.hints.slice(0, opened)).map(({ item, key }) => (
            <li key={key}>
              <Blocks of={item} place={place} />
            </li>
          ))}
        </ol>
      ) : null}
    </section>
  );
}
