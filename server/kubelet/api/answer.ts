// What the API says to a request, before it is written to a socket; in the words of Go's net/http and go-restful 2.

export interface Answer {
  status: number;
  /** undefined: no such header, as upstream sends some bodies. */
  contentType?: string;
  /** Redirects only. */
  location?: string;
  /** Whole, or bytes as they come. */
  body: string | Uint8Array | AsyncIterable<Uint8Array>;
}

export interface ApiRequest {
  method: string;
  /** Decoded, without the query. */
  path: string;
  query: URLSearchParams;
  /** In lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  /** The whole body; rejects when it is too long. */
  body(): Promise<string>;
  /** The client has gone, or the kubelet ends. */
  signal: AbortSignal;
}

const TEXT = 'text/plain; charset=utf-8';

export const text = (status: number, body: string): Answer => ({ status, contentType: TEXT, body });
/** Go's http.Error. */
export const httpError = (status: number, message: string): Answer => text(status, `${message}\n`);
export const json = (value: unknown, status = 200): Answer => ({
  status,
  contentType: 'application/json',
  body: `${JSON.stringify(value)}\n`,
});
/** Prometheus text. */
export const metricsAnswer = (body: string): Answer => ({
  status: 200,
  contentType: 'text/plain; version=0.0.4; charset=utf-8',
  body,
});

/** Go's mux: no pattern matches. */
export const NOT_FOUND = httpError(404, '404 page not found');
/** go-restful's own answers, below a registered service only. */
export const NO_ROUTE = text(404, '404: Page Not Found');
export const METHOD_NOT_ALLOWED = text(405, '405: Method Not Allowed');
export const NOT_ACCEPTABLE = text(406, '406: Not Acceptable');
export const DEBUG_DISABLED = httpError(405, 'Debug endpoints are disabled.');

/** Go's http.Redirect. `location` is a path of this server. */
export const movedTo = (location: string): Answer => ({
  status: 301,
  contentType: 'text/html; charset=utf-8',
  body: `<a href="${escapeHtml(location)}">Moved Permanently</a>.\n\n`,
  location,
});

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};
/** As Go escapes text for HTML. */
export const escapeHtml = (value: string): string => value.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
