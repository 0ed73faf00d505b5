// npm run lessons:lint: everything that can be wrong with lessons/, as file:line lines; exit code 1 when there is any.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lintFolder } from '@/lib/lessons/lint/folder';
import { problemLine } from '@/lib/lessons/problem';
import { lessonFolder } from '@/server/lessons/read';

const root = fileURLToPath(new URL('..', import.meta.url));
const problems = lintFolder(lessonFolder(join(root, 'lessons')), (path) => existsSync(join(root, 'public', path)));
for (const problem of problems) process.stdout.write(`lessons/${problemLine(problem)}\n`);
process.stdout.write(problems.length === 0 ? 'lessons: ok\n' : `lessons: ${problems.length} to mend\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
