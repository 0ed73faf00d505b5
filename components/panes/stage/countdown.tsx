'use client';
// The parts that change every second. They alone listen to the clock, so that a tick draws a few words and no rooms.
import { InlineText } from '@/components/ui/inline-text';
import { useLocale, useTexts } from '@/components/ui/locale';
import { stageTexts } from '@/lib/i18n/stage';
import type { ContainerView } from '@/lib/protocol/view';
import { waitLeft, waitsForPull } from './model/containers';
import { countdown } from './model/told';
import { useNow } from './selectors';

function useWait(container: ContainerView): { left: number; text: string } {
  const t = useTexts(stageTexts).actual;
  const locale = useLocale();
  const left = waitLeft(container, useNow());
  const text = waitsForPull(container) ? t.pullsIn : t.startsIn;
  return { left, text: left > 0 ? text(countdown(left, locale)) : t.due };
}

/** `startet in 14 s`. */
export function WaitText({ container }: { container: ContainerView }) {
  return (
    <span className="stage-count">
      <InlineText text={useWait(container).text} />
    </span>
  );
}

/** The hatched bar that shrinks, and the figure. */
export function BackOff({ container }: { container: ContainerView }) {
  const { left, text } = useWait(container);
  const share = container.waitMs ? Math.min(1, left / container.waitMs) : 0;
  return (
    <>
      {container.waitMs ? (
        <div className="stage-backoff">
          <u style={{ width: `${(share * 100).toFixed(1)}%` }} />
        </div>
      ) : null}
      <div className="stage-line stage-count">
        <InlineText text={text} />
      </div>
    </>
  );
}

/** What is left of the grace period; nothing once it is over. */
export function Grace({ killAt }: { killAt: number }) {
  const t = useTexts(stageTexts).actual;
  const locale = useLocale();
  const left = killAt - useNow();
  return left > 0 ? (
    <span className="stage-line stage-count">
      <InlineText text={t.grace(countdown(left, locale))} />
    </span>
  ) : null;
}

/** When the listing comes that drops the pod of a broken file. */
export function DropsIn({ at }: { at: number }) {
  const t = useTexts(stageTexts).desired;
  const locale = useLocale();
  const left = at - useNow();
  return <p className="stage-card-note">{left > 0 ? t.drops(countdown(left, locale)) : t.dropsNow}</p>;
}
