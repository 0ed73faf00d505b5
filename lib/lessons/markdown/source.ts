// remark's tree of one text, and where things stand in it.
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { LessonProblem } from '../problem';

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkDirective);

export type Root = ReturnType<typeof processor.parse>;
export type Node = Root['children'][number];
export type NodeOf<T extends Node['type']> = Extract<Node, { type: T }>;
export type Directive = NodeOf<'containerDirective'>;

export const MARK_KINDS = [
  'fence',
  'link',
  'image',
  'figure',
  'gloss',
  'task',
  'sentence',
  'question',
  'option',
  'hint',
  'prose',
] as const;

/** Something that the lint compares between the languages or looks up: what it is, its value, and where it stands. */
export interface Mark {
  kind: (typeof MARK_KINDS)[number];
  value: string;
  step: string;
  line: number;
}

/** One text while it is read: its name, its characters, and what has been found so far. */
export class Source {
  readonly problems: LessonProblem[] = [];
  readonly marks: Mark[] = [];
  /** Step whose section is being read. */
  step = '';
  constructor(
    readonly file: string,
    readonly text: string,
  ) {}

  parse(): Root {
    return processor.parse(this.text);
  }

  /** The characters that a node was made from. */
  slice(node: Pick<Node, 'position'>): string {
    return this.text.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
  }

  mark(kind: Mark['kind'], node: Pick<Node, 'position'>, value: string): void {
    this.marks.push({ kind, value, step: this.step, line: lineOf(node) });
  }

  problem(node: Pick<Node, 'position'>, message: string): void {
    this.problems.push({ file: this.file, line: lineOf(node), message });
  }
}

export const lineOf = (node: Pick<Node, 'position'>): number => node.position?.start.line ?? 0;

/** Bare text of a node and all below it. */
export function plainText(node: Node | Root): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map((child) => plainText(child)).join('') : '';
}
