'use client';
import { DoorClosed, DoorOpen, Download, Megaphone, NotebookText, Presentation, Radio, UserPlus } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useLocale, useTexts } from '@/components/ui/locale';
import { boardTexts } from '@/lib/i18n/room/board';
import type { BoardView } from '@/lib/protocol/room';
import type { useAsk } from '../use-ask';

export type BoardDialog = 'announce' | 'invite';

interface BoardBarProps {
  board: BoardView;
  mark: ReactNode;
  switches: ReactNode;
  ask: ReturnType<typeof useAsk>['ask'];
  onDialog(dialog: BoardDialog): void;
}

/** What concerns the whole room. */
export function BoardBar({ board, mark, switches, ask, onDialog }: BoardBarProps) {
  const t = useTexts(boardTexts);
  const locale = useLocale();
  const seats = Object.values(board.seats);
  const connected = seats.filter(({ tabs }) => tabs > 0).length;
  const Door = board.open ? DoorClosed : DoorOpen;
  return (
    <header className="board-bar">
      <Link className="home" href={`/${locale}`} aria-label={t.toStart}>
        {mark}
      </Link>
      <span className="board-count">{t.seats(seats.length, connected, board.maxSeats)}</span>
      <span className="board-count">
        <Radio className="i" aria-hidden="true" />
        {t.following(seats.filter(({ follows }) => follows).length)}
      </span>
      <span className="grow" />
      <button
        type="button"
        className="btn"
        data-testid="invite"
        aria-haspopup="dialog"
        onClick={() => onDialog('invite')}
      >
        <UserPlus className="i" aria-hidden="true" />
        {t.actions.invite} <b className="mono">{board.code}</b>
      </button>
      <button
        type="button"
        className="btn"
        data-testid="announce"
        aria-haspopup="dialog"
        onClick={() => onDialog('announce')}
      >
        <Megaphone className="i" aria-hidden="true" />
        {t.actions.announce}
      </button>
      <Link className="btn" href={`/${locale}/present`}>
        <Presentation className="i" aria-hidden="true" />
        {t.actions.present}
      </Link>
      <a className="btn" href="/room.csv" download>
        <Download className="i" aria-hidden="true" />
        {t.actions.export}
      </a>
      <Link className="btn" href={`/${locale}/records`} prefetch={false}>
        <NotebookText className="i" aria-hidden="true" />
        {t.actions.records}
      </Link>
      <button
        type="button"
        className="btn line"
        data-testid="open-room"
        title={board.open ? t.actions.shutHint : t.actions.openHint}
        onClick={() => void ask('room:open', { open: !board.open })}
      >
        <Door className="i" aria-hidden="true" />
        {board.open ? t.actions.shut : t.actions.open}
      </button>
      {switches}
    </header>
  );
}
