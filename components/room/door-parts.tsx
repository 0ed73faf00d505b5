'use client';
// What the doors of a workshop have in common: one form at a time, one sentence when it does not open.
import { ArrowRight, CircleX, Loader } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { DoorResult } from '@/components/client/room-doors';
import { whoAmI } from '@/components/client/sign-in';
import { useLocale, useTexts } from '@/components/ui/locale';
import { doorTexts } from '@/lib/i18n/room';
import type { WhoAmI } from '@/lib/room/member';
import { PlainBanner } from './plain-banner';

/** Who one is already; undefined until the server has answered, null when it does not. */
export function useWhoAmI(): WhoAmI | null | undefined {
  const [me, setMe] = useState<WhoAmI | null>();
  useEffect(() => void whoAmI().then(setMe), []);
  return me;
}

export interface Door {
  busy: boolean;
  /** Why it did not open, '' for nothing to say. */
  problem: string;
  /** Says what is missing, without knocking. */
  complain(problem: string): void;
  /** Knocks, and goes on to the page behind when it opens. */
  open(knocking: Promise<DoorResult>, said: (refusal: Exclude<DoorResult, 'in'>) => string): Promise<void>;
}

export function useDoor(next: string): Door {
  const [busy, setBusy] = useState(false);
  const [problem, complain] = useState('');
  return {
    busy,
    problem,
    complain,
    async open(knocking, said) {
      setBusy(true);
      complain('');
      const result = await knocking;
      // A whole new page: what an earlier session knew must not be in it.
      if (result === 'in') return location.replace(next);
      setBusy(false);
      complain(said(result));
    },
  };
}

interface FieldProps {
  id: string;
  label: string;
  hint: string;
  /** Shown below, and the field is marked. */
  invalid: boolean;
  disabled: boolean;
  type?: 'text' | 'password';
  /** For codes: fixed pitch, capitals, no help from the keyboard. */
  code?: boolean;
  autoComplete?: string;
  maxLength?: number;
  value: string;
  onChange(value: string): void;
}

export function DoorField({ id, label, hint, invalid, disabled, type = 'text', code = false, ...field }: FieldProps) {
  return (
    <div className="login-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={id}
        type={type}
        className={code ? 'mono code' : ''}
        autoComplete={field.autoComplete ?? 'off'}
        autoCapitalize={code ? 'characters' : 'words'}
        spellCheck={false}
        maxLength={field.maxLength}
        value={field.value}
        disabled={disabled}
        aria-invalid={invalid}
        aria-describedby={`${id}-hint door-problem`}
        onChange={({ target }) => field.onChange(target.value)}
      />
      <p className="login-hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}

/** The sentence, the button and, while it is being opened, that. */
export function DoorFoot({ door, submit }: { door: Door; submit: string }) {
  const t = useTexts(doorTexts);
  const sentence = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (door.problem) sentence.current?.scrollIntoView({ block: 'nearest' });
  }, [door.problem]);
  return (
    <>
      <p id="door-problem" className="login-problem" role="alert" ref={sentence}>
        {door.problem ? (
          <>
            <CircleX className="i s16" aria-hidden="true" />
            <span>{door.problem}</span>
          </>
        ) : null}
      </p>
      <div className="login-go">
        <button type="submit" className="btn fill big" disabled={door.busy}>
          <span>{submit}</span>
          <ArrowRight className="i s18" aria-hidden="true" />
        </button>
        <p role="status">
          {door.busy ? (
            <>
              <Loader className="i s16 spin" aria-hidden="true" />
              <span>{t.entering}</span>
            </>
          ) : null}
        </p>
      </div>
      <noscript>
        <p className="login-problem">{t.noScript}</p>
      </noscript>
    </>
  );
}

/** In place of the form where there is no workshop; above it for somebody who is in already. */
export function DoorNote({ me, next, children }: { me: WhoAmI | null | undefined; next: string; children: ReactNode }) {
  const t = useTexts(doorTexts);
  const locale = useLocale();
  if (me && !me.workshop) {
    return (
      <div className="login-note" data-testid="no-workshop">
        <p>{t.noWorkshop}</p>
        <Link href={`/${locale}`}>{t.toStart}</Link>
      </div>
    );
  }
  return (
    <>
      <PlainBanner />
      {me === null ? (
        <p className="login-note" role="status">
          {t.refused.unreachable}
        </p>
      ) : null}
      {me?.signedIn && me.member !== 'trainer' ? (
        <div className="login-note">
          <p>{t.alreadyIn}</p>
          <a href={next}>{t.goOn}</a>
        </div>
      ) : null}
      {children}
    </>
  );
}
