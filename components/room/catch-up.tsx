'use client';
import { FastForward, Loader } from 'lucide-react';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { useLocale, useTexts } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import { memberTexts } from '@/lib/i18n/room/member';
import type { Failure } from '@/lib/protocol/events';
import type { Place } from '@/lib/protocol/room';
import { catchUp } from './own-state';
import { RoomFailure } from './room-failure';
import { useGo } from './use-room-place';

/** Brings the lab to where the trainer's step begins, after saying what that takes and what it leaves. */
export function CatchUp({ to, here, name }: { to: Place; here: Place; name: string }) {
  const { leader, catchUp: t } = useTexts(memberTexts);
  const go = useGo();
  const run = async (): Promise<Failure | string | null> => {
    const failure = await catchUp(to, here);
    if (failure === null) go(to);
    return failure === 'unread' ? t.unread : failure;
  };
  return (
    <Rebuild
      button={leader.catchUp}
      testId="catch-up"
      title={t.title}
      sentences={[t.goes(name), t.stays, t.kept]}
      action={t.confirm}
      run={run}
    />
  );
}

interface RebuildProps {
  button: string;
  testId: string;
  title: string;
  sentences: string[];
  action: string;
  /** A failure, or a sentence about it; null when it was done. */
  run(): Promise<Failure | string | null>;
}

/** A button, the question behind it, and the wait for the lab. */
export function Rebuild({ button, testId, title, sentences, action, run }: RebuildProps) {
  const { catchUp: t, cancel } = useTexts(memberTexts);
  const locale = useLocale();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const start = async () => {
    setBusy(true);
    setFailure('');
    const result = await run();
    setBusy(false);
    if (result === null) setAsking(false);
    else setFailure(typeof result === 'string' ? result : failureText(result, locale));
  };
  return (
    <>
      <button
        type="button"
        className="btn text"
        data-testid={testId}
        aria-haspopup="dialog"
        onClick={() => setAsking(true)}
      >
        <FastForward className="i" aria-hidden="true" />
        {button}
      </button>
      {asking ? (
        <Dialog label={title} close={cancel} className="room-dialog" onClose={() => setAsking(false)}>
          <div className="room-sheet">
            {sentences.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
            <RoomFailure failure={failure} />
            <p className="room-acts">
              <span role="status">
                {busy ? (
                  <>
                    <Loader className="i spin" aria-hidden="true" /> {t.playing}
                  </>
                ) : null}
              </span>
              <button type="button" className="btn line" onClick={() => setAsking(false)}>
                {cancel}
              </button>
              <button type="button" className="btn fill" disabled={busy} onClick={() => void start()}>
                {action}
              </button>
            </p>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
