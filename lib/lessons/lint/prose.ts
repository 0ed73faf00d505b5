// Typography that readers notice: real quotation marks, no-break spaces before units, no cheering.
import type { LessonText } from '../markdown/text';
import type { LessonProblem } from '../problem';

const RULES: { pattern: RegExp; message: string }[] = [
  { pattern: /["']/, message: 'straight quotation mark; write „…“, “…” or ’' },
  { pattern: /!/, message: 'no exclamation marks' },
  {
    pattern: /\d (?:s|ms|min|h|B|kB|MB|GB|MiB|GiB|%)(?![\p{L}\d])/u,
    message: 'a no-break space stands between figure and unit',
  },
  { pattern: /\.\.\./, message: 'write … for three dots' },
];

export function lintProse(text: LessonText): LessonProblem[] {
  return text.marks
    .filter(({ kind }) => kind === 'prose')
    .flatMap(({ value, line }) =>
      RULES.flatMap(({ pattern, message }) => {
        const found = pattern.exec(value);
        return found ? [{ file: text.file, line: line + newlines(value.slice(0, found.index)), message }] : [];
      }),
    );
}

const newlines = (text: string): number => text.split('\n').length - 1;
