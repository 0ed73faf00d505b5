// What the documents name is there: links, files, folders, commands, options. A renamed file is found here, not by a reader.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const DOCUMENTS = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...(existsSync('docs') ? readdirSync('docs') : [])
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  'lessons/README.md',
].sort();

/** Every file and folder of the repository, as paths from its root. */
const PATHS = (function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return ['node_modules', '.git', '.next', '.kulissen'].includes(entry.name) ? [] : [path, ...walk(path)];
  });
})('.');

/** Written by commands, into folders that are not in the repository; the last one by the first author who has a picture. */
const MADE = /^(?:dist|release|node_modules|\.kulissen(?:-workshop)?|public\/monaco|public\/lessons)\//;
/** Of the learner's home, of a lab's or a workshop's data folder, of an unpacked bundle or of another machine: not of this repository. */
const ELSEWHERE =
  /^(?:\.\/kulissen-\*|kubelet-manifests|kubelet-logs|kubelet|home|my-lesson|web|broker|node)\/|^(?:a|b)\.yaml$|^[A-Za-z-]+\.json$/;

interface Word {
  text: string;
  line: number;
}

/** Words between backticks and in code blocks. */
function codeWords(markdown: string): Word[] {
  let fenced = false;
  return markdown.split('\n').flatMap((text, at) => {
    if (/^\s*```/.test(text)) {
      fenced = !fenced;
      return [];
    }
    const code =
      fenced || /^ {4}\S/.test(text) ? [text] : [...text.matchAll(/`([^`]+)`/g)].map(([, inner]) => inner ?? '');
    return code
      .flatMap((piece) => piece.split(/[\s"'()=]+/))
      .map((word) => ({ text: word.replace(/[,;:.…]+$/, ''), line: at + 1 }));
  });
}

/** `scripts/spelling/{de,en}.txt` names two. */
function expand(word: string): string[] {
  const [, before = '', choice, after = ''] = word.match(/^([^{]*)\{([^{}]+)\}(.*)$/) ?? [];
  return choice === undefined ? [word] : choice.split(',').flatMap((each) => expand(before + each + after));
}

/** A path as documents write it: with a slash, or a file of the kinds we have; no placeholder, no address, no option. */
const looksLikePath = (word: string): boolean =>
  /^[\w.@*[\]-]+(?:\/[\w.@*[\]-]+)*\/?$/.test(word) &&
  (word.includes('/') || /\.(?:ts|tsx|mjs|cjs|js|md|json|yaml|css|sh|txt)$/.test(word)) &&
  /[a-z]/.test(word) &&
  !/^NN-|^\d+\/|\.{3}/.test(word);

/** From the root, or the end of a path: a paragraph about a folder names what is inside it. */
function exists(word: string): boolean {
  const path = word.replace(/^\.\//, '').replace(/\/$/, '');
  if (path.includes('*')) {
    const pattern = path.replace(/[.[\]]/g, '\\$&').replace(/\*\*?/g, (stars) => (stars === '**' ? '.*' : '[^/]*'));
    return PATHS.some((known) => new RegExp(`(?:^|/)${pattern}$`).test(known));
  }
  return PATHS.some((known) => known === path || known.endsWith(`/${path}`));
}

/** As GitHub makes them of headings. */
function anchors(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

const read = (file: string): string => readFileSync(file, 'utf8');
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts);
const options = [...read('scripts/setup/settings.mjs').matchAll(/flags?: \[?'(--[a-z-]+)'/g)].map(
  ([, option]) => option ?? '',
);

const ofTheWorkshop = [...read('scripts/setup/workshop-settings.mjs').matchAll(/name: '([a-z-]+)'/g)].map(
  ([, option]) => `--${option}`,
);

describe.each(DOCUMENTS)('%s', (file) => {
  const text = read(file);

  it('names files and folders that exist', () => {
    const missing = codeWords(text).flatMap(({ text: word, line }) =>
      expand(word)
        .filter((path) => looksLikePath(path) && !MADE.test(path) && !ELSEWHERE.test(path) && !exists(path))
        .map((path) => `${file}:${line}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('links to files, headings and pictures that exist', () => {
    const targets = [
      ...[...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? ''),
      ...[...text.matchAll(/(?:src|srcset|href)="([^"]+)"/g)].map(([, target]) => target ?? ''),
    ].filter((target) => !/^[a-z]+:/.test(target));
    const broken = targets.filter((target) => {
      const [path = '', anchor] = target.split('#');
      const to = path === '' ? file : normalize(join(dirname(file), path));
      return !existsSync(to) || (anchor !== undefined && !anchors(read(to)).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it('gives commands that exist', () => {
    const named = [...text.matchAll(/\bnpm run (?!<)(?:-s )?([\w:-]+)/g)].map(([, script]) => script ?? '');
    for (const script of named) expect(scripts, `npm run ${script}`).toContain(script);
    const asked = [...text.matchAll(/\bnpm start -- ((?:--?[\w-]+[^`\n|]*)+)/g)].flatMap(
      ([, rest = '']) => rest.match(/(?<=^| )--[a-z-]+/g) ?? [],
    );
    for (const option of asked) expect(options, `npm start -- ${option}`).toContain(option);
    const ofRoom = [...text.matchAll(/\bnpm run workshop -- ([^`\n|#]+)/g)].flatMap(
      ([, rest = '']) => rest.match(/(?<=^| )--[a-z-]+/g) ?? [],
    );
    for (const option of ofRoom) expect(ofTheWorkshop, `npm run workshop -- ${option}`).toContain(option);
  });
});

describe('this check', () => {
  it.each([
    ['see `server/kubelet/no-such.ts`', ['server/kubelet/no-such.ts']],
    ['`lib/i18n/stage/{de,fr}.ts` and `lib/nowhere/`', ['lib/i18n/stage/fr.ts', 'lib/nowhere/']],
    ['```\nscripts/gone.mjs\n```', ['scripts/gone.mjs']],
    ['`backoff.ts`, `observe/`, `*.engine.test.ts`, `/var/log/x`, `app/`', []],
  ])('finds in %j what is missing', (markdown, missing) => {
    const found = codeWords(markdown).flatMap(({ text }) => expand(text));
    expect(found.filter((path) => looksLikePath(path) && !exists(path))).toEqual(missing);
  });
});

describe('the options of npm start', () => {
  it.each(['de', 'en'])('are all in the table of docs/operator.%s.md', (locale) => {
    const listed = [...read(`docs/operator.${locale}.md`).matchAll(/^\| `(--[a-z-]+)` \|/gm)].map(
      ([, option]) => option,
    );
    const asked = ['--help', '--version'];
    expect(listed).toEqual(options.filter((option) => !asked.includes(option)));
  });
});

describe('the timing of the trainer’s handbook', () => {
  const slugs = [...read('lessons/part.yaml').matchAll(/^ +- (\S+)$/gm)].map(([, slug]) => slug ?? '');

  it.each(['de', 'en'])('is that of the lessons (%s)', (locale) => {
    const rows = [...read(`docs/trainer.${locale}.md`).matchAll(/^\| `([\w-]+)` \| (\d+) \| (\d+) \|/gm)];
    const lessons = slugs.map((slug) => {
      const minutes = [...read(`lessons/${slug}/lesson.yaml`).matchAll(/^ {4}minutes: (\d+)$/gm)].map(([, each]) =>
        Number(each),
      );
      return [slug, String(minutes.length), String(minutes.reduce((sum, each) => sum + each, 0))];
    });
    expect(rows.map((row) => row.slice(1, 4))).toEqual(lessons);
  });
});

describe('German and English', () => {
  it.each(DOCUMENTS.filter((file) => file.endsWith('.de.md')))('%s has the sections of its other half', (file) => {
    const other = [file.replace('.de.md', '.en.md'), file.replace('.de.md', '.md')].find((each) => existsSync(each));
    expect(other).toBeDefined();
    const levels = (markdown: string) => [...markdown.matchAll(/^(#+) /gm)].map(([, marks]) => marks?.length);
    expect(levels(read(file))).toEqual(levels(read(other ?? '')));
  });
});
