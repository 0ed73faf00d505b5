'use client';
// A trainer's projector: how far the class is with the step on the wall, and how one gets in.
import { useRoom } from '@/components/state/room-store';
import { useTexts } from '@/components/ui/locale';
import { boardTexts } from '@/lib/i18n/room/board';
import type { Place } from '@/lib/protocol/room';
import { groupedCode } from '@/lib/room/codes';
import { finishedAt } from '@/lib/room/present';

/** Nothing for participants: only trainers get the board. */
export function ProjectorFoot({ here }: { here: Place }) {
  const { projector: t } = useTexts(boardTexts);
  const board = useRoom((state) => state.board);
  const look = useRoom((state) => state.look);
  if (!board || look) return null;
  const { finished, of } = finishedAt(Object.values(board.seats), here);
  return (
    <>
      {of > 0 ? <span data-testid="projector-finished">{t.finished(finished, of)}</span> : null}
      {board.open ? (
        <span data-testid="projector-join">
          {t.join} <b className="mono">{`${location.host}/join`}</b> · <b className="mono">{groupedCode(board.code)}</b>
        </span>
      ) : null}
    </>
  );
}
