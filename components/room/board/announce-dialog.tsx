'use client';
import { type FormEvent, useState } from 'react';
import { askRoom } from '@/components/client';
import { Dialog } from '@/components/ui/dialog';
import { useLocale, useTexts } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import { boardTexts } from '@/lib/i18n/room/board';
import type { BoardView } from '@/lib/protocol/room';
import { RoomFailure } from '../room-failure';

/** Words and a snippet for everybody. When another trainer was faster, nothing that was written is lost. */
export function AnnounceDialog({ board, onClose }: { board: BoardView; onClose(): void }) {
  const { announce: t, cancel } = useTexts(boardTexts);
  const locale = useLocale();
  const current = board.announcement;
  // What was known when writing began, or when a conflict was told: only that may be replaced.
  const [after, setAfter] = useState(current?.number ?? 0);
  const [text, setText] = useState('');
  const [snippet, setSnippet] = useState('');
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async (said: { text: string; snippet: string }) => {
    setBusy(true);
    setFailure('');
    const answer = await askRoom('room:announce', { after, ...said });
    setBusy(false);
    if (answer.ok) return onClose();
    if (answer.error.code !== 'Conflict') return setFailure(failureText(answer.error, locale));
    setFailure(t.conflict);
    setAfter(current?.number ?? 0);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '' && snippet.trim() === '') return setFailure(t.empty);
    void send({ text: text.trim(), snippet });
  };
  // Told of a conflict before the other announcement has arrived here: what arrives is then known.
  const known = failure === t.conflict && current ? current.number : after;
  if (known !== after) setAfter(known);
  return (
    <Dialog label={t.title} close={cancel} className="room-dialog" onClose={onClose}>
      <form className="room-sheet" data-testid="announce-form" onSubmit={submit}>
        {current && (current.text || current.snippet) ? (
          <section className="board-now" aria-label={t.now}>
            <h3>{t.now}</h3>
            <p>{current.text}</p>
            {current.snippet ? <pre>{current.snippet}</pre> : null}
            <button
              type="button"
              className="btn text"
              disabled={busy}
              onClick={() => void send({ text: '', snippet: '' })}
            >
              {t.takeBack}
            </button>
          </section>
        ) : null}
        <label className="board-field">
          {t.text}
          <textarea rows={3} maxLength={2000} value={text} onChange={({ target }) => setText(target.value)} />
        </label>
        <label className="board-field">
          {t.snippet}
          <textarea
            rows={3}
            maxLength={8000}
            className="mono"
            spellCheck={false}
            aria-describedby="snippet-hint"
            value={snippet}
            onChange={({ target }) => setSnippet(target.value)}
          />
        </label>
        <p id="snippet-hint">{t.snippetHint}</p>
        <RoomFailure failure={failure} />
        <p className="room-acts">
          <span role="status">{busy ? t.sending : ''}</span>
          <button type="button" className="btn line" onClick={onClose}>
            {cancel}
          </button>
          <button type="submit" className="btn fill" disabled={busy}>
            {t.send}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
