// What a request asks for, read once. Everything later works with these words; the URL itself never reaches the engine.

export interface RequestTarget {
  /** `/v1.41` as asked for, or '' for the engine's newest. */
  version: string;
  /** Decoded parts of the path after the version; none is empty, `.`, `..`, or holds a slash or a control character. */
  segments: readonly string[];
  query: URLSearchParams;
}

const MAX_URL = 8192;
const VERSION = /^v1\.\d{1,3}$/;

function segment(raw: string): string | null {
  try {
    const text = decodeURIComponent(raw);
    return text === '' || text === '.' || text === '..' || /[/\\\u0000-\u001f\u007f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** Null for a URL that no client of Docker sends: an encoded slash, dots, empty parts, bad escapes, an absolute form. */
export function readTarget(url: string): RequestTarget | null {
  if (!url.startsWith('/') || url.length > MAX_URL) return null;
  const [path = '', ...rest] = url.split('?');
  const segments = path.slice(1).split('/').map(segment);
  if (segments.includes(null)) return null;
  const words = segments as string[];
  const version = words[0] !== undefined && VERSION.test(words[0]) ? `/${words[0]}` : '';
  return { version, segments: version ? words.slice(1) : words, query: new URLSearchParams(rest.join('?')) };
}
