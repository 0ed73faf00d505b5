'use client';
// The presenter's own window: notes, time, the group, and the way on. On a phone it is the clicker.
import { ArrowLeft, ArrowRight, Hand, LayoutGrid, Projector } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useMemo, useState } from 'react';
import { askRoom } from '@/components/client';
import { useLocale, useTexts } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import { boardTexts } from '@/lib/i18n/room/board';
import type { BoardView, Place } from '@/lib/protocol/room';
import { type Course, type CoursePlace, findPlace } from '@/lib/room/course';
import { Offline, TrainerGate } from '../trainer-gate';
import { placeHref, usePlaces } from '../use-room-place';
import { Group } from './group';
import { StepClock } from './step-clock';
import '../room.css';
import './present.css';
import { PlainBanner } from '../plain-banner';
import { RoomFailure } from '../room-failure';

interface PresentProps {
  course: Course;
  /** The trainer's notes by `lesson/step`, drawn by the page. Steps without notes are missing. */
  notes: Record<string, ReactNode>;
  mark: ReactNode;
  switches: ReactNode;
}

export function Present(props: PresentProps) {
  const t = useTexts(boardTexts).present;
  return <TrainerGate heading={t.heading}>{(board) => <Open {...props} board={board} />}</TrainerGate>;
}

/** Moves everybody who follows. Two trainers do not jump over each other: who was slower is told. */
function useMove(board: BoardView): { failure: string; move(place: Place | null): void } {
  const t = useTexts(boardTexts).present;
  const locale = useLocale();
  const [failure, setFailure] = useState('');
  const send = async (place: Place | null) => {
    setFailure('');
    const to = place && { lesson: place.lesson, step: place.step };
    const answer = await askRoom('room:position', { after: board.positionNumber, place: to });
    if (!answer.ok) setFailure(answer.error.code === 'Conflict' ? t.conflict : failureText(answer.error, locale));
  };
  return { failure, move: (place) => void send(place) };
}

function Open({ course, notes, mark, switches, board }: PresentProps & { board: BoardView }) {
  const all = useTexts(boardTexts);
  const t = all.present;
  const locale = useLocale();
  const places = usePlaces(course);
  const { failure, move } = useMove(board);
  const here = findPlace(places, board.position);
  const hands = Object.values(board.seats).filter(({ handAt }) => handAt > 0).length;
  return (
    <div className="present" data-testid="present">
      <header className="board-bar">
        <Link className="home" href={`/${locale}`} aria-label={all.toStart}>
          {mark}
        </Link>
        <span className="grow" />
        <Link className="btn" href={`/${locale}/board`}>
          {hands > 0 ? <Hand className="i" aria-hidden="true" /> : <LayoutGrid className="i" aria-hidden="true" />}
          {hands > 0 ? t.hands(hands) : all.heading}
        </Link>
        {switches}
      </header>
      <main>
        <PlainBanner />
        <Offline />
        <Now course={course} here={here} first={places[0]} onMove={move} />
        <RoomFailure failure={failure} />
        {here ? (
          <>
            <Controls places={places} here={here} onMove={move} />
            <div className="present-cards">
              <StepClock board={board} minutes={here.minutes} />
              <Group board={board} places={places} />
            </div>
            <section className="present-notes" aria-labelledby="notes">
              <h2 id="notes">{t.notes}</h2>
              {notes[`${here.lesson}/${here.step}`] ?? <p>{t.noNotes}</p>}
              <p className="present-small">{t.onlyYou}</p>
            </section>
          </>
        ) : null}
        <Choose places={places} here={here} onMove={move} />
      </main>
    </div>
  );
}

interface MoveProps {
  onMove(place: Place | null): void;
}

function Now({
  course,
  here,
  first,
  onMove,
}: MoveProps & { course: Course; here: CoursePlace | undefined; first: CoursePlace | undefined }) {
  const t = useTexts(boardTexts).present;
  if (!here) {
    return (
      <section className="present-now">
        <h1>{t.nothing}</h1>
        {first ? (
          <button type="button" className="btn fill big" data-testid="begin-presenting" onClick={() => onMove(first)}>
            {t.begin}
          </button>
        ) : null}
      </section>
    );
  }
  const steps = course.find(({ slug }) => slug === here.lesson)?.steps.length ?? 0;
  return (
    <section className="present-now" aria-live="polite">
      <p>{t.step(here.number, steps, here.lessonTitle)}</p>
      <h1>{here.title}</h1>
    </section>
  );
}

/** Two targets that a thumb finds without looking. */
function Controls({ places, here, onMove }: MoveProps & { places: readonly CoursePlace[]; here: CoursePlace }) {
  const t = useTexts(boardTexts).present;
  const locale = useLocale();
  const before = places[here.index - 1];
  const next = places[here.index + 1];
  return (
    <>
      <div className="present-controls">
        <button
          type="button"
          className="btn line"
          data-testid="previous-step"
          disabled={!before}
          onClick={() => before && onMove(before)}
        >
          <ArrowLeft className="i s24" aria-hidden="true" />
          <span>{t.previous}</span>
          {before ? <span className="sr">{t.toStep(before.title)}</span> : null}
        </button>
        <button
          type="button"
          className="btn fill"
          data-testid="next-step"
          disabled={!next}
          onClick={() => next && onMove(next)}
        >
          <span>{t.next}</span>
          {next ? <span className="sr">{t.toStep(next.title)}</span> : null}
          <ArrowRight className="i s24" aria-hidden="true" />
        </button>
      </div>
      <p className="present-next">
        <span>{t.nextStep}</span> {next ? next.title : t.end}
      </p>
      <p className="present-projector">
        <a className="btn text" href={placeHref(locale, here)} target="_blank" rel="noreferrer" title={t.projectorHint}>
          <Projector className="i" aria-hidden="true" />
          {t.projector}
        </a>
      </p>
    </>
  );
}

/** Any step, and none. */
function Choose({
  places,
  here,
  onMove,
}: MoveProps & { places: readonly CoursePlace[]; here: CoursePlace | undefined }) {
  const t = useTexts(boardTexts).present;
  const lessons = useMemo(() => [...new Set(places.map(({ lesson }) => lesson))], [places]);
  return (
    <section className="present-choose">
      <label>
        {t.choose}
        <select
          value={here ? here.index : ''}
          onChange={({ target }) => {
            const place = places[Number(target.value)];
            if (target.value !== '' && place) onMove(place);
          }}
        >
          {here ? null : <option value="" />}
          {lessons.map((lesson) => {
            const own = places.filter((place) => place.lesson === lesson);
            return (
              <optgroup key={lesson} label={own[0]?.lessonTitle ?? lesson}>
                {own.map((place) => (
                  <option key={place.step} value={place.index}>
                    {place.number} {place.title}
                  </option>
                ))}
              </optgroup>
            );
          })}
        </select>
      </label>
      {here ? (
        <button type="button" className="btn text" title={t.stopHint} onClick={() => onMove(null)}>
          {t.stop}
        </button>
      ) : null}
    </section>
  );
}
