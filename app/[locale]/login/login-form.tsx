'use client';
import { ArrowRight, CircleX, Loader } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type SignInResult, signIn, whoAmI } from '@/components/client/sign-in';
import { useTexts } from '@/components/ui/locale';
import { loginTexts } from '@/lib/i18n/login';
import { tokenIn } from './arrival';

type Problem = Exclude<SignInResult, 'in'> | 'empty';

/** Exchanges the token of the printed link for a session and goes on to `next`; asks for the token when there is none. */
export function LoginForm({ next }: { next: string }) {
  const t = useTexts(loginTexts);
  const [busy, setBusy] = useState(true);
  const [problem, setProblem] = useState<Problem | null>(null);
  const arrived = useRef(false);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    // Once for each visit: the fragment is gone the second time.
    if (arrived.current) return;
    arrived.current = true;
    const token = tokenIn(window.location.hash);
    // The token must not stay in the address bar and the history.
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
    void arrive(token).then((result) => {
      if (result === 'in') return window.location.replace(next);
      setBusy(false);
      setProblem(result);
    });
  }, [next]);

  useEffect(() => {
    if (!busy) field.current?.focus();
  }, [busy]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const token = tokenIn(field.current?.value ?? '');
    setProblem(token ? null : 'empty');
    if (!token) return field.current?.focus();
    setBusy(true);
    const result = await signIn(token);
    if (result === 'in') return window.location.replace(next);
    setBusy(false);
    setProblem(result);
  };

  return (
    // Without script the browser would send the form itself: by POST, so that the token never stands in an address.
    <form className="login-form" method="post" action="/auth" noValidate onSubmit={(event) => void submit(event)}>
      <label htmlFor="token">{t.tokenLabel}</label>
      <input
        ref={field}
        id="token"
        name="token"
        className="mono"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        disabled={busy}
        aria-invalid={problem !== null}
        aria-describedby="token-hint token-problem"
      />
      <p id="token-hint">{t.tokenHint}</p>
      <p id="token-problem" className="login-problem" role="alert">
        {problem && (
          <>
            <CircleX className="i s16" aria-hidden="true" />
            <span>{t[problem]}</span>
          </>
        )}
      </p>
      <div className="login-go">
        <button type="submit" className="btn fill big" disabled={busy}>
          <span>{t.submit}</span>
          <ArrowRight className="i s18" aria-hidden="true" />
        </button>
        <p role="status">
          {busy && (
            <>
              <Loader className="i s16 spin" aria-hidden="true" />
              <span>{t.entering}</span>
            </>
          )}
        </p>
      </div>
      <noscript>
        <p className="login-problem">{t.noScript}</p>
      </noscript>
    </form>
  );
}

/** With a token: signs in, or lets a browser in that has a session already (an old bookmark). Null: nothing to complain of. */
async function arrive(token: string): Promise<SignInResult | null> {
  const result = token ? await signIn(token) : null;
  if (result === 'in') return result;
  return (await whoAmI())?.signedIn ? 'in' : result;
}
