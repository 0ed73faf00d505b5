// What an imitated web server serves: the files that its container has written, and nginx's own welcome.
import type { WebServer } from './program';

const WELCOME = '<title>Welcome to nginx!</title>\n';

/** The answer to a request for `target` (path and query). */
export function page(
  { root }: WebServer,
  files: ReadonlyMap<string, string>,
  target: string,
): { status: number; body: string } {
  const [path = '/'] = target.split('?');
  const name = path.endsWith('/') ? `${path}index.html` : path;
  const body =
    files.get(root.replace(/\/$/, '') + name) ?? (root.includes('nginx') && path === '/' ? WELCOME : undefined);
  return body === undefined ? { status: 404, body: 'Not Found\n' } : { status: 200, body };
}
