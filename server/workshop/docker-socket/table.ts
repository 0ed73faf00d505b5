// Everything that a seat's socket answers, exactly. What is not in this table is not in this lab.
import type { Ask } from './ask';
import * as containers from './container-routes';
import * as exec from './exec-routes';
import * as node from './node-routes';

export type Handler = (ask: Ask) => Promise<void>;

/** `{ref}` is one word; `{name...}` takes several, as the names of images have slashes. */
const ROWS: readonly [method: string, template: string, handler: Handler][] = [
  ['GET', '_ping', node.ping],
  ['HEAD', '_ping', node.ping],
  ['GET', 'version', node.version],
  ['GET', 'info', node.info],
  ['GET', 'events', node.events],
  ['GET', 'containers/json', containers.list],
  ['POST', 'containers/create', containers.create],
  ['GET', 'containers/{ref}/json', containers.inspect],
  ['GET', 'containers/{ref}/logs', containers.logs],
  ['GET', 'containers/{ref}/top', containers.top],
  ['GET', 'containers/{ref}/stats', containers.stats],
  ['GET', 'containers/{ref}/changes', containers.changes],
  ['POST', 'containers/{ref}/start', containers.start],
  ['POST', 'containers/{ref}/stop', containers.stop],
  ['POST', 'containers/{ref}/kill', containers.kill],
  ['POST', 'containers/{ref}/restart', containers.restart],
  ['POST', 'containers/{ref}/pause', containers.pause],
  ['POST', 'containers/{ref}/unpause', containers.unpause],
  ['POST', 'containers/{ref}/resize', containers.resize],
  ['POST', 'containers/{ref}/wait', containers.wait],
  ['DELETE', 'containers/{ref}', containers.remove],
  ['POST', 'containers/{ref}/exec', exec.create],
  ['POST', 'exec/{ref}/start', exec.startDetached],
  ['POST', 'exec/{ref}/resize', exec.resize],
  ['GET', 'exec/{ref}/json', exec.inspect],
  ['GET', 'images/json', node.images],
  ['POST', 'images/create', node.pull],
  ['GET', 'images/{name...}/json', node.inspectImage],
  ['GET', 'images/{name...}/history', node.imageHistory],
  ['GET', 'networks', node.networks],
  ['GET', 'networks/{ref}', node.inspectNetwork],
  ['GET', 'volumes', node.volumes],
  ...[
    'volumes/{ref}',
    'services/{ref}',
    'tasks/{ref}',
    'nodes/{ref}',
    'secrets/{ref}',
    'configs/{ref}',
    'plugins/{name...}/json',
  ].map((template): [string, string, Handler] => ['GET', template, node.nothing]),
];

/** What stands in the braces, or null when the words are not those of the template. */
function match(template: string, segments: readonly string[]): string | null {
  const parts = template.split('/');
  const open = parts.findIndex((part) => part.endsWith('...}'));
  if (open >= 0) {
    const after = parts.length - open - 1;
    const middle = segments.slice(open, segments.length - after);
    const ends = parts.every(
      (part, at) => at === open || part === segments[at < open ? at : segments.length - parts.length + at],
    );
    return middle.length > 0 && ends ? middle.join('/') : null;
  }
  if (parts.length !== segments.length) return null;
  let ref = '';
  for (const [at, part] of parts.entries()) {
    const word = segments[at] ?? '';
    if (part === '{ref}') ref = word;
    else if (part !== word) return null;
  }
  return ref;
}

/** The row for a request; null when there is none. */
export function route(method: string, segments: readonly string[]): { handler: Handler; ref: string } | null {
  for (const [wanted, template, handler] of ROWS) {
    const ref = wanted === method ? match(template, segments) : null;
    if (ref !== null) return { handler, ref };
  }
  return null;
}
