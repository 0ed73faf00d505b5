'use client';
import { ArrowLeft, ArrowRight, Loader, RotateCcw } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTexts } from '@/components/ui/locale';
import { lessonTexts } from '@/lib/i18n/lesson';
import { workbookTexts } from '@/lib/i18n/workbook';
import { Confirm, useConfirm } from './confirm';
import { type Place, useOnline, useStepView } from './step-state';
import { useReset, useRestart } from './use-play';

/** Back, reset, next. Next is never locked. */
export function Foot({ place }: { place: Place }) {
  const t = useTexts(lessonTexts);
  const workbook = useTexts(workbookTexts).open;
  const locale = useLocale();
  const { lesson, step } = place;
  const at = lesson.steps.findIndex(({ id }) => id === step.id);
  const before = lesson.steps[at - 1];
  const next = lesson.steps[at + 1];
  const href = (id: string) => `/${locale}/lessons/${lesson.slug}/${id}`;
  // Who has come to the end of the part gets what they have done to take along.
  const ending = lesson.endsPart ? `/${locale}/workbook` : `/${locale}`;
  return (
    <footer className="lesson-foot">
      {before ? (
        <Link className="btn line" href={href(before.id)} title={t.foot.backTo(before.title)}>
          <ArrowLeft className="i" aria-hidden="true" />
          <span className="sr">{t.foot.backTo(before.title)}</span>
        </Link>
      ) : null}
      <Reset place={place} />
      <Link className="btn line lesson-next" data-testid="next" href={next ? href(next.id) : ending}>
        <span>{next ? t.foot.next(next.title) : lesson.endsPart ? workbook : t.foot.end}</span>
        <ArrowRight className="i" aria-hidden="true" />
      </Link>
    </footer>
  );
}

function Reset({ place }: { place: Place }) {
  const t = useTexts(lessonTexts);
  const online = useOnline();
  const playing = useStepView(place)?.playing;
  const reset = useReset(place);
  const restart = useRestart(place);
  const locale = useLocale();
  const { slug, steps } = place.lesson;
  const failure = reset.failure || restart.failure;
  // Its first step is what is built; one looks on from there.
  const anew = { action: t.reset.lesson, href: `/${locale}/lessons/${slug}/${steps[0]?.id ?? ''}`, run: restart.play };
  const confirm = useConfirm();
  if (playing?.kind === 'reset') {
    return (
      <span className="lesson-playing" role="status">
        <Loader className="i spin" aria-hidden="true" />
        {t.reset.playing}
      </span>
    );
  }
  return (
    <>
      {confirm.asking || failure !== '' ? (
        <div className="lesson-over-foot">
          {confirm.asking ? (
            <Confirm
              question={t.reset.question}
              action={t.reset.confirm}
              confirm={confirm}
              onConfirm={() => reset.play()}
              instead={anew}
            />
          ) : (
            <p className="lesson-failure" role="alert">
              {failure}
            </p>
          )}
        </div>
      ) : null}
      <button
        type="button"
        className="btn text lesson-reset"
        ref={confirm.opener}
        aria-disabled={!online || playing !== undefined}
        title={t.reset.action}
        onClick={online && !playing ? confirm.ask : undefined}
      >
        <RotateCcw className="i" aria-hidden="true" />
        <span>{t.reset.action}</span>
      </button>
    </>
  );
}
