'use client';
import { CircleX, Loader } from 'lucide-react';
import { useTexts } from '@/components/ui/locale';
import { memberTexts } from '@/lib/i18n/room/member';
import type { RoomView } from '@/lib/protocol/room';

/**
 * While the lab that this tab shows is not there: how long the queue is, or why there will be none. The lesson can be read meanwhile.
 * `theirs`: it is that of a seat that is looked at.
 */
export function Waiting({ shows, theirs = false }: { shows: RoomView['shows']; theirs?: boolean }) {
  const { wait: t } = useTexts(memberTexts);
  if (!shows || shows.lab === 'ready') return null;
  if (theirs) {
    return (
      <div className="room-wait" data-st="pending" role="status" data-testid="waiting">
        <Loader className="i s24" aria-hidden="true" />
        <h2>{t.theirs}</h2>
      </div>
    );
  }
  if (shows.lab === 'failed') {
    return (
      <div className="room-wait" data-st="failed" role="alert" data-testid="waiting">
        <CircleX className="i s24" aria-hidden="true" />
        <div>
          <h2>{t.failed}</h2>
          <p>{t.failedHint(shows.labError)}</p>
        </div>
      </div>
    );
  }
  return (
    <div className="room-wait" data-st="pending" role="status" data-testid="waiting">
      <Loader className="i s24 spin" aria-hidden="true" />
      <div>
        <h2>{shows.lab === 'queued' ? t.queued(shows.queue) : shows.labError ? t.hostAway : t.opening}</h2>
        <p>{shows.lab === 'opening' && shows.labError ? t.hostAwayHint(shows.labError) : t.meanwhile}</p>
      </div>
    </div>
  );
}
