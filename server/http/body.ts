// Small JSON bodies, read with a limit.
import type { IncomingMessage } from 'node:http';

export type Body = { ok: true; value: unknown } | { ok: false; status: 400 | 413 | 415 };

/** Reads a JSON body of at most `limit` bytes. Never throws; a body cut off by the client is a 400. */
export async function readJson(req: IncomingMessage, limit: number): Promise<Body> {
  // Also what keeps a form of another page out: it can't send this type without asking first.
  if (!/^application\/json(?:\s*;|$)/i.test(req.headers['content-type'] ?? '')) return { ok: false, status: 415 };
  if (req.headers['content-encoding'] !== undefined) return { ok: false, status: 415 };
  if (Number(req.headers['content-length'] ?? 0) > limit) return { ok: false, status: 413 };
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // Leaving the loop must not destroy the request: the answer still goes out on its connection.
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) return { ok: false, status: 413 };
      chunks.push(chunk);
    }
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown };
  } catch {
    return { ok: false, status: 400 };
  }
}
