// JavaScript that a page needs before anything is loaded on demand, from the build's own manifest. Gzipped bytes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';

const BUILD = new URL('../../.next', import.meta.url).pathname;

interface ClientManifest {
  entryJSFiles: Record<string, string[]>;
}

/** `page` as Next names it, e.g. `[locale]/lessons/[slug]/[step]`. Needs a finished build. */
export function pageWeight(page: string): number {
  const script = readFileSync(join(BUILD, 'server/app', page, 'page_client-reference-manifest.js'), 'utf8');
  const context = createContext({});
  runInContext(`globalThis.__RSC_MANIFEST = {}; ${script}`, context);
  const [manifest] = Object.values((context as { __RSC_MANIFEST: Record<string, ClientManifest> }).__RSC_MANIFEST);
  const { rootMainFiles } = JSON.parse(readFileSync(join(BUILD, 'build-manifest.json'), 'utf8')) as {
    rootMainFiles: string[];
  };
  const files = new Set([...rootMainFiles, ...Object.values(manifest?.entryJSFiles ?? {}).flat()]);
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(BUILD, file))).length, 0);
}
