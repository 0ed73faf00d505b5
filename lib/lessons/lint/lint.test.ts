import { describe, expect, it } from 'vitest';
import { sectionHash } from '../hash';
import type { LessonFolder } from '../lesson';
import { parseText, withHashes } from '../markdown/text';
import { problemLine } from '../problem';
import { lintFolder } from './folder';

const PART = `id: p
title: { de: Teil, en: Part }
lessons: [demo]
`;
const YAML = `steps:
  - id: one
    minutes: 3
    start: { kubelet: false }
    hints: 1
    questions:
      - { id: why, kind: quiz, options: [a, b], right: a }
    tasks:
      - id: write
        check: { kind: manifest, pod: nginx }
        solve:
          - save: nginx.yaml
  - id: two
    minutes: 2
    start: { kubelet: true }
    tasks:
      - id: gone
        check: { kind: not, unmet: still.there, check: { kind: pod, pod: nginx } }
        solve:
          - remove: nginx.yaml
`;
const TEXT = `# Demo

## Eins {#one}

Ein :gloss[Pod]{term=pod}, siehe [Zwei](#two).

\`\`\`yaml editor file=nginx.yaml
kind: Pod
\`\`\`

\`\`\`sh run
docker kill {{container:nginx}}
\`\`\`

:::quiz[Warum?]{#why}
- \`a\`: Darum

  Weil.
- \`b\`: Deshalb
:::

:::task[Schreiben]{#write}
- \`done\`: {file} ist da.
:::

:::hint
1. So geht es.
:::

## Zwei {#two}

Das Ende.

:::task[Weg damit]{#gone}
- \`done\`: Weg.
- \`still.there\`: Noch da.
:::
`;

type Files = Record<string, string>;
const GOOD: Files = {
  'part.yaml': PART,
  'demo/lesson.yaml': YAML,
  'demo/de.md': TEXT,
  'demo/en.md': translated(TEXT),
  'demo/solution/one/nginx.yaml': 'kind: Pod\n',
};

/** The English text, marked as translated from `de`. */
function translated(de: string, en = de): string {
  const hashes = new Map(parseText('de.md', de).sections.map(({ id, text }) => [id, sectionHash(text)]));
  return withHashes(en, 'en.md', hashes);
}

function folderOf(files: Files): LessonFolder {
  return {
    read: (path) => files[path],
    list(path) {
      const prefix = path === '' ? '' : `${path}/`;
      const inside = Object.keys(files).filter((file) => file.startsWith(prefix));
      return [...new Set(inside.map((file) => file.slice(prefix.length).split('/')[0] ?? ''))].sort();
    },
  };
}

const lint = (files: Files): string[] =>
  lintFolder(folderOf(files), (path) => path === '/lessons/there.svg').map(problemLine);
const both = (from: string | RegExp, to: string): Files => {
  const text = TEXT.replace(from, to);
  return { ...GOOD, 'demo/de.md': text, 'demo/en.md': translated(text) };
};
/** The English text changed behind the German one's back. */
const english = (from: string | RegExp, to: string): Files => ({
  ...GOOD,
  'demo/en.md': translated(TEXT, TEXT.replace(from, to)),
});
const structure = (from: string | RegExp, to: string): Files => ({
  ...GOOD,
  'demo/lesson.yaml': YAML.replace(from, to),
});

