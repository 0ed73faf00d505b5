'use client';
import { useState } from 'react';
import { askRoom } from '@/components/client';
import { Dialog } from '@/components/ui/dialog';
import { useLocale, useTexts } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import { boardTexts } from '@/lib/i18n/room/board';
import type { SeatTile } from '@/lib/protocol/room';
import { RoomFailure } from '../room-failure';
import { seatNumber } from './tile';

export interface SeatWish {
  kind: 'reset' | 'remove';
  /** As it was when it was wished: the question names it, and a reset is only done for this lab. */
  tile: SeatTile;
}

/** Says whose seat it is and what is lost, before it is. */
export function ConfirmSeat({ wish, onClose }: { wish: SeatWish; onClose(): void }) {
  const all = useTexts(boardTexts);
  const locale = useLocale();
  const { kind, tile } = wish;
  const t = all[kind];
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    const answer = await (kind === 'reset'
      ? askRoom('room:reset', { seat: tile.id, labNumber: tile.labNumber })
      : askRoom('room:remove', { seat: tile.id }));
    setBusy(false);
    if (answer.ok) onClose();
    else setFailure(answer.error.code === 'Conflict' ? t.conflict : failureText(answer.error, locale));
  };
  return (
    <Dialog label={t.title(tile.name)} close={all.cancel} className="room-dialog" onClose={onClose}>
      <div className="room-sheet" data-testid="seat-confirm">
        <p>{t.says(tile.name, seatNumber(tile.id))}</p>
        <p>{t.stays}</p>
        <RoomFailure failure={failure} />
        <p className="room-acts">
          <button type="button" className="btn line" onClick={onClose}>
            {all.cancel}
          </button>
          <button type="button" className="btn fill" disabled={busy} onClick={() => void run()}>
            {t.confirm}
          </button>
        </p>
      </div>
    </Dialog>
  );
}
