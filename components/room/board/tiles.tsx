'use client';
import { useTexts } from '@/components/ui/locale';
import { boardTexts } from '@/lib/i18n/room/board';
import type { SeatTile } from '@/lib/protocol/room';
import type { CoursePlace } from '@/lib/room/course';
import type { StandingTile } from '@/lib/room/standing';
import type { SeatWish } from './seat-confirm';
import { Tile } from './tile';

interface TilesProps {
  shown: readonly StandingTile[];
  /** All there are, shown or not. */
  all: number;
  places: readonly CoursePlace[];
  /** Both keep their identity: tiles are drawn again only when they change. */
  onLowerHand(seat: string): void;
  onWish(kind: SeatWish['kind'], tile: SeatTile): void;
}

export function SeatTiles({ shown, all, places, onLowerHand, onWish }: TilesProps) {
  const t = useTexts(boardTexts);
  if (shown.length === 0) return <p className="board-empty">{all === 0 ? t.empty : t.filter.none}</p>;
  return (
    <ul className="board-seats">
      {shown.map(({ tile, standing, index }) => (
        <Tile
          key={tile.id}
          tile={tile}
          standing={standing.name}
          since={standing.since}
          place={places[index] ?? places[0]}
          known={index >= 0}
          onLowerHand={onLowerHand}
          onWish={onWish}
        />
      ))}
    </ul>
  );
}
