// All that can be wrong with a lesson, as file:line problems.
import type { LessonReading } from '../lesson';
import type { LessonProblem } from '../problem';
import { lintFiles } from './files';
import { lintHashes, lintParity } from './parity';
import { lintProse } from './prose';
import { lintReferences, type References } from './references';
import { lintTexts } from './texts';
import { lintValues } from './values';

/** Checks one lesson. The problems found while reading come first; what depends on a missing part is not asked. */
export function lintLesson(reading: LessonReading, references: References): LessonProblem[] {
  const { structure, texts } = reading;
  const problems = [...reading.problems];
  for (const text of [texts.de, texts.en]) {
    if (!text) continue;
    problems.push(...lintReferences(text, reading, references), ...lintProse(text));
    if (structure) problems.push(...lintTexts(text, structure, `${reading.slug}/lesson.yaml`));
  }
  if (texts.de && texts.en) problems.push(...lintParity(texts.de, texts.en), ...lintHashes(texts.de, texts.en));
  if (structure) problems.push(...lintFiles(reading, structure));
  problems.push(...lintValues(reading));
  return problems.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}
