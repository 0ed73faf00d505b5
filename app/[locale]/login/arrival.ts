// What the login page can learn from its address and from what people paste.
import type { Locale } from '@/lib/i18n/locale';

/** The start token in a link's fragment or in pasted text: the bare token or the whole link. Empty when there is none. */
export function tokenIn(text: string): string {
  return /#t=([A-Za-z0-9_-]+)/.exec(text)?.[1] ?? text.replace(/\s+/g, '').replace(/^#.*/, '');
}

/** Where to after signing in: the page that was asked for when it is one of this server, else the start page. */
export function pageAfter(next: string | string[] | undefined, locale: Locale): string {
  const start = `/${locale}`;
  // Browsers read `//x`, `/\x` and tabs in between as another host.
  if (typeof next !== 'string' || !/^\/(?![/\\])[^\\\0-\x20\x7f]*$/.test(next)) return start;
  return /^\/(?:(?:de|en)\/)?(?:login|join|trainer)(?:[/?#]|$)|^\/(?:auth|logout|resume)(?:[/?#]|$)/.test(next)
    ? start
    : next;
}
