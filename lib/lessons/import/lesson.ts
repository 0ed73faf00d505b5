// A Katacoda or Killercoda scenario as the beginning of a lesson: what can be done mechanically, and what is left to a person.
import { sectionHash } from '../hash';
import { parseText, withHashes } from '../markdown/text';
import type { LessonProblem } from '../problem';
import { type ImportedText, importMarkdown } from './markdown';
import { readScenario, type ScenarioPage } from './scenario';

export interface ImportedLesson {
  /** By path within the lesson's folder; empty when the scenario can't be read. */
  files: Record<string, string>;
  /** Why nothing came of it. */
  problems: LessonProblem[];
  /** What a person has to do; places are in the scenario. */
  byHand: LessonProblem[];
}

interface Section {
  id: string;
  title: string;
  texts: ImportedText[];
  commands: string[];
  hints: string[];
  verify: { file: string; text: string }[];
}

const MAX_HINTS = 9;

/** `files`: content by path, as index.json names them. */
export function importLesson(files: Readonly<Record<string, string>>): ImportedLesson {
  const { title, pages, problems } = readScenario(files);
  if (problems.length > 0) return { files: {}, problems, byHand: [] };
  const byHand: LessonProblem[] = [];
  const sections = sectionsOf(pages, byHand);
  if (sections.length === 0) {
    const message = 'no page lets a command run ({{exec}}): there is nothing that a check could be made of';
    return { files: {}, problems: [{ file: 'index.json', line: 0, message }], byHand };
  }
  const whole = (line: number, message: string, file = 'index.json') => byHand.push({ file, line, message });
  for (const { verify } of sections) {
    for (const { file } of verify)
      whole(0, 'is a script: word it as a check; it stands as a comment in lesson.yaml', file);
  }
  whole(0, 'the German text is a copy of the English one: translate de.md, then npm run lessons:hash -- --write');
  whole(0, 'each task asks for its last command: ask for the state that it brings about, where there is one');
  whole(0, 'add the lesson to part.yaml, and set minutes and start of each step in lesson.yaml');
  const german = markdown(title, sections, '`{line}` ist gelaufen.');
  const english = markdown(title, sections, '`{line}` has run.');
  const hashes = new Map(parseText('de.md', german).sections.map(({ id, text }) => [id, sectionHash(text)]));
  return {
    files: { 'lesson.yaml': yaml(title, sections), 'de.md': german, 'en.md': withHashes(english, 'en.md', hashes) },
    problems: [],
    byHand,
  };
}

/** A page without a command belongs to the next that has one; the last ones to the end. */
function sectionsOf(pages: readonly ScenarioPage[], byHand: LessonProblem[]): Section[] {
  const sections: Section[] = [];
  let waiting: ImportedText[] = [];
  for (const page of pages) {
    const text = importMarkdown(page.text, page.title);
    byHand.push(...text.dropped.map(({ line, message }) => ({ file: page.file, line, message })));
    const texts = [...waiting, text];
    if (text.commands.length === 0) {
      waiting = texts;
      continue;
    }
    waiting = [];
    const hints = texts.flatMap((one) => one.hints).slice(0, MAX_HINTS);
    const verify = page.verify ? [page.verify] : [];
    sections.push({
      id: freeId(page.title, sections),
      title: page.title,
      texts,
      commands: text.commands,
      hints,
      verify,
    });
  }
  const last = sections.at(-1);
  if (last) {
    last.texts.push(...waiting);
    last.hints = [...last.hints, ...waiting.flatMap((one) => one.hints)].slice(0, MAX_HINTS);
  }
  return sections;
}

function freeId(title: string, sections: readonly Section[]): string {
  const id = slugOf(title);
  const taken = (candidate: string) => sections.some((section) => section.id === candidate);
  let free = id;
  for (let n = 2; taken(free); n += 1) free = `${id}-${n}`;
  return free;
}

/** A stable word made of a title: `1. Run it!` → `1-run-it`. */
export const slugOf = (title: string): string =>
  title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'step';

function markdown(title: string, sections: readonly Section[], done: string): string {
  const parts = sections.map(({ id, title: heading, texts, commands, hints }) => {
    const task = `:::task[${plain(heading)}]{#done}\n- \`done\`: ${done}\n:::`;
    const levels = hints.map((hint, at) => `${at + 1}. ${hint}`).join('\n');
    const before = texts.filter(
      (text) => text.commands.length === 0 && texts.indexOf(text) < texts.findIndex((one) => one.commands === commands),
    );
    const own = texts.filter((text) => text.commands === commands);
    const after = texts.filter((text) => !before.includes(text) && !own.includes(text));
    const body = (some: ImportedText[]) => some.map((text) => text.body);
    const blocks = [`## ${plain(heading)} {#${id}}`, ...body(before), ...body(own), task, ...body(after)];
    return [...blocks, ...(hints.length > 0 ? [`:::hint\n${levels}\n:::`] : [])].filter(Boolean).join('\n\n');
  });
  return `${[`# ${plain(title)}`, ...parts].join('\n\n')}\n`;
}

/** A heading holds no quotation marks, brackets or cheering. */
const plain = (text: string): string => text.replace(/["'`[\]{}!]/g, '').trim();

function yaml(title: string, sections: readonly Section[]): string {
  const steps = sections.flatMap(({ id, commands, hints, verify }) => [
    '',
    ...verify.flatMap(({ file, text }) => [
      `  # ${file}, to be worded as a check:`,
      ...text
        .trimEnd()
        .split('\n')
        .map((line) => `  #   ${line}`),
    ]),
    `  - id: ${id}`,
    '    minutes: 5',
    '    start: { kubelet: false }',
    ...(hints.length > 0 ? [`    hints: ${hints.length}`] : []),
    '    tasks:',
    '      - id: done',
    `        check: { kind: command, line: ${JSON.stringify(patternOf(commands.at(-1) ?? ''))} }`,
    '        solve:',
    ...commands.map((command) => `          - type: ${JSON.stringify(command)}`),
  ]);
  return `# ${title}: imported; see lessons/README.md.\nsteps:${steps.join('\n')}\n`;
}

/** The first line of a command, however its words are spaced. */
const patternOf = (command: string): string =>
  (command.trim().split('\n')[0] ?? '').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+');
