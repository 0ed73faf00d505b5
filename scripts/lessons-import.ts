// npm run lessons:import -- <folder> [<slug>]: a Katacoda or Killercoda scenario as the beginning of a lesson in lessons/<slug>.
// Says what is left to do by hand, with file and line. Writes nothing when the scenario can't be read or the lesson is there.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importLesson, slugOf } from '@/lib/lessons/import/lesson';
import { lintFolder } from '@/lib/lessons/lint/folder';
import { problemLine } from '@/lib/lessons/problem';
import { lessonFolder } from '@/server/lessons/read';

const MAX_BYTES = 1024 * 1024;
const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Every text of the scenario, by path; what is large is none. */
function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const paths = names.filter((name) => {
    const found = statSync(join(folder, name));
    return found.isFile() && found.size <= MAX_BYTES;
  });
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

function main([from, name]: string[]): number {
  if (from === undefined || !existsSync(from) || !statSync(from).isDirectory()) {
    say('npm run lessons:import -- <folder with index.json> [<slug of the new lesson>]');
    return 2;
  }
  const slug = name ?? slugOf(basename(resolve(from)));
  const lessons = process.env.LESSONS_DIR ?? join(root, 'lessons');
  const target = join(lessons, slug);
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(slug) || existsSync(target)) {
    say(existsSync(target) ? `lessons/${slug} is there already; name another` : `no name for a lesson: ${slug}`);
    return 2;
  }
  const { files, problems, byHand } = importLesson(filesIn(from));
  for (const problem of problems) say(`${from}/${problemLine(problem)}`);
  if (problems.length > 0) return 1;
  mkdirSync(target, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(target, file), text);
  say(`${relative(process.cwd(), target)}: ${Object.keys(files).sort().join(', ')}`);
  say('\nBy hand:');
  for (const problem of byHand) say(`  ${from}/${problemLine(problem)}`);
  const own = lintFolder(lessonFolder(lessons), (path) => existsSync(join(root, 'public', path)));
  const left = own.filter(({ file }) => file.startsWith(`${slug}/`));
  for (const problem of left) say(`  lessons/${problemLine(problem)}`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
