'use client';
// The trainer's pages: connected to the room, or a sentence about why not.
import { Unplug } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useEffect } from 'react';
import { connectLab } from '@/components/client';
import { useLab } from '@/components/state/lab-store';
import { useRoom } from '@/components/state/room-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { boardTexts } from '@/lib/i18n/room/board';
import type { BoardView } from '@/lib/protocol/room';
import { useWhoAmI } from './door-parts';
import './trainer-pages.css';

/** Shows what `children` makes of the board; a participant, and whoever is in no workshop, is told where to go. */
export function TrainerGate({ heading, children }: { heading: string; children(board: BoardView): ReactNode }) {
  const board = useRoom((state) => state.board);
  useEffect(() => connectLab(), []);
  return board ? children(board) : <Closed heading={heading} />;
}

function Closed({ heading }: { heading: string }) {
  const t = useTexts(boardTexts);
  const locale = useLocale();
  const me = useWhoAmI();
  const stranger = me && me.member !== 'trainer';
  return (
    <main className="page-note">
      <h1>{heading}</h1>
      {stranger ? (
        <>
          <p>{me.workshop ? t.notTrainer : t.noWorkshop}</p>
          <p>
            {me.workshop ? (
              <Link href={`/${locale}/trainer`}>{t.toTrainer}</Link>
            ) : (
              <Link href={`/${locale}`}>{t.toStart}</Link>
            )}
          </p>
        </>
      ) : (
        <p role="status">{t.loading}</p>
      )}
    </main>
  );
}

/** While the connection is away, what is shown is old. */
export function Offline() {
  const t = useTexts(boardTexts);
  const offline = useLab((state) => state.connection === 'offline');
  return (
    <div role="alert">
      {offline ? (
        <p className="board-offline">
          <Unplug className="i" aria-hidden="true" />
          {t.offline}
        </p>
      ) : null}
    </div>
  );
}
