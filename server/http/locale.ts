// Which language a visitor without a language in the path gets: the one chosen before, else the browser's, else German.
import type { IncomingMessage } from 'node:http';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locale';
import { cookieValues, LOCALE_COOKIE } from './cookies';

/** The language in a path such as `/en/…`. */
export const localeOfPath = (path: string): Locale | undefined => {
  const first = path.split('/')[1] ?? '';
  return isLocale(first) ? first : undefined;
};

export function chooseLocale(req: IncomingMessage): Locale {
  const chosen = cookieValues(req, LOCALE_COOKIE).find(isLocale);
  return chosen ?? preferred(req.headers['accept-language'] ?? '') ?? DEFAULT_LOCALE;
}

/** The first of our languages by weight (RFC 9110 §12.5.4); among equals the order sent. */
function preferred(header: string): Locale | undefined {
  const wanted = header
    .slice(0, 512)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted.map(({ language }) => language).find(isLocale);
}
