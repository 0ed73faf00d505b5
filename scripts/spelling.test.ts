// The spell check of `npm test`, with its own settings, on texts with planted slips.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';

// Two dictionaries are unpacked, on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** The check's exit code and the words that it does not know, as `file word`. */
function spell(root: string): Promise<{ code: number | null; words: string[] }> {
  return new Promise((resolve) => {
    const child = spawn('node_modules/.bin/cspell', [
      'lint',
      '--config=cspell.json',
      `--root=${root}`,
      '--no-progress',
      '--no-color',
      '**',
    ]);
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += String(chunk);
    });
    child.on('close', (code) => {
      const found = [...out.matchAll(/^(\S+?):\d+:\d+ - (?:Unknown|Forbidden) word \(([^)]*)\)/gm)];
      resolve({ code, words: found.map(([, file = '', word]) => `${file} ${word}`).sort() });
    });
  });
}

const PLANTED: Record<string, string> = {
  'lessons/03-pod/de.md': 'Der Neustartzähler steht im Kubelet. Ein Unterschid fällt auf.\n',
  'lessons/03-pod/en.md': 'The kubelet notices the diference between the two.\n',
  'lib/i18n/stage/de.ts': "export const de = { noSuchhWord: (t) => `Der Schriit ${t.noSuchhWord}`, b: 'daß' };\n",
  'lib/i18n/stage/en.ts': "export const en = { noSuchhWord: (t) => (t.a ? 'the contianer' : '') };\n",
  'README.de.md': 'Ein Neustarrt genügt.\n',
  'README.md': 'One resart is enough.\n',
  // Commands, ids and facts are not prose.
  'lessons/04-kubelet/de.md':
    '# Titel {#kurzid}\n\n:::task[Anlegen]{#folderr}\n- `donee`: Fertig um {startedAtt|time}.\n:::\n\n```sh run\nmkdirr x\n```\n',
};

it('finds what is wrong in either language, and only that', async () => {
  const root = mkdtempSync(join(tmpdir(), 'spelling-'));
  const files = Object.keys(PLANTED).map((file) => join(root, file));
  for (const [i, file] of files.entries()) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Object.values(PLANTED)[i] ?? '');
  }
  const found = await spell(root).finally(() => rmSync(root, { recursive: true }));
  expect(found).toEqual({
    code: 1,
    words: [
      'README.de.md Neustarrt',
      'README.md resart',
      'lessons/03-pod/de.md Unterschid',
      'lessons/03-pod/en.md diference',
      'lib/i18n/stage/de.ts Schriit',
      'lib/i18n/stage/de.ts daß',
      'lib/i18n/stage/en.ts contianer',
    ],
  });
});

it.each(['de', 'en'])('keeps our own words of %s in order', (language) => {
  const words = readFileSync(`scripts/spelling/${language}.txt`, 'utf8').trimEnd().split('\n');
  expect(words).toEqual([...new Set(words)].sort((a, b) => a.localeCompare(b, 'de')));
});
