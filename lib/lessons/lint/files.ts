// lesson.yaml and the texts against the files in start/ and solution/.
import type { LessonReading } from '../lesson';
import type { LessonProblem } from '../problem';
import type { LessonStructure } from '../schema';

export function lintFiles(reading: LessonReading, { steps }: LessonStructure): LessonProblem[] {
  const { slug, start, solution } = reading;
  const yaml = `${slug}/lesson.yaml`;
  const known = new Set(steps.map(({ id }) => id));
  const strangers = Object.entries({ start, solution }).flatMap(([folder, files]) =>
    Object.keys(files)
      .filter((step) => !known.has(step))
      .map((step) => ({ file: `${slug}/${folder}/${step}`, line: 0, message: 'no step has this id' })),
  );
  const saves = steps.flatMap((step) =>
    step.tasks
      .flatMap((task) => task.solve)
      .flatMap((action) => ('save' in action ? [action.save] : []))
      .filter((file) => solution[step.id]?.[file] === undefined)
      .map((file) => ({ file: yaml, line: 0, message: `save: solution/${step.id}/${file} is not there` })),
  );
  return [...strangers, ...saves, ...lintFences(reading)];
}

/** A fence that goes into the editor is the file of that step's solution, character for character. */
function lintFences({ slug, texts, solution }: LessonReading): LessonProblem[] {
  return [texts.de, texts.en].flatMap((text) =>
    (text?.marks ?? []).flatMap((mark) => {
      if (mark.kind !== 'fence' || !text) return [];
      const [, role, file = '', ...lines] = mark.value.split('\n');
      if (role !== 'editor') return [];
      const path = `solution/${mark.step}/${file}`;
      const content = solution[mark.step]?.[file];
      if (content === undefined) return [{ file: text.file, line: mark.line, message: `${slug}/${path} is not there` }];
      const same = content.trimEnd() === lines.join('\n').trimEnd();
      return same ? [] : [{ file: text.file, line: mark.line, message: `differs from ${slug}/${path}` }];
    }),
  );
}
