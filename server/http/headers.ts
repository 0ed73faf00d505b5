// What every response says to the browser, and the content security policy of pages.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** 128 random bits; one for each page. */
export const newNonce = (): string => randomBytes(16).toString('base64');

const POWERS = ['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer', 'microphone'];

/** On every response. `no-store` unless a route is a cacheable asset. */
export function setSecurityHeaders(res: ServerResponse): void {
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('X-Frame-Options', 'DENY');
  res.setHeader('Referrer-Policy', 'no-referrer');
  res.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  res.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  res.setHeader('Permissions-Policy', [...POWERS, 'payment', 'usb'].map((power) => `${power}=()`).join(', '));
  res.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  res.setHeader('Cache-Control', 'no-store');
}

/** A worker takes its policy from its own file's response, so an asset's policy only says what concerns framing. */
export function setAssetHeaders(res: ServerResponse): void {
  res.setHeader('Content-Security-Policy', "frame-ancestors 'none'");
  res.removeHeader('Cache-Control');
}

/**
 * The policy of a page. Monaco writes style elements (hence 'unsafe-inline' for styles) and starts its workers from our
 * own origin; Next's development build compiles with eval. `authority` is the checked Host: some browsers do not count
 * a websocket to the own origin as 'self'.
 */
export function pagePolicy(nonce: string, dev: boolean, authority: string, secure: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    `connect-src 'self' ${secure ? 'wss' : 'ws'}://${authority}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Headers that Next believes and that nobody outside may set: proxies' (there is none that we trust), the nonce's way in,
 * and Next's own internal ones.
 */
export function dropUntrustedHeaders(req: IncomingMessage): void {
  for (const name of Object.keys(req.headers)) {
    if (/^(?:forwarded$|x-forwarded-|x-middleware-|x-invoke-|x-nonce$|content-security-policy)/.test(name)) {
      delete req.headers[name];
    }
  }
}
