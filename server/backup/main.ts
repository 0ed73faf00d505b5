// Backup and restore of a data folder as a program: `--save FILE` or `--restore FILE`. Ends with 1 after a sentence that says why not.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backupTexts, type RefusalFacts } from '@/lib/i18n/backup';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { ROOT } from '@/server/settings';
import { mountSeats } from '@/server/workshop/seat/disk';
import { SEATS } from './layout';
import { Refused } from './refused';
import { restoreBackup } from './restore';
import { saveBackup } from './save';

const { values } = parseArgs({
  options: {
    save: { type: 'string' },
    restore: { type: 'string' },
    data: { type: 'string', default: '.kulissen-workshop' },
    locale: { type: 'string', default: DEFAULT_LOCALE },
  },
});
const texts = backupTexts[isLocale(values.locale) ? values.locale : DEFAULT_LOCALE];
const dataDir = resolve(values.data);

async function main(): Promise<string> {
  if (values.save) {
    const file = resolve(values.save);
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    const unmount = await mountSeats(join(dataDir, SEATS));
    const { leftOut, ...saved } = await saveBackup(dataDir, file, version, new Date()).finally(unmount);
    return [texts.saved({ file, ...saved }), ...(leftOut.length > 0 ? [texts.leftOut(leftOut)] : [])].join('\n');
  }
  const { files, bytes } = await restoreBackup(resolve(values.restore ?? ''), dataDir);
  return texts.restored({ folder: dataDir, files, bytes });
}

const sentence = <C extends keyof RefusalFacts>(
  { code, facts }: { code: C; facts: RefusalFacts[C] },
  all: { [K in keyof RefusalFacts]: (facts: RefusalFacts[K]) => string },
): string => all[code](facts);

try {
  process.stdout.write(`${await main()}\n`);
} catch (error) {
  const said = error instanceof Refused ? sentence(error.refusal, texts) : String(error);
  process.stderr.write(`${said}\n`);
  process.exitCode = 1;
}
