'use client';
// The session as the page sees it: it can ask, exchange a token and leave, but never read the cookie.
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { isMember, type WhoAmI } from '@/lib/room/member';

/** By hand: a schema library would be a ninth of what the page loads. */
function readState(state: unknown): WhoAmI | null {
  if (typeof state !== 'object' || state === null) return null;
  if (!('signedIn' in state) || typeof state.signedIn !== 'boolean') return null;
  const member = 'member' in state && typeof state.member === 'string' && isMember(state.member) ? state.member : '';
  return { signedIn: state.signedIn, workshop: 'workshop' in state && state.workshop === true, member };
}

/** Whose session this browser has. Null: the server does not answer. */
export async function whoAmI(): Promise<WhoAmI | null> {
  try {
    const response = await fetch('/auth', { cache: 'no-store' });
    const state = readState(await response.json());
    return response.ok ? state : null;
  } catch {
    return null;
  }
}

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

/** Leaves for where one gets in, which leads back here: the login page, in a workshop the one that asks for the event's code. */
export async function goToDoor(): Promise<void> {
  const first = location.pathname.split('/')[1] ?? '';
  const locale = isLocale(first) ? first : DEFAULT_LOCALE;
  const door = (await whoAmI())?.workshop ? 'join' : 'login';
  if (location.pathname === `/${locale}/${door}`) return;
  location.assign(`/${locale}/${door}?next=${encodeURIComponent(location.pathname + location.search)}`);
}
