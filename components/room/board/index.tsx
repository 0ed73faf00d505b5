'use client';
// The class board: who is where, who needs help first, and what a trainer does for the room or for one seat.
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTexts } from '@/components/ui/locale';
import { boardTexts } from '@/lib/i18n/room/board';
import type { BoardView, SeatTile } from '@/lib/protocol/room';
import type { Course } from '@/lib/room/course';
import { inOrder, type SeatOrder, type StandingName, withStanding } from '@/lib/room/standing';
import { Offline, TrainerGate } from '../trainer-gate';
import { useAsk } from '../use-ask';
import { usePlaces } from '../use-room-place';
import { useServerNow } from '../use-server-now';
import { AnnounceDialog } from './announce-dialog';
import { BoardBar, type BoardDialog } from './board-bar';
import { InviteDialog } from './invite-dialog';
import { OrderBar } from './order-bar';
import { HelpQueue } from './queue';
import { ConfirmSeat, type SeatWish } from './seat-confirm';
import { SeatTiles } from './tiles';
import { WhoIsWhere } from './where';
import '../room.css';
import './board.css';
import { PlainBanner } from '../plain-banner';
import { RoomFailure } from '../room-failure';

/** How often waiting times are looked at anew, ms. */
const LOOK_MS = 5_000;

interface BoardProps {
  course: Course;
  /** The mark and the switches of the page, which live above this layer. */
  mark: ReactNode;
  switches: ReactNode;
}

export function Board(props: BoardProps) {
  const t = useTexts(boardTexts);
  return <TrainerGate heading={t.heading}>{(board) => <Open {...props} board={board} />}</TrainerGate>;
}

function Open({ course, mark, switches, board }: BoardProps & { board: BoardView }) {
  const t = useTexts(boardTexts);
  const places = usePlaces(course);
  const now = useServerNow(LOOK_MS);
  const { failure, ask } = useAsk();
  const [dialog, setDialog] = useState<BoardDialog | null>(null);
  const [wish, setWish] = useState<SeatWish | null>(null);
  const [order, setOrder] = useState<SeatOrder>('help');
  const [only, setOnly] = useState<StandingName | null>(null);
  const [name, setName] = useState('');
  const tiles = useMemo(
    () => withStanding(board.seats, { now, places, position: board.position }),
    [board.seats, board.position, now, places],
  );
  const shown = useMemo(() => {
    const wanted = name.trim().toLocaleLowerCase();
    return inOrder(tiles, order).filter(
      ({ tile, standing }) =>
        (only === null || standing.name === only) && tile.name.toLocaleLowerCase().includes(wanted),
    );
  }, [tiles, order, only, name]);
  const lowerHand = useCallback((seat: string) => void ask('room:lower-hand', { seat }), [ask]);
  const wishFor = useCallback((kind: SeatWish['kind'], tile: SeatTile) => setWish({ kind, tile }), []);
  return (
    <div className="board" data-testid="board">
      <BoardBar board={board} mark={mark} switches={switches} ask={ask} onDialog={setDialog} />
      <main className="board-main">
        <h1 className="sr">{t.heading}</h1>
        <PlainBanner />
        <Offline />
        <RoomFailure failure={failure} />
        <WhoIsWhere tiles={tiles} places={places} board={board} now={now} />
        <OrderBar
          tiles={tiles}
          order={order}
          only={only}
          name={name}
          onOrder={setOrder}
          onOnly={setOnly}
          onName={setName}
        />
        <SeatTiles shown={shown} all={tiles.length} places={places} onLowerHand={lowerHand} onWish={wishFor} />
      </main>
      <HelpQueue tiles={tiles} places={places} onLowerHand={lowerHand} />
      {dialog === 'announce' ? <AnnounceDialog board={board} onClose={() => setDialog(null)} /> : null}
      {dialog === 'invite' ? <InviteDialog board={board} onClose={() => setDialog(null)} /> : null}
      {wish ? <ConfirmSeat wish={wish} onClose={() => setWish(null)} /> : null}
    </div>
  );
}
