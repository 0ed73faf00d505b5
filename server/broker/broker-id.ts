// A broker's name for itself. It lies with the seats' files and moves with them, into a backup too: who finds it there has those seats.
import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BROKER_ID } from './messages';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const FILE = 'broker-id';

/** The id that is kept in `dataDir`, or a new one, kept there. Rejects with an Error when what is there is none, or with the system's. */
export async function brokerIdIn(dataDir: string): Promise<string> {
  const file = join(dataDir, FILE);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const id = text?.trim() ?? Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  if (!BROKER_ID.test(id)) throw new Error(`${file}: eight of a-z and 0-9 name a broker`);
  if (text === undefined) await writeFile(file, `${id}\n`, { mode: 0o600, flag: 'wx' });
  return id;
}
