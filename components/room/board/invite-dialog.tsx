'use client';
import { Copy } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Dialog } from '@/components/ui/dialog';
import { useTexts } from '@/components/ui/locale';
import { boardTexts } from '@/lib/i18n/room/board';
import type { BoardView } from '@/lib/protocol/room';
import { groupedCode } from '@/lib/room/codes';
import { joinLink } from '../join-link';
import { useCopy } from '../use-copy';

const QrCode = dynamic(() => import('./qr-code').then((module) => module.QrCode), {
  ssr: false,
  loading: () => <div className="board-qr" />,
});

/** Code and address, large enough for the projector. */
export function InviteDialog({ board, onClose }: { board: BoardView; onClose(): void }) {
  const { invite: t, close } = useTexts(boardTexts);
  const { said, copy } = useCopy(t);
  const link = joinLink(board.code);
  const local = /^(?:localhost|127\.|\[::1\])/.test(location.hostname);
  return (
    <Dialog label={t.title} close={close} className="room-dialog board-invite" onClose={onClose}>
      <div className="room-sheet" data-testid="invite-sheet">
        {board.open ? null : <p className="room-failure">{t.closed}</p>}
        <dl>
          <dt>{t.code}</dt>
          <dd className="mono room-code">{groupedCode(board.code)}</dd>
          <dt>{t.link}</dt>
          <dd className="mono" data-testid="join-link">
            {link}
          </dd>
        </dl>
        <QrCode text={link} label={t.qr} />
        {local ? <p className="board-warn">{t.local}</p> : null}
        <p className="room-acts">
          <span role="status">{said}</span>
          <button type="button" className="btn line" onClick={() => copy(link)}>
            <Copy className="i" aria-hidden="true" />
            {t.copy}
          </button>
        </p>
      </div>
    </Dialog>
  );
}
