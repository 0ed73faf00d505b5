'use client';
// The participant's bar: who one is, where the trainer is, help, and what concerns one's own seat.
import { Eye, Hand, KeyRound, LockKeyhole, MapPin, Megaphone, PencilLine } from 'lucide-react';
import { useState } from 'react';
import { useRoom } from '@/components/state/room-store';
import { useTexts } from '@/components/ui/locale';
import { memberTexts } from '@/lib/i18n/room/member';
import type { Place, RoomView } from '@/lib/protocol/room';
import { type Course, findPlace, samePlace } from '@/lib/room/course';
import { AnnouncementBanner, useAnnouncement } from './announcement';
import { CatchUp } from './catch-up';
import { Elsewhere } from './elsewhere';
import { GoBack } from './go-back';
import { RoomFailure } from './room-failure';
import { SeatDialog } from './seat-dialog';
import { TypingDialog } from './typing-dialog';
import { useAsk } from './use-ask';
import { useLed, useTellPlace } from './use-led';
import { useGo, usePlaceName, usePlaces } from './use-room-place';
import { Waiting } from './waiting';

type Seat = NonNullable<RoomView['seat']>;

interface SeatBarProps {
  view: RoomView;
  seat: Seat;
  course: Course;
  here: Place;
}

export function SeatBar({ view, seat, course, here }: SeatBarProps) {
  const t = useTexts(memberTexts);
  const { failure, ask } = useAsk();
  const [menu, showMenu] = useState(false);
  const announcement = useAnnouncement(view.announcement);
  useLed(seat.follows, here);
  useTellPlace(here);
  return (
    <section className="room" aria-label={t.bar} data-testid="room-bar" data-lab={seat.lab}>
      <div className="room-bar">
        <button type="button" className="btn text room-me" aria-haspopup="dialog" onClick={() => showMenu(true)}>
          <KeyRound className="i" aria-hidden="true" />
          <span className="sr">{t.seat.menu('')}</span>
          <b>{seat.name}</b>
        </button>
        <HandButton seat={seat} ask={ask} />
        {seat.elsewhere ? null : <Leader view={view} seat={seat} course={course} here={here} ask={ask} />}
        <span className="grow" />
        {announcement.hidden ? (
          <button type="button" className="btn text" onClick={announcement.show}>
            <Megaphone className="i" aria-hidden="true" />
            {t.announcement.again}
          </button>
        ) : null}
        <SeatMarks view={view} seat={seat} ask={ask} />
      </div>
      <RoomFailure failure={failure} />
      <Elsewhere elsewhere={seat.elsewhere} onTake={() => void ask('room:work-here', {})} />
      <Waiting shows={view.shows} />
      <AnnouncementBanner shown={announcement} />
      {menu ? <SeatDialog seat={seat} onClose={() => showMenu(false)} /> : null}
      {seat.typing === 'asked' && !seat.elsewhere ? (
        <TypingDialog onAnswer={(granted) => void ask('room:typing', { granted })} />
      ) : null}
    </section>
  );
}

type Ask = ReturnType<typeof useAsk>['ask'];

function HandButton({ seat, ask }: { seat: Seat; ask: Ask }) {
  const t = useTexts(memberTexts).hand;
  const raised = seat.handAt > 0;
  return (
    <button
      type="button"
      className="btn line room-hand"
      aria-pressed={raised}
      data-testid="hand"
      title={raised ? t.lowerHint : t.raiseHint}
      onClick={() => void ask('room:hand', { raised: !raised })}
    >
      <Hand className="i" aria-hidden="true" />
      {raised ? t.raised : t.raise}
    </button>
  );
}

/** Where the trainer is, and the ways there: once, always, or with the lab as well. */
function Leader({ view, seat, course, here, ask }: SeatBarProps & { ask: Ask }) {
  const t = useTexts(memberTexts).leader;
  const places = usePlaces(course);
  const name = usePlaceName(places);
  const go = useGo();
  const { position } = view;
  const known = findPlace(places, position);
  const together = samePlace(position, here);
  const follow = (follows: boolean) => {
    void ask('room:follow', { follows });
    if (!follows) return;
    useRoom.setState({ positionSeen: view.positionNumber });
    if (known && !together) go(known);
  };
  return (
    <>
      <p className="room-leader" data-here={together ? '' : undefined} data-testid="leader">
        <MapPin className="i" aria-hidden="true" />
        <span>{position === null ? t.none : together ? t.here : t.at(name(position))}</span>
      </p>
      <label className="room-follow" title={t.followHint}>
        <input
          type="checkbox"
          checked={seat.follows}
          data-testid="follow"
          onChange={({ target }) => follow(target.checked)}
        />
        {t.follow}
      </label>
      {known && !together && !seat.follows ? (
        <button type="button" className="btn text" onClick={() => go(known)}>
          {t.go}
        </button>
      ) : null}
      {known ? <CatchUp to={known} here={here} name={name(known)} /> : null}
      <GoBack name={name} />
    </>
  );
}

/** What others can see or do here at the moment. */
function SeatMarks({ view, seat, ask }: { view: RoomView; seat: Seat; ask: Ask }) {
  const t = useTexts(memberTexts);
  return (
    <span className="room-marks" role="status">
      {view.open ? null : (
        <span className="room-mark" title={t.closedHint}>
          <LockKeyhole className="i" aria-hidden="true" />
          {t.closed}
        </span>
      )}
      {seat.lookers > 0 ? (
        <span className="room-mark watched" title={t.watchedHint} data-testid="watched">
          <Eye className="i" aria-hidden="true" />
          {t.watched}
        </span>
      ) : null}
      {seat.typing === 'granted' && !seat.elsewhere ? (
        <span className="room-mark watched" data-testid="typing-granted">
          <PencilLine className="i" aria-hidden="true" />
          {t.typing.granted}
          <button type="button" className="btn line" onClick={() => void ask('room:typing', { granted: false })}>
            {t.typing.end}
          </button>
        </span>
      ) : null}
    </span>
  );
}
