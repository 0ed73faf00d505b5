'use client';
import { TriangleAlert } from 'lucide-react';
import { useLocale, useTexts } from '@/components/ui/locale';
import { lessonTexts } from '@/lib/i18n/lesson';
import { fillSentence, plainSentence } from '@/lib/lessons/sentences';
import { Confirm, useConfirm } from './confirm';
import { Inlines } from './inlines';
import { type Place, useOnline, useServerTime, useStepView } from './step-state';
import { sharedSentence } from './tasks';
import { useReset } from './use-play';

/** The step starts from something that is not there, for example because it was jumped to. Says what, and builds it. */
export function Blocked({ place }: { place: Place }) {
  const t = useTexts(lessonTexts);
  const locale = useLocale();
  const online = useOnline();
  const view = useStepView(place);
  const reset = useReset(place);
  const confirm = useConfirm();
  const now = useServerTime(false);
  if (!view?.blocked || view.playing || !online) return null;
  const { key, facts } = view.blocked;
  const sentence = fillSentence(plainSentence(sharedSentence(t.check, key)), { facts, locale, now });
  return (
    <section className="lesson-blocked">
      <h2>
        <TriangleAlert className="i" aria-hidden="true" />
        {t.blocked.title}
      </h2>
      <p>
        <Inlines of={sentence} slug={place.lesson.slug} />
      </p>
      {confirm.asking ? (
        <Confirm
          question={t.reset.question}
          action={t.reset.confirm}
          confirm={confirm}
          onConfirm={() => reset.play()}
        />
      ) : (
        <button type="button" className="btn line" ref={confirm.opener} onClick={confirm.ask}>
          {t.blocked.remedy}
        </button>
      )}
      {reset.failure === '' ? null : (
        <p className="lesson-failure" role="alert">
          {reset.failure}
        </p>
      )}
    </section>
  );
}
