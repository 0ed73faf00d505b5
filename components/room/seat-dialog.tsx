'use client';
import { Copy } from 'lucide-react';
import { Dialog } from '@/components/ui/dialog';
import { useTexts } from '@/components/ui/locale';
import { memberTexts } from '@/lib/i18n/room/member';
import type { RoomView } from '@/lib/protocol/room';
import { groupedCode } from '@/lib/room/codes';
import { useCopy } from './use-copy';

/** Name and resume code, large enough to be photographed. */
export function SeatDialog({ seat, onClose }: { seat: NonNullable<RoomView['seat']>; onClose(): void }) {
  const { seat: t, close } = useTexts(memberTexts);
  const { said, copy } = useCopy(t);
  return (
    <Dialog label={t.title} close={close} className="room-dialog" onClose={onClose}>
      <div className="room-sheet">
        <dl>
          <dt>{t.name}</dt>
          <dd>{seat.name}</dd>
          <dt>{t.resume}</dt>
          <dd className="mono room-code" data-testid="resume-code">
            {groupedCode(seat.resume)}
          </dd>
        </dl>
        <p>{t.resumeHint}</p>
        <p>{t.resumeWay}</p>
        {seat.idleMs ? <p>{t.idle(seat.idleMs)}</p> : null}
        <p className="room-acts">
          <button type="button" className="btn line" onClick={() => copy(seat.resume)}>
            <Copy className="i" aria-hidden="true" />
            {t.copy}
          </button>
          <span role="status">{said}</span>
        </p>
      </div>
    </Dialog>
  );
}
