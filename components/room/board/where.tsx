'use client';
import { useTexts } from '@/components/ui/locale';
import { boardTexts } from '@/lib/i18n/room/board';
import type { BoardView } from '@/lib/protocol/room';
import { type CoursePlace, findPlace, samePlace } from '@/lib/room/course';
import { lessonEnd } from '@/lib/room/lesson-end';
import { distribution, type StandingTile } from '@/lib/room/standing';
import { LessonEnd } from './lesson-end';

interface WhereProps {
  tiles: readonly StandingTile[];
  places: readonly CoursePlace[];
  board: BoardView;
  /** The server's time, ms since the epoch. */
  now: number;
}

/** A bar for each step of the lesson that the class is in, and when it ends. */
export function WhoIsWhere({ tiles, places, board, now }: WhereProps) {
  const t = useTexts(boardTexts);
  const { position, begun } = board;
  const found = distribution(tiles, { places, position });
  if (!found) return null;
  const shown = findPlace(places, position);
  const end = found.lesson === begun?.lesson ? lessonEnd(board, { now, places }) : undefined;
  const most = Math.max(1, ...found.steps.map(({ count }) => count));
  const elsewhere = [
    found.before > 0 ? t.where.before(found.before) : '',
    found.after > 0 ? t.where.after(found.after) : '',
    found.nowhere > 0 ? t.standing.new.many(found.nowhere) : '',
  ].filter(Boolean);
  return (
    <section className="board-where" aria-label={t.where.heading('')}>
      <h2>
        {t.where.heading(found.steps[0]?.place.lessonTitle ?? '')}
        <span>{shown ? t.where.shown(shown.title) : t.where.notShown}</span>
      </h2>
      {end ? <LessonEnd {...end} /> : null}
      <ol>
        {found.steps.map(({ place, count }) => (
          <li
            key={place.step}
            data-here={samePlace(place, position) ? '' : undefined}
            title={t.where.people(count, place.title)}
          >
            <div className="board-col">
              <b>{count}</b>
              <u style={{ height: `${Math.round((count / most) * 26)}px` }} />
            </div>
            <span>
              {place.number} {place.title}
            </span>
          </li>
        ))}
      </ol>
      {elsewhere.length > 0 ? <p>{elsewhere.join(' · ')}</p> : null}
    </section>
  );
}
