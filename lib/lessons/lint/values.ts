// Random values: every one that is named is declared and the other way round, and the lesson reads well whatever is drawn.
import { type LessonReading, sourcesOf, withValues } from '../lesson';
import type { LessonProblem } from '../problem';
import { drawValues, valuesIn } from '../values';

export function lintValues(reading: LessonReading): LessonProblem[] {
  const { slug, structure, values } = reading;
  const yaml = `${slug}/lesson.yaml`;
  const used = new Set<string>();
  const problems: LessonProblem[] = [];
  for (const [file, text] of Object.entries(sourcesOf(reading))) {
    for (const { line, name, malformed } of valuesIn(text)) {
      if (malformed !== undefined) problems.push({ file, line, message: `write {{value:name}}: ${malformed}` });
      else if (name !== undefined && !Object.hasOwn(values, name))
        problems.push({ file, line, message: `no value is called ${name}; lesson.yaml declares them in values` });
      else if (name !== undefined) used.add(name);
      if (file.endsWith('.md') && /^#{1,6} /.test(text.split('\n')[line - 1] ?? ''))
        problems.push({ file, line, message: 'a heading holds no value' });
    }
  }
  for (const name of Object.keys(values)) {
    if (!used.has(name)) problems.push({ file: yaml, line: 0, message: `value ${name} is declared and never used` });
  }
  // What could be drawn first has been read already; here is what could be drawn last.
  if (!structure) return problems;
  const last = withValues(
    reading,
    drawValues(values, () => 1 - Number.EPSILON),
  );
  if ('problems' in last) problems.push(...last.problems);
  return problems;
}
