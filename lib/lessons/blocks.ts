// What a lesson's text becomes: plain data that React components render. No HTML anywhere.
import type { FigureName } from './figures';
import type { Question } from './schema';

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'emphasis'; children: Inline[] }
  /** `href`: https://…, #step of this lesson, or /lessons/slug/step. */
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'gloss'; term: string; children: Inline[] }
  | { kind: 'break' };

export interface CodeBlock {
  kind: 'code';
  language: string;
  text: string;
  /** run: a command for the terminal. editor: a manifest. output: what a command printed, in a real run. plain: neither. */
  role: 'run' | 'editor' | 'output' | 'plain';
  /** editor only. */
  file?: string;
}

export interface Option {
  id: string;
  label: Inline[];
  /** Why it is right or wrong; shown once that is known. */
  why: Block[];
}

export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'heading'; children: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Block[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'image'; src: string; alt: string }
  /** A drawing of ours, made of live components: components/panes/lesson/figures. */
  | { kind: 'figure'; name: FigureName; caption: Inline[] }
  | { kind: 'note'; title: Inline[]; children: Block[] }
  | { kind: 'question'; id: string; form: Question['kind']; title: Inline[]; options: Option[] }
  | CodeBlock;

export interface TaskText {
  id: string;
  title: Inline[];
  /** Sentences by key: `done`, and those that the lesson words itself. `{fact}` and `{fact|format}` are filled in. */
  sentences: Record<string, Inline[]>;
}

export interface StepText {
  id: string;
  title: string;
  /** Before the tasks. */
  blocks: Block[];
  tasks: TaskText[];
  /** After the tasks: what can be read once they are done. */
  after: Block[];
  /** One entry for each level. */
  hints: Block[][];
  /** Only for the trainer; never sent to a learner's page. */
  trainer: Block[];
}
