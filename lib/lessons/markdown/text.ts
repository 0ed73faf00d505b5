// A lesson's text in one language: `# Title`, then one `## Step title {#id}` section for each step.
import type { StepText } from '../blocks';
import type { LessonProblem } from '../problem';
import { lineOf, type Mark, type Node, type NodeOf, plainText, Source } from './source';
import { stepText } from './step';

/** A section as it stands in the file, for hashes and for messages. */
export interface Section {
  /** Step id; '' for the title. */
  id: string;
  line: number;
  /** Source text without its hash comment. */
  text: string;
  /** Hash of the section that this one was translated from, if noted. */
  source?: string;
}

export interface LessonText {
  file: string;
  title: string;
  steps: StepText[];
  sections: Section[];
  marks: Mark[];
  problems: LessonProblem[];
}

const HASH_COMMENT = /^<!-- source: ([0-9a-f]{16}) -->$/;
const STEP_ID = /\s*\{#([a-z0-9][a-z0-9-]*)\}$/;

/** Parses one language of a lesson. Never throws: what is wrong stands in `problems`. */
export function parseText(file: string, text: string): LessonText {
  const source = new Source(file, text);
  const parts = split(source.parse().children, source);
  const [head, ...rest] = parts;
  const steps = rest.map((part) => {
    source.step = part.id;
    return stepText(part.id, part.title, part.nodes, source);
  });
  for (const node of head?.nodes ?? [])
    source.problem(node, 'text before the first step has no place; put it into a step');
  const sections = parts.map((part, i): Section => {
    const section = { id: part.id, line: part.line, text: sectionText(part, parts[i + 1], text) };
    return part.source === undefined ? section : { ...section, source: part.source };
  });
  return { file, title: head?.title ?? '', steps, sections, marks: source.marks, problems: source.problems };
}

interface RawPart {
  id: string;
  title: string;
  line: number;
  start: number;
  nodes: Node[];
  source?: string;
}

function split(nodes: readonly Node[], source: Source): RawPart[] {
  const parts: RawPart[] = [{ id: '', title: '', line: 1, start: 0, nodes: [] }];
  for (const node of nodes) {
    const part = parts.at(-1);
    if (!part) break;
    if (node.type === 'heading' && node.depth === 2) parts.push(stepHead(node, source));
    else if (node.type === 'heading' && node.depth === 1) {
      if (part.id !== '' || part.title !== '') source.problem(node, 'a lesson has one # title, at its top');
      part.title = plainText(node);
      part.line = lineOf(node);
    } else if (node.type === 'html') takeComment(node, part, source);
    else part.nodes.push(node);
  }
  if (parts[0]?.title === '') source.problems.push({ file: source.file, line: 1, message: 'the # title is missing' });
  return parts;
}

function stepHead(node: NodeOf<'heading'>, source: Source): RawPart {
  const text = plainText(node);
  const id = STEP_ID.exec(text)?.[1] ?? '';
  if (id === '') source.problem(node, 'a step heading ends with its id: ## Title {#id}');
  return {
    id,
    title: text.replace(STEP_ID, ''),
    line: lineOf(node),
    start: node.position?.start.offset ?? 0,
    nodes: [],
  };
}

function takeComment(node: NodeOf<'html'>, part: RawPart, source: Source): void {
  const hash = HASH_COMMENT.exec(node.value.trim())?.[1];
  if (hash === undefined) source.problem(node, 'HTML has no place in a lesson');
  else if (part.source !== undefined) source.problem(node, 'two source hashes in one section');
  else part.source = hash;
}

const sectionText = (part: RawPart, next: RawPart | undefined, text: string): string =>
  text
    .slice(part.start, next?.start ?? text.length)
    .split('\n')
    .filter((line) => !HASH_COMMENT.test(line.trim()))
    .join('\n');

/** The file's text with the source hash of every section set to what `hashes` says (by step id; '' is the title). */
export function withHashes(text: string, file: string, hashes: ReadonlyMap<string, string>): string {
  const lines = text.split('\n').filter((line) => !HASH_COMMENT.test(line.trim()));
  const clean = lines.join('\n');
  const heads = new Map(parseText(file, clean).sections.map((section) => [section.line, section.id]));
  return clean
    .split('\n')
    .flatMap((line, i) => {
      const id = heads.get(i + 1);
      const hash = id === undefined ? undefined : hashes.get(id);
      return hash === undefined ? [line] : [line, `<!-- source: ${hash} -->`];
    })
    .join('\n');
}
