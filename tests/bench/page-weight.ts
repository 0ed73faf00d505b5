// JavaScript that a page asks for in its HTML, from the build's own manifests. Gzipped bytes, as a proxy would send them.
// Counted: the framework, the page, its layouts and its error pages. Not counted: what a page fetches afterwards by itself
// (socket.io and the stage, xterm, Monaco and its workers) or on demand, and the polyfills that modern browsers skip.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';

const BUILD = new URL('../../.next', import.meta.url).pathname;

/** The target of issue 4 for every page. Bytes. */
export const MAX_PAGE_WEIGHT = 250_000;

interface ClientManifest {
  entryJSFiles: Record<string, string[]>;
}

/** `page` as Next names it, e.g. `[locale]/lessons/[slug]/[step]`. Needs a finished build. Paths within .next. */
export function pageScripts(page: string): string[] {
  const script = readFileSync(join(BUILD, 'server/app', page, 'page_client-reference-manifest.js'), 'utf8');
  const context = createContext({});
  runInContext(`globalThis.__RSC_MANIFEST = {}; ${script}`, context);
  const [manifest] = Object.values((context as { __RSC_MANIFEST: Record<string, ClientManifest> }).__RSC_MANIFEST);
  if (!manifest) throw new Error(`the build has no manifest of ${page}`);
  const { rootMainFiles } = JSON.parse(readFileSync(join(BUILD, 'build-manifest.json'), 'utf8')) as {
    rootMainFiles: string[];
  };
  return [...new Set([...rootMainFiles, ...Object.values(manifest.entryJSFiles).flat()])];
}

/** Sum of files, each gzipped by itself. Paths within .next. */
export const gzipped = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(BUILD, file))).length, 0);

/** The build's file behind an address, or undefined: `/_next/static/…` is `static/…`. */
export const buildFile = (url: string): string | undefined =>
  new URL(url).pathname.match(/^\/_next\/(static\/.+\.js)$/)?.[1];
