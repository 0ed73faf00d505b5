// The packages that run, out of node_modules: fonts, editor and terminal are in .next already, tools of the developers stay away.
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT } from '../setup/settings.mjs';

const IMPORT = /\b(?:from|import)\s*\(?\s*"((?:@[\w.-]+\/)?[\w.-]+)[^"]*"/g;
/** Next's optional packages are its compiler and the image optimiser, ssh2's is a faster cipher: none is used where a bundle runs. */
const WITHOUT_OPTIONAL = new Set(['next', 'ssh2']);
const LEFT_OUT = /\.map$|\.d\.[cm]?ts$/;

function imported() {
  const found = new Set(['next', 'react', 'react-dom']);
  for (const file of readdirSync(join(ROOT, 'dist')).filter((entry) => entry.endsWith('.mjs')))
    for (const [, name] of readFileSync(join(ROOT, 'dist', file), 'utf8').matchAll(IMPORT))
      if (existsSync(join(ROOT, 'node_modules', name, 'package.json'))) found.add(name);
  return found;
}

/** Folder of a package as Node would find it from `from`; undefined when it is not installed (an optional one of another platform). */
function resolved(name, from) {
  for (let folder = from; folder.startsWith(ROOT); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  return undefined;
}

function needs(folder) {
  const { name, dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const peers = Object.keys(peerDependencies ?? {}).filter((peer) => !peerDependenciesMeta?.[peer]?.optional);
  const required = Object.keys(dependencies ?? {}).filter((entry) => !(entry in (optionalDependencies ?? {})));
  return [...required, ...peers, ...(WITHOUT_OPTIONAL.has(name) ? [] : Object.keys(optionalDependencies ?? {}))];
}

/** Copies what dist/ and Next import, and what that needs in turn, to <folder>/node_modules. Returns the packages' paths below the root. */
export function copyPackages(folder) {
  const found = new Set();
  const waiting = [...imported()].map((name) => [name, ROOT]);
  while (waiting.length > 0) {
    const [name, from] = waiting.pop();
    const at = resolved(name, from);
    if (!at || found.has(at)) continue;
    found.add(at);
    waiting.push(...needs(at).map((entry) => [entry, at]));
  }
  const paths = [...found].map((at) => relative(ROOT, at)).sort();
  for (const path of paths)
    cpSync(join(ROOT, path), join(folder, path), {
      recursive: true,
      // A package inside another one is copied when something needs it.
      filter: (source) => {
        const inside = relative(join(ROOT, path), source);
        return !/(^|\/)node_modules(\/|$)/.test(inside) && !(inside && LEFT_OUT.test(`/${inside}`));
      },
    });
  return paths;
}
