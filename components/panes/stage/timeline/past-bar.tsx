'use client';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useLab } from '@/components/state/lab-store';
import { Icon } from '@/components/ui/icon';
import { InlineText } from '@/components/ui/inline-text';
import { useLocale, useTexts } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import { clockTime } from '@/lib/i18n/format';
import { timeTexts } from '@/lib/i18n/stage';
import type { LabView } from '@/lib/protocol/view';
import { differences } from '../model/differences';
import { useSource } from '../source';

/** Looking back: which moment, how to return, and what is different from another moment. */
export function PastBar() {
  const t = useTexts(timeTexts);
  const locale = useLocale();
  const { player, live } = useSource();
  const cursor = useStore(player.store, (state) => state.cursor);
  const mark = useStore(player.store, (state) => state.mark);
  const failure = useStore(player.store, (state) => state.failure);
  const [comparing, setComparing] = useState(false);
  if (cursor === null || !live) return null;
  const time = clockTime(cursor, locale);
  return (
    <>
      <div className="stage-past" data-testid="past-bar">
        <Icon name="history" size={16} />
        <span role="status">{t.past.bar(time)}</span>
        <span className="grow" />
        <button
          type="button"
          className="btn"
          aria-pressed={mark !== null}
          aria-label={mark === null ? t.diff.mark : t.diff.marked(clockTime(mark, locale))}
          title={mark === null ? t.diff.mark : t.diff.forget}
          onClick={() => player.mark(mark === null ? cursor : null)}
        >
          <Icon name="bookmark" />
          <span className="opt">{mark === null ? t.diff.mark : t.diff.marked(clockTime(mark, locale))}</span>
        </button>
        <button
          type="button"
          className="btn"
          aria-expanded={comparing}
          aria-label={t.diff.open}
          title={t.diff.open}
          onClick={() => setComparing(!comparing)}
        >
          <Icon name="git-compare" />
          <span className="opt">{t.diff.open}</span>
        </button>
        <button type="button" className="btn solid" onClick={() => player.seek(null)}>
          <Icon name="skip-forward" />
          {t.past.back}
        </button>
        {failure ? (
          <p role="alert">
            {t.past.failed} {failureText(failure, locale)}
          </p>
        ) : null}
      </div>
      {comparing ? <Differences onClose={() => setComparing(false)} /> : null}
    </>
  );
}

/** View of the moment that the cursor's is compared with: the remembered one, or what is now. */
function useOtherView(mark: number | null): LabView | null {
  const { player } = useSource();
  const live = useLab((state) => state.view);
  const [marked, setMarked] = useState<{ at: number; view: LabView } | null>(null);
  useEffect(() => {
    if (mark === null) return;
    let wanted = true;
    void player.viewAt(mark).then((found) => wanted && found.ok && setMarked({ at: mark, view: found.view }));
    return () => {
      wanted = false;
    };
  }, [player, mark]);
  if (mark === null) return live;
  return marked?.at === mark ? marked.view : null;
}

function Differences({ onClose }: { onClose: () => void }) {
  const t = useTexts(timeTexts).diff;
  const locale = useLocale();
  const { player } = useSource();
  const cursor = useStore(player.store, (state) => state.cursor) ?? 0;
  const mark = useStore(player.store, (state) => state.mark);
  const here = useStore(player.store, (state) => state.view);
  const moments = useStore(player.store, (state) => state.track.moments);
  const other = useOtherView(mark);
  if (!here || !other) return null;
  const markIsEarlier = mark !== null && mark <= cursor;
  const lines = markIsEarlier ? differences(other, here, locale) : differences(here, other, locale);
  const [from, to] = markIsEarlier ? [mark, cursor] : [cursor, mark ?? Number.POSITIVE_INFINITY];
  const decided = moments.filter((m) => m.kind === 'decided' && m.what !== 'Wait' && m.at > from && m.at <= to).length;
  const until = to === Number.POSITIVE_INFINITY ? t.toLive : clockTime(to, locale);
  return (
    <aside className="stage-diff" aria-label={t.title} data-testid="differences">
      <header>
        <div className="grow">
          <h3>{t.title}</h3>
          <span className="stage-sub">{t.between(clockTime(from, locale), until)}</span>
        </div>
        <button type="button" className="btn icon" aria-label={t.close} onClick={onClose}>
          <Icon name="x" size={16} />
        </button>
      </header>
      <ul>
        {lines.length === 0 ? <li>{t.none}</li> : null}
        {lines.map((line) => (
          <li key={line}>
            <InlineText text={line} />
          </li>
        ))}
        {decided > 0 ? <li>{t.decisions(decided)}</li> : null}
      </ul>
    </aside>
  );
}
