'use client';
import { useTexts } from '@/components/ui/locale';
import { boardTexts } from '@/lib/i18n/room/board';
import type { CoursePlace } from '@/lib/room/course';
import { inOrder, type StandingTile } from '@/lib/room/standing';
import { LookLink, StandingWords, seatNumber } from './tile';

interface QueueProps {
  tiles: readonly StandingTile[];
  places: readonly CoursePlace[];
  onLowerHand(seat: string): void;
}

/** Who has called, longest wait first, and who seems to be stuck. */
export function HelpQueue({ tiles, places, onLowerHand }: QueueProps) {
  const t = useTexts(boardTexts).queue;
  const sorted = inOrder(tiles, 'help');
  const hands = sorted.filter(({ standing }) => standing.name === 'hand');
  const stuck = sorted.filter(({ standing }) => standing.name === 'stuck');
  return (
    <aside className="board-queue" aria-label={t.heading} data-testid="queue">
      <h2>
        {t.heading}
        <span>{hands.length > 0 ? t.waiting(hands.length) : ''}</span>
      </h2>
      {hands.length === 0 ? <p>{t.none}</p> : null}
      <ul>
        {hands.map((each) => (
          <Request key={each.tile.id} of={each} places={places} onLowerHand={onLowerHand} />
        ))}
      </ul>
      {stuck.length > 0 ? (
        <>
          <h2>{t.stuck}</h2>
          <ul>
            {stuck.map((each) => (
              <Request key={each.tile.id} of={each} places={places} />
            ))}
          </ul>
        </>
      ) : null}
      <p className="board-note">{t.note}</p>
    </aside>
  );
}

interface RequestProps {
  of: StandingTile;
  places: readonly CoursePlace[];
  /** Only of those who have called. */
  onLowerHand?(seat: string): void;
}

function Request({ of: { tile, standing, index }, places, onLowerHand }: RequestProps) {
  const { queue: t, tile: words } = useTexts(boardTexts);
  const place = places[index];
  return (
    <li className="board-request" data-standing={standing.name} data-seat={tile.id}>
      <h3>{tile.name}</h3>
      <p className="board-since">
        <StandingWords standing={standing.name} since={standing.since} />
      </p>
      <p>{t.place(seatNumber(tile.id), place?.title ?? words.noStep)}</p>
      {tile.failed ? <code>$ {tile.failed.line}</code> : null}
      <p className="board-acts">
        <LookLink tile={tile} place={place ?? places[0]} />
        {onLowerHand ? (
          <button type="button" className="btn line" data-testid="lower-hand" onClick={() => onLowerHand(tile.id)}>
            {t.done}
          </button>
        ) : null}
      </p>
    </li>
  );
}
