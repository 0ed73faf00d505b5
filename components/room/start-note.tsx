'use client';
// The start page in a workshop: which seat one has, or the trainer's ways on.
import { Armchair, LayoutGrid, Presentation } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useRoom } from '@/components/state/room-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { memberTexts } from '@/lib/i18n/room/member';
import { PlainBanner } from './plain-banner';
import { SeatDialog } from './seat-dialog';
import { Waiting } from './waiting';
import './room.css';

export function StartNote() {
  const { start: t, trainer } = useTexts(memberTexts);
  const locale = useLocale();
  const view = useRoom((state) => state.view);
  const [open, setOpen] = useState(false);
  if (!view) return null;
  const { seat } = view;
  return (
    <div className="room-start" data-testid="start-note">
      {seat ? (
        <p>
          <Armchair className="i s16" aria-hidden="true" />
          <span>{t.seat(String(Number(seat.id.slice(1))), seat.name)}</span>
          <button type="button" className="btn line" aria-haspopup="dialog" onClick={() => setOpen(true)}>
            {t.code}
          </button>
        </p>
      ) : (
        <p>
          <span>{trainer.lead}.</span>
          <Link className="btn line" href={`/${locale}/board`}>
            <LayoutGrid className="i" aria-hidden="true" />
            {trainer.board}
          </Link>
          <Link className="btn line" href={`/${locale}/present`}>
            <Presentation className="i" aria-hidden="true" />
            {trainer.present}
          </Link>
        </p>
      )}
      <PlainBanner />
      <Waiting shows={view.shows} />
      {seat && open ? <SeatDialog seat={seat} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
