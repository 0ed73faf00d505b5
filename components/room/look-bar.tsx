'use client';
// A trainer's tab that looks at a seat: whose it is, what may be done, and the way out.
import { Eye, PencilLine } from 'lucide-react';
import { stopLooking } from '@/components/client/look';
import { useRoom } from '@/components/state/room-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { memberTexts } from '@/lib/i18n/room/member';
import type { Place, RoomView } from '@/lib/protocol/room';
import { RoomFailure } from './room-failure';
import { useAsk } from './use-ask';
import { useTheirPlace } from './use-led';
import { Waiting } from './waiting';

interface LookBarProps {
  look: string;
  shows: RoomView['shows'];
  here: Place;
}

export function LookBar({ look, shows, here }: LookBarProps) {
  const all = useTexts(memberTexts);
  const t = all.look;
  const locale = useLocale();
  const { failure, ask } = useAsk();
  const tile = useRoom((state) => state.board?.seats[look]);
  const known = useRoom((state) => state.board !== null);
  useTheirPlace(tile?.place ?? null, here);
  const typing = shows?.typing ?? 'none';
  const wish = { none: t.ask, asked: t.takeBack, granted: t.giveBack }[typing];
  return (
    <section className="room" aria-label={all.bar} data-testid="look-bar" data-look={look}>
      <div className="room-bar looking">
        <Eye className="i s16" aria-hidden="true" />
        <b>{tile ? t.bar(tile.name) : known ? t.gone : look}</b>
        <span className="room-mark" role="status" data-typing={typing}>
          {typing === 'granted' ? <PencilLine className="i" aria-hidden="true" /> : null}
          {{ none: t.readOnly, asked: t.asked, granted: t.granted }[typing]}
        </span>
        <span className="grow" />
        {tile && tile.handAt > 0 ? (
          <button type="button" className="btn line" onClick={() => void ask('room:lower-hand', { seat: look })}>
            {t.lowerHand}
          </button>
        ) : null}
        {tile ? (
          <button
            type="button"
            className="btn line"
            data-testid="ask-typing"
            onClick={() => void ask('room:ask-typing', { seat: look, wanted: typing === 'none' })}
          >
            {wish}
          </button>
        ) : null}
        <button type="button" className="btn text" onClick={() => stopLooking(locale)}>
          {t.end}
        </button>
      </div>
      <RoomFailure failure={failure} />
      <Waiting shows={shows} theirs />
    </section>
  );
}
