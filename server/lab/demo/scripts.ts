// The demo's programs as small files that come first in the PATH of the lab's shells.
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locale } from '@/lib/i18n/locale';
import { shellQuote } from '../hosted/script';
import { demoTexts } from './texts';

export interface DemoScriptOptions {
  /** Folder that stands first in the PATH. */
  dir: string;
  /** Program and first arguments of the client, absolute paths. */
  clientCommand: readonly string[];
  socketPath: string;
  locale: Locale;
}

const HEAD = '#!/bin/sh\n# Written by Kulissen for the demo without Docker; gone when an engine is there.\n';

/** The rest of the PATH: the same program as the machine has it. */
const ELSEWHERE = `here=$(dirname -- "$0")
PATH=$(printf '%s' "$PATH" | tr ':' '\\n' | grep -vxF -- "$here" | paste -sd: -)
export PATH
`;

/** `docker` and `curl` ask the lab; `sudo` only steps aside for what needs no root here. */
export function demoScripts({
  clientCommand,
  socketPath,
  locale,
}: Omit<DemoScriptOptions, 'dir'>): Record<string, string> {
  const client = [...clientCommand, socketPath].map(shellQuote).join(' ');
  const ask = (program: string) => `KULISSEN_LOCALE=${locale} exec ${client} ${program} "$@"\n`;
  const t = demoTexts[locale];
  return {
    docker: `${HEAD}${ask('docker')}`,
    // Pods of the demo have addresses of the usual bridge.
    curl: `${HEAD}for word in "$@"; do
  case $word in
    172.17.[0-9]*|http://172.17.[0-9]*) ${ask('curl').trimEnd()} ;;
  esac
done
${ELSEWHERE}command -v curl >/dev/null 2>&1 || { echo ${shellQuote(t.noCurl)} >&2; exit 127; }
exec curl "$@"
`,
    sudo: `${HEAD}case $1 in
  docker|curl|./kubelet|*/kubelet) exec "$@" ;;
esac
${ELSEWHERE}command -v sudo >/dev/null 2>&1 || { echo ${shellQuote(t.noSudo)} >&2; exit 1; }
exec sudo "$@"
`,
  };
}

/** Writes the scripts (0755). */
export async function writeDemoScripts({ dir, ...options }: DemoScriptOptions): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(demoScripts(options))) {
    await writeFile(join(dir, name), text);
    await chmod(join(dir, name), 0o755);
  }
}

/** Docker is there: nothing may stand before it. The terminals look after `sudo` themselves. */
export async function removeDemoScripts(dir: string): Promise<void> {
  for (const name of ['docker', 'curl']) await rm(join(dir, name), { force: true });
}
