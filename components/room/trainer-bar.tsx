'use client';
// A trainer's own workbench: shows a step to everybody, or follows what is shown elsewhere (the projector).
import { LayoutGrid, Presentation } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useLocale, useTexts } from '@/components/ui/locale';
import { memberTexts } from '@/lib/i18n/room/member';
import type { Place, RoomView } from '@/lib/protocol/room';
import { samePlace } from '@/lib/room/course';
import { RoomFailure } from './room-failure';
import { useAsk } from './use-ask';
import { useLed } from './use-led';
import { Waiting } from './waiting';

const KEY = 'kulissen_window_follows';

export function TrainerBar({ view, here }: { view: RoomView; here: Place }) {
  const { position, positionNumber: number } = view;
  const all = useTexts(memberTexts);
  const t = all.trainer;
  const locale = useLocale();
  const { failure, ask } = useAsk();
  const [follows, setFollows] = useState(() => sessionStorage.getItem(KEY) === 'yes');
  useLed(follows, here);
  const shown = samePlace(position, here);
  return (
    <section className="room leads" aria-label={all.bar} data-testid="trainer-bar">
      <div className="room-bar">
        <b>{t.lead}</b>
        <Link className="btn text" href={`/${locale}/board`}>
          <LayoutGrid className="i" aria-hidden="true" />
          {t.board}
        </Link>
        <Link className="btn text" href={`/${locale}/present`}>
          <Presentation className="i" aria-hidden="true" />
          {t.present}
        </Link>
        <span className="grow" />
        <label className="room-follow" title={t.followHint}>
          <input
            type="checkbox"
            checked={follows}
            onChange={({ target }) => {
              sessionStorage.setItem(KEY, target.checked ? 'yes' : 'no');
              setFollows(target.checked);
            }}
          />
          {t.follow}
        </label>
        <button
          type="button"
          className="btn line"
          data-testid="show-step"
          disabled={shown}
          onClick={() => void ask('room:position', { after: number, place: here })}
        >
          {shown ? t.shown : t.show}
        </button>
      </div>
      <RoomFailure failure={failure} />
      <Waiting shows={view.shows} />
    </section>
  );
}
