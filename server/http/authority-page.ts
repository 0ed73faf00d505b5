// /ca and /ca.crt: the own certificate authority, explained and to be had. Plain HTML without scripts: it is also served
// without TLS, to people whose browser does not trust us yet.
import { createHash, X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { authorityTexts } from '@/lib/i18n/authority';
import { utcTime } from '@/lib/i18n/format';
import { isLocale, type Locale } from '@/lib/i18n/locale';
import { chooseLocale } from './locale';
import { refuse } from './reply';

const STYLE = `:root{color-scheme:light dark;font:100%/1.6 system-ui,sans-serif}
body{max-width:42rem;margin:2rem auto;padding:0 1rem}
code{overflow-wrap:anywhere;font-size:1.1em}
h2{margin-top:2rem}h3{margin-bottom:0}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** 404 without an own authority. `?lang=` chooses the language, else the browser does. */
export function answerAuthority(req: IncomingMessage, res: ServerResponse, authority: string | undefined): void {
  if (authority) tell(req, res, authority);
  else refuse(req, res, 404);
}

function tell(req: IncomingMessage, res: ServerResponse, authority: string): void {
  const { pathname, searchParams } = new URL(req.url ?? '/', 'https://localhost');
  if (pathname === '/ca.crt') {
    res.setHeader('Content-Disposition', 'attachment; filename="ca.crt"');
    send(req, res, 'application/x-x509-ca-cert', authority);
    return;
  }
  const lang = searchParams.get('lang') ?? '';
  const locale = isLocale(lang) ? lang : chooseLocale(req);
  res.setHeader('Vary', 'Accept-Language, Cookie');
  res.setHeader(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'`,
  );
  send(req, res, 'text/html; charset=utf-8', page(locale, new X509Certificate(authority).fingerprint256));
}

function send(req: IncomingMessage, res: ServerResponse, type: string, text: string): void {
  res.writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) });
  res.end(req.method === 'HEAD' ? undefined : text);
}

function page(locale: Locale, sha256: string): string {
  const t = authorityTexts[locale];
  const other = locale === 'de' ? 'en' : 'de';
  const systems = t.systems.map(
    ({ name, steps }) =>
      `<h3>${escaped(name)}</h3><ol>${steps.map((step) => `<li>${escaped(step)}</li>`).join('')}</ol>`,
  );
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(t.title)} · Kulissen</title><style>${STYLE}</style></head>
<body><p><a href="/ca?lang=${other}" hreflang="${other}" lang="${other}">${escaped(t.otherLanguage)}</a></p>
<main><h1>${escaped(t.title)}</h1>
${t.paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n')}
<p><a href="/ca.crt">${escaped(t.download)}</a></p>
<h2>${escaped(t.fingerprint)}</h2><p><code>${sha256}</code></p><p>${escaped(t.compare)}</p>
<p>${escaped(t.clock(utcTime(Date.now(), locale)))}</p>
${systems.join('\n')}
<h2>${escaped(t.removeHeading)}</h2><p>${escaped(t.remove)}</p>
<p><a href="/">${escaped(t.goOn)}</a></p></main></body></html>
`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
