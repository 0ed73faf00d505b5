'use client';
import { useEffect, useState } from 'react';
import { useLocale, useTexts } from '@/components/ui/locale';
import { useTick } from '@/components/ui/use-tick';
import { duration } from '@/lib/i18n/format';
import { boardTexts } from '@/lib/i18n/room/board';
import type { BoardView } from '@/lib/protocol/room';
import { type Clocked, clocked } from '@/lib/room/present';

const KEY = 'kulissen_step_clock';

/** Kept in the tab, so that a reload does not begin the time anew. */
function remembered(): Clocked | null {
  const [positionNumber, since] = (sessionStorage.getItem(KEY) ?? '').split(' ').map(Number);
  return positionNumber !== undefined && since !== undefined ? { positionNumber, since } : null;
}

/** How long the class has been at this step, against what the plan gives it. */
export function StepClock({ board, minutes }: { board: BoardView; minutes: number }) {
  const t = useTexts(boardTexts).present;
  const locale = useLocale();
  const now = useTick(1000);
  const [clock, setClock] = useState<Clocked | null>(null);
  const { positionNumber } = board;
  useEffect(() => {
    const next = clocked(remembered(), positionNumber, Date.now());
    sessionStorage.setItem(KEY, `${next.positionNumber} ${next.since}`);
    setClock(next);
  }, [positionNumber]);
  const spent = clock ? Math.max(0, now - clock.since) : 0;
  const over = spent - minutes * 60_000;
  return (
    <section className="present-card" data-over={over > 0 ? '' : undefined} aria-labelledby="step-clock">
      <h2 id="step-clock">{t.time}</h2>
      <p className="present-figure" role="timer">
        {duration(spent, locale)}
      </p>
      <meter min={0} max={minutes * 60_000} value={Math.min(spent, minutes * 60_000)} aria-label={t.plan(minutes)} />
      <p>
        {t.plan(minutes)}
        {over > 0 ? ` · ${t.over(duration(over, locale))}` : ''}
      </p>
      <p className="present-small">{t.measured}</p>
    </section>
  );
}
