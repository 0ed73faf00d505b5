'use client';
import { CircleX, Loader } from 'lucide-react';
import { useTexts } from '@/components/ui/locale';
import { memberTexts } from '@/lib/i18n/room/member';
import type { RoomView } from '@/lib/protocol/room';

/** While there is no lab: how long the queue is, or why there will be none. The lesson can be read meanwhile. */
export function Waiting({ seat }: { seat: NonNullable<RoomView['seat']> }) {
  const { wait: t } = useTexts(memberTexts);
  if (seat.lab === 'ready') return null;
  if (seat.lab === 'failed') {
    return (
      <div className="room-wait" data-st="failed" role="alert" data-testid="waiting">
        <CircleX className="i s24" aria-hidden="true" />
        <div>
          <h2>{t.failed}</h2>
          <p>{t.failedHint(seat.labError)}</p>
        </div>
      </div>
    );
  }
  return (
    <div className="room-wait" data-st="pending" role="status" data-testid="waiting">
      <Loader className="i s24 spin" aria-hidden="true" />
      <div>
        <h2>{seat.lab === 'queued' ? t.queued(seat.queue) : t.opening}</h2>
        <p>{t.meanwhile}</p>
      </div>
    </div>
  );
}
