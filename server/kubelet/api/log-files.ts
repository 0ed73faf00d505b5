// /logs/: the files below the log directory, as Go's http.FileServer shows them. Upstream: pkg/kubelet/server/server.go getLogs,
// pkg/kubelet/kubelet.go ServeLogs; net/http/fs.go (1.20).
import { createReadStream } from 'node:fs';
import { open, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type Answer, escapeHtml, httpError, movedTo, NOT_FOUND } from './answer';

/** Nothing that a browser would run or draw. */
const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  gz: 'application/gzip',
};

/**
 * Answers with a file or a listing. Links are followed, as upstream does: that is what /var/log/pods is made of; but only to
 * what the engine's logs are made of or to what lies below the directory itself (deliberate deviation).
 * @param path below /logs/, decoded
 */
export async function logFileAnswer(logDir: string, path: string): Promise<Answer> {
  if (path.includes('\0')) return NOT_FOUND;
  const wanted = join(logDir, `${sep}${path}`);
  try {
    const real = await realpath(wanted);
    if (!isAllowed(real, await realpath(logDir))) return httpError(403, '403 Forbidden');
    return await answerFor(real, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') return httpError(403, '403 Forbidden');
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ELOOP') return NOT_FOUND;
    return httpError(500, '500 Internal Server Error');
  }
}

const ENGINE_LOG = /\/containers\/[0-9a-f]{64}\/[0-9a-f]{64}-json\.log(\.\d+)?$/;

const isAllowed = (real: string, root: string): boolean =>
  real === root || real.startsWith(`${root}${sep}`) || ENGINE_LOG.test(real);

async function answerFor(real: string, path: string): Promise<Answer> {
  const file = await open(real, 'r');
  let handedOver = false;
  try {
    const stats = await file.stat();
    if (stats.isDirectory()) {
      return path === '' || path.endsWith('/') ? listing(await names(real)) : movedTo(encodeURI(`/logs/${path}/`));
    }
    if (!stats.isFile()) return NOT_FOUND;
    if (path.endsWith('/')) return movedTo(encodeURI(`/logs/${path.replace(/\/+$/, '')}`));
    handedOver = true;
    const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain; charset=utf-8';
    // Not beyond its size now: a log goes on growing.
    const body = stats.size === 0 ? '' : createReadStream(real, { fd: file.fd, autoClose: false, end: stats.size - 1 });
    return {
      status: 200,
      contentType: type,
      body: typeof body === 'string' ? body : closing(body, () => file.close()),
    };
  } finally {
    if (!handedOver) await file.close();
  }
}

async function* closing(source: AsyncIterable<Uint8Array>, close: () => Promise<void>): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } finally {
    await close();
  }
}

/** Sorted; folders with a slash. */
async function names(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const sorted = entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
}

function listing(entries: readonly string[]): Answer {
  // A name with a colon in its first part would read as a scheme.
  const link = (name: string) => encodeURI(name).replaceAll('?', '%3F').replaceAll('#', '%23');
  const safe = (name: string) => (name.includes(':') ? `./${link(name)}` : link(name));
  const rows = entries.map((name) => `<a href="${escapeHtml(safe(name))}">${escapeHtml(name)}</a>\n`);
  return { status: 200, contentType: 'text/html; charset=utf-8', body: `<pre>\n${rows.join('')}</pre>\n` };
}
