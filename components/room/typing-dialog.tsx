'use client';
import { Dialog } from '@/components/ui/dialog';
import { useTexts } from '@/components/ui/locale';
import { memberTexts } from '@/lib/i18n/room/member';

/** A trainer asks to type here. Closing is no answer but a no: nobody types without a click on yes. */
export function TypingDialog({ onAnswer }: { onAnswer(granted: boolean): void }) {
  const { typing: t } = useTexts(memberTexts);
  return (
    <Dialog label={t.title} close={t.refuse} className="room-dialog" onClose={() => onAnswer(false)}>
      <div className="room-sheet" data-testid="typing-asked">
        <p>{t.asks}</p>
        <p className="room-acts">
          <button type="button" className="btn line" onClick={() => onAnswer(false)}>
            {t.refuse}
          </button>
          <button type="button" className="btn fill" onClick={() => onAnswer(true)}>
            {t.allow}
          </button>
        </p>
      </div>
    </Dialog>
  );
}
