'use client';
// The session as the page sees it: it can ask, exchange a token and leave, but never read the cookie.
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';

/** By hand: a schema library would be a ninth of what the page loads. */
const readState = (state: unknown): boolean | null =>
  typeof state === 'object' && state !== null && 'signedIn' in state && typeof state.signedIn === 'boolean'
    ? state.signedIn
    : null;

/** Whether this browser has a session. Null: the server does not answer. */
export async function signedIn(): Promise<boolean | null> {
  try {
    const response = await fetch('/auth', { cache: 'no-store' });
    const state = readState(await response.json());
    return response.ok ? state : null;
  } catch {
    return null;
  }
}

export const sessionGone = async (): Promise<boolean> => (await signedIn()) === false;

export type SignInResult = 'in' | 'wrong' | 'tooMany' | 'unreachable';

/** Exchanges the start token for a session cookie. */
export async function signIn(token: string): Promise<SignInResult> {
  try {
    const response = await fetch('/auth', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    if (response.ok) return 'in';
    if (response.status === 429) return 'tooMany';
    return response.status === 401 || response.status === 400 ? 'wrong' : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

/** Leaves for the login page, which leads back here. */
export function goToLogin(): void {
  const first = location.pathname.split('/')[1] ?? '';
  const locale = isLocale(first) ? first : DEFAULT_LOCALE;
  if (location.pathname === `/${locale}/login`) return;
  location.assign(`/${locale}/login?next=${encodeURIComponent(location.pathname + location.search)}`);
}
