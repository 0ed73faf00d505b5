import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { codeOf } from '../workspace/results';
import { realDisk, writeWhole } from '../workspace/save';

const SHAPE = /^[0-9a-f]{16}$/;

/**
 * The lab's id, drawn once and kept in `<dir>/lab-id`: containers carry it, so losing it would orphan them. A file that holds
 * something else is an error, not a reason to draw again.
 */
export async function labIdIn(dir: string): Promise<string> {
  try {
    const id = (await readFile(`${dir}/lab-id`, 'utf8')).trim();
    if (!SHAPE.test(id)) throw new Error(`${dir}/lab-id does not hold the id of a lab`);
    return id;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  const id = randomBytes(8).toString('hex');
  await writeWhole(realDisk, dir, 'lab-id', Buffer.from(`${id}\n`), 0o600, async () => {});
  return id;
}
