// `./kubelet` in the lab's home: a small executable file with everything embedded that sudo would take away.
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locale } from '@/lib/i18n/locale';
import { readRegular } from '@/server/kubelet/disk/read-regular';
import { type FileOwner, ownedDisk, realDisk, writeWhole } from '../workspace/save';
import { hostedTexts } from './texts';

/** Marks the file as ours: anything else of that name belongs to the learner. */
const MARK = '# kulissen-hosted-kubelet';

export interface ScriptOptions {
  home: string;
  /** Program and first arguments of the client, absolute paths; the last one is the client's file. */
  clientCommand: readonly string[];
  socketPath: string;
  /** Whose file it is, where that is not the user of this process. */
  owner?: FileOwner | undefined;
  /** Spoken where the shell has no language of its own. */
  locale: Locale;
}

/** Writes or refreshes `<home>/kubelet` (0755). False when a file that is not ours is in the way; it is left alone. */
export async function writeKubeletScript(options: ScriptOptions): Promise<boolean> {
  const { home, owner } = options;
  const path = join(home, 'kubelet');
  if (!(await replaceable(path))) return false;
  await writeWhole(
    ownedDisk(realDisk, owner),
    home,
    'kubelet',
    Buffer.from(scriptText(options)),
    0o755,
    async () => {},
  );
  return true;
}

async function replaceable(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => null);
  if (!stats) return true;
  if (!stats.isFile() || stats.size > 64 * 1024) return false;
  return (await readRegular(path)).toString('utf8').includes(MARK);
}

export const shellQuote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

function scriptText({ clientCommand, socketPath, locale }: ScriptOptions): string {
  const client = shellQuote(clientCommand.at(-1) ?? '');
  return `#!/bin/sh
${MARK}
# Written by Kulissen at every start. Hands this command line to the lab: it runs the kubelet, so that the stage sees each decision.
if [ ! -e ${client} ]; then
  echo ${shellQuote(hostedTexts[locale].clientMissing)} >&2
  exit 1
fi
KULISSEN_LOCALE=${locale} exec ${[...clientCommand, socketPath].map(shellQuote).join(' ')} "$@"
`;
}
