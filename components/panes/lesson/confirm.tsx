'use client';
import Link from 'next/link';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTexts } from '@/components/ui/locale';
import { lessonTexts } from '@/lib/i18n/lesson';

export interface Confirmation {
  asking: boolean;
  ask(): void;
  close(): void;
  /** The button that asked; it gets the focus back. */
  opener: RefObject<HTMLButtonElement | null>;
}

/** State of a question that is asked where the button stood. */
export function useConfirm(): Confirmation {
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (wasAsking.current && !asking) opener.current?.focus();
    wasAsking.current = asking;
  }, [asking]);
  return { asking, ask: () => setAsking(true), close: () => setAsking(false), opener };
}

interface ConfirmProps {
  question: string;
  action: string;
  confirm: Confirmation;
  onConfirm(): void;
  /** Something larger that can be chosen instead, and the page that one then looks at. */
  instead?: { action: string; href: string; run(): void };
}

/** What will happen, in one sentence, with yes and no. Escape is no. */
export function Confirm({ question, action, confirm, onConfirm, instead }: ConfirmProps) {
  const t = useTexts(lessonTexts);
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current?.focus(), []);
  return (
    <fieldset className="lesson-confirm" onKeyDown={(event) => event.key === 'Escape' && confirm.close()}>
      <legend>{question}</legend>
      <button
        type="button"
        className="btn fill"
        ref={yes}
        onClick={() => {
          confirm.close();
          onConfirm();
        }}
      >
        {action}
      </button>
      {instead ? (
        <Link
          className="btn line"
          data-testid="confirm-instead"
          href={instead.href}
          onClick={() => {
            confirm.close();
            instead.run();
          }}
        >
          {instead.action}
        </Link>
      ) : null}
      <button type="button" className="btn line" onClick={confirm.close}>
        {t.cancel}
      </button>
    </fieldset>
  );
}
