// npm run lessons:hash: which English sections are older than the German ones they translate.
// With --write: notes the German sections of now in en.md. Do that only after checking the translation.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sectionHash } from '@/lib/lessons/hash';
import { lintHashes } from '@/lib/lessons/lint/parity';
import { parseText, withHashes } from '@/lib/lessons/markdown/text';
import { problemLine } from '@/lib/lessons/problem';
import { lessonFolder } from '@/server/lessons/read';

const dir = join(fileURLToPath(new URL('..', import.meta.url)), 'lessons');
const write = process.argv.includes('--write');
const folder = lessonFolder(dir);
let stale = 0;

for (const slug of folder.list('')) {
  const [german, english] = [folder.read(`${slug}/de.md`), folder.read(`${slug}/en.md`)];
  if (german === undefined || english === undefined) continue;
  const de = parseText(`${slug}/de.md`, german);
  const problems = lintHashes(de, parseText(`${slug}/en.md`, english));
  stale += problems.length;
  for (const problem of problems) process.stdout.write(`lessons/${problemLine(problem)}\n`);
  if (!write || problems.length === 0) continue;
  const hashes = new Map(de.sections.map(({ id, text }) => [id, sectionHash(text)]));
  const path = join(dir, slug, 'en.md');
  writeFileSync(`${path}.tmp`, withHashes(english, `${slug}/en.md`, hashes));
  renameSync(`${path}.tmp`, path);
  process.stdout.write(`lessons/${slug}/en.md: written\n`);
}
process.exitCode = stale > 0 && !write ? 1 : 0;