const BROKEN: [string, Files, string][] = [
  [
    'unknown key',
    structure('minutes: 3', 'minutes: 3\n    minuten: 3'),
    'demo/lesson.yaml:2: steps.0: Unrecognized key: "minuten"',
  ],
  [
    'unknown key in a check',
    structure('pod: nginx }\n        solve:\n          - save', 'pot: nginx }\n        solve:\n          - save'),
    'demo/lesson.yaml:10: steps.0.tasks.0.check: Unrecognized key: "pot"',
  ],
  ['unknown action', structure('- save: nginx.yaml', '- safe: nginx.yaml'), 'demo/lesson.yaml:12: '],
  ['broken YAML', structure('steps:', 'steps: ['), 'demo/lesson.yaml:'],
  ['same id twice', structure('id: two', 'id: one'), 'demo/lesson.yaml:1: steps: two steps have the same id'],
  [
    'right answer that is no option',
    structure('right: a', 'right: c'),
    'demo/lesson.yaml:7: steps.0.questions.0.right: no option is called c',
  ],
  [
    'check of a question that is not asked',
    structure('check: { kind: manifest, pod: nginx }', 'check: { kind: answer, question: who }'),
    'demo/lesson.yaml:9: steps.0.tasks.0: no question of this step is called who',
  ],
  ['unknown figure', both('Das Ende.', ':::figure[Bild]{name=cat}\n:::'), 'demo/de.md:32: no such figure: cat'],
  [
    'figure in one language only',
    english('Das Ende.', ':::figure[Bild]{name=loop}\n:::'),
    'demo/de.md:30: figure missing: loop (demo/en.md:35)',
  ],
  [
    'language missing',
    Object.fromEntries(Object.entries(GOOD).filter(([file]) => file !== 'demo/en.md')),
    'demo/en.md: is missing',
  ],
  ['step without text', both(/## Zwei[\s\S]*/, ''), 'demo/de.md: step two has no text'],
  ['heading without id', both('## Eins {#one}', '## Eins'), 'demo/de.md:3: a step heading ends with its id'],
  ['task without text', both(/:::task\[Weg[\s\S]*?\n:::\n/, ''), 'demo/de.md:30: step two: task gone has no text'],
  [
    'task in the wrong step',
    both('{#gone}', '{#write}'),
    'demo/de.md:34: step two: task write stands where gone is expected',
  ],
  [
    'no done sentence',
    both('- `done`: {file} ist da.', '- `manifest.missing`: Fehlt.'),
    'demo/de.md:3: step one: task write has no sentence `done`',
  ],
  [
    "no sentence for the author's key",
    both('- `still.there`: Noch da.\n', ''),
    'demo/de.md:30: step two: task gone has no sentence `still.there`',
  ],
  [
    'sentence that can never be said',
    both('- `still.there`', '- `pod.missing`: Nein.\n- `still.there`'),
    "demo/de.md:36: step two: task gone can't be unmet by `pod.missing`",
  ],
  ['unknown fact format', both('{file} ist', '{file|date} ist'), 'demo/de.md:23: step one: unknown format {…|date}'],
  ['option missing', both(/- `b`: Deshalb\n/, ''), 'demo/de.md:3: step one: option why/b has no text'],
  ['hint missing', both(/:::hint[\s\S]*?\n:::\n/, ''), 'demo/de.md:3: step one: hint level has no text'],
  [
    'fence differs between the languages',
    english('docker kill', 'docker stop'),
    'demo/en.md:13: code fence differs from demo/de.md:11',
  ],
  [
    'fence missing in one language',
    english(/```sh run[\s\S]*?```\n/, ''),
    'demo/en.md:4: code fence missing: sh run docker kill',
  ],
  ['inner link missing in one language', english('[Zwei](#two)', 'Zwei'), 'demo/en.md:4: inner link missing: #two'],
  [
    'sentence missing in one language',
    english('- `still.there`: Noch da.\n', ''),
    'demo/en.md:32: sentence missing: gone/still.there',
  ],
  [
    'fence is not the file',
    both('kind: Pod\n```', 'kind: Pot\n```'),
    'demo/de.md:7: differs from demo/solution/one/nginx.yaml',
  ],
  [
    'file is not there',
    structure('- save: nginx.yaml', '- save: other.yaml'),
    'demo/lesson.yaml: save: solution/one/other.yaml is not there',
  ],
  [
    'files of a step that is not there',
    { ...GOOD, 'demo/start/three/x.yaml': '' },
    'demo/start/three: no step has this id',
  ],
  ['link to nowhere', both('(#two)', '(#three)'), 'demo/de.md:5: link to nowhere: #three'],
  ['link with another scheme', both('(#two)', '(http://example.org)'), 'demo/de.md:5: a link is #step'],
  [
    'image that is not there',
    both('Das Ende.', '![Bild](/lessons/x.svg)'),
    'demo/de.md:32: no such image: public/lessons/x.svg',
  ],
  ['image without text', both('Das Ende.', '![](/lessons/there.svg)'), 'demo/de.md:32: an image needs a text'],
  ['unknown term', both('term=pod', 'term=pots'), 'demo/de.md:5: no such term in the glossary: pots'],
  [
    'unknown variable',
    both('{{container:nginx}}', '{{contaner:nginx}}'),
    'demo/de.md:11: no such variable: {{contaner:nginx}}',
  ],
  [
    'unknown directive',
    both('Das Ende.', ':::picture\nx\n:::'),
    'demo/de.md:32: unknown or misplaced directive :::picture',
  ],
  ['unknown text directive', both('Das Ende.', ':tip[x]{y=z}'), 'demo/de.md:32: unknown directive :tip'],
  ['HTML', both('Das Ende.', '<b>x</b>'), 'demo/de.md:32: html is not part of the lesson format here'],
  ['block of HTML', both('Das Ende.', '<script>x</script>'), 'demo/de.md:32: HTML has no place in a lesson'],
  ['unknown word after a fence', both('sh run', 'sh runs'), 'demo/de.md:11: unknown word after the fence: runs'],
  ['tab in a command', both('docker kill', 'docker\tkill'), 'demo/de.md:11: a command must not contain a tab'],
  ['straight quotation mark', both('Das Ende.', 'Das "Ende".'), 'demo/de.md:32: straight quotation mark'],
  ['exclamation mark', both('Das Ende.', 'Das Ende!'), 'demo/de.md:32: no exclamation marks'],
  ['plain space before a unit', both('Das Ende.', 'Nach\n20 s.'), 'demo/de.md:33: a no-break space stands'],
  [
    'stale translation',
    { ...GOOD, 'demo/de.md': TEXT.replace('Das Ende.', 'Das ist das Ende.') },
    'demo/en.md:32: stale: demo/de.md:30 has changed since',
  ],
  ['translation without a hash', { ...GOOD, 'demo/en.md': TEXT }, 'demo/en.md:30: no source hash'],
  ['lesson that nobody lists', { ...GOOD, 'other/lesson.yaml': YAML }, 'part.yaml: lesson other is not listed'],
  [
    'lesson that is not there',
    { ...GOOD, 'part.yaml': PART.replace('[demo]', '[demo, more]') },
    'part.yaml: lesson more is not there',
  ],
  ['an end that is no lesson', { ...GOOD, 'part.yaml': `${PART}ends: x\n` }, 'part.yaml:4: ends: no lesson'],
  ['part without a language', { ...GOOD, 'part.yaml': PART.replace(', en: Part', '') }, 'part.yaml:2: title.en: '],
];

const valued = (from: string, to: string, file: keyof typeof VALUED = 'demo/lesson.yaml'): Files => ({
  ...VALUED,
  [file]: (VALUED[file] ?? '').replace(from, to),
});
const VALUED_TEXT = TEXT.replace('Das Ende.', 'Er heißt {{value:pod}}.').replace('docker kill', 'curl :{{value:port}}');
const VALUED: Files = {
  ...GOOD,
  'demo/lesson.yaml': `values:\n  pod: { of: [ahorn, birke] }\n  port: { from: 8081, to: 8099 }\n${YAML.replace(
    'pod: nginx }\n        solve:\n          - save',
    'pod: {{value:pod}}, containerPort: {{value:port}} }\n        solve:\n          - save',
  )}`,
  'demo/de.md': VALUED_TEXT,
  'demo/en.md': translated(VALUED_TEXT),
};

describe('random values', () => {
  it('stand anywhere', () => expect(lint(VALUED)).toEqual([]));

  it.each<[string, Files, string]>([
    [
      'undeclared in lesson.yaml',
      valued('pod: {{value:pod}}', 'pod: {{value:pot}}'),
      'demo/lesson.yaml:13: no value is called pot',
    ],
    [
      'undeclared in a text',
      valued('Er heißt {{value:pod}}', 'Er heißt {{value:name}}', 'demo/de.md'),
      'demo/de.md:32: no value is called name',
    ],
    [
      'undeclared in a fence',
      valued(':{{value:port}}', ':{{value:porto}}', 'demo/de.md'),
      'demo/de.md:12: no value is called porto',
    ],
    [
      'undeclared in a file',
      { ...VALUED, 'demo/solution/one/nginx.yaml': 'kind: Pod\nname: {{value:x}}\n' },
      'demo/solution/one/nginx.yaml:2: no value is called x',
    ],
    [
      'another spelling',
      valued('{{value:pod}}', '{{ value:pod }}', 'demo/de.md'),
      'demo/de.md:32: write {{value:name}}: {{ value:pod }}',
    ],
    ['in a heading', valued('## Zwei', '## {{value:pod}}', 'demo/de.md'), 'demo/de.md:30: a heading holds no value'],
    [
      'never used',
      valued('steps:', '  spare: { of: [a, b] }\nsteps:'),
      'demo/lesson.yaml: value spare is declared and never used',
    ],
    ['what can not be drawn', valued('to: 8099', 'to: 80'), 'demo/lesson.yaml:3: values.port: from is less than to'],
  ])('%s', (_name, files, expected) => {
    expect(lint(files).join('\n')).toContain(expected);
  });

  it('can not be drawn so that the lesson breaks', () => {
    const files = valued('minutes: 3', 'minutes: 3\n    hints: {{value:port}}');
    expect(
      lint({
        ...files,
        'demo/lesson.yaml': (files['demo/lesson.yaml'] ?? '')
          .replace('    hints: 1\n', '')
          .replace('from: 8081', 'from: 1'),
      }).join('\n'),
    ).toContain('steps.0.hints: Too big');
  });
});

describe('lintFolder', () => {
  it('finds nothing in a good lesson', () => {
    expect(lint(GOOD)).toEqual([]);
  });

  it.each(BROKEN)('%s', (_name, files, expected) => {
    const found = lint(files);
    expect(found.find((line) => line.startsWith(expected)) ?? found).toEqual(expect.stringContaining(expected));
  });
});

describe('withHashes', () => {
  it('changes nothing when written twice', () => {
    const once = GOOD['demo/en.md'] ?? '';
    expect(translated(TEXT, once)).toBe(once);
  });

  it('does not let its own comment change the hash', () => {
    const [plain, hashed] = [TEXT, GOOD['demo/en.md'] ?? ''].map((text) =>
      parseText('x', text).sections.map((section) => sectionHash(section.text)),
    );
    expect(hashed).toEqual(plain);
  });
});
