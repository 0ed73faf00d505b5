'use client';
import { useMemo } from 'react';
import { useTexts } from '@/components/ui/locale';
import { boardTexts } from '@/lib/i18n/room/board';
import type { BoardView } from '@/lib/protocol/room';
import type { CoursePlace } from '@/lib/room/course';
import { finishedAt } from '@/lib/room/present';
import { aroundPosition, withStanding } from '@/lib/room/standing';

/** Where the class is, seen from the step that is shown. */
export function Group({ board, places }: { board: BoardView; places: readonly CoursePlace[] }) {
  const t = useTexts(boardTexts).present;
  const { position, seats } = board;
  const around = useMemo(
    () => aroundPosition(withStanding(seats, { now: 0, places, position }), { places, position }),
    [seats, places, position],
  );
  const { finished, of } = finishedAt(Object.values(seats), position);
  return (
    <section className="present-card" aria-labelledby="group">
      <h2 id="group">{t.people}</h2>
      <dl className="present-around" data-testid="around">
        {(['behind', 'at', 'ahead'] as const).map((each) => (
          <div key={each} data-at={each}>
            <dt>{t[each]}</dt>
            <dd>{around[each]}</dd>
          </div>
        ))}
      </dl>
      <p>{t.finished(finished, of)}</p>
    </section>
  );
}
