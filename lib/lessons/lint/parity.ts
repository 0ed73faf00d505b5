// German against English: the same fences, sentences, pictures and inner links in every step, and no stale translation.
import { sectionHash } from '../hash';
import type { Mark } from '../markdown/source';
import type { LessonText } from '../markdown/text';
import type { LessonProblem } from '../problem';

const COMPARED: { kind: Mark['kind']; noun: string; of?: (mark: Mark) => boolean }[] = [
  { kind: 'fence', noun: 'code fence' },
  { kind: 'sentence', noun: 'sentence' },
  { kind: 'image', noun: 'image' },
  { kind: 'figure', noun: 'figure' },
  // Links to the outside may lead to a page in the reader's language.
  { kind: 'link', noun: 'inner link', of: ({ value }) => value.startsWith('#') || value.startsWith('/') },
];

/** Whatever must be the same in both texts, compared step by step in order. */
export function lintParity(de: LessonText, en: LessonText): LessonProblem[] {
  return de.sections.flatMap(({ id, line }) =>
    COMPARED.flatMap(({ kind, noun, of = () => true }) => {
      const [ours, theirs] = [de, en].map((text) =>
        text.marks.filter((mark) => mark.step === id && mark.kind === kind && of(mark)),
      );
      return firstDifference(ours ?? [], theirs ?? [], noun, { de, en, line, id });
    }),
  );
}

interface Place {
  de: LessonText;
  en: LessonText;
  line: number;
  id: string;
}

function firstDifference(ours: Mark[], theirs: Mark[], noun: string, place: Place): LessonProblem[] {
  const length = Math.max(ours.length, theirs.length);
  for (let i = 0; i < length; i += 1) {
    const [a, b] = [ours[i], theirs[i]];
    if (a?.value === b?.value) continue;
    if (!b)
      return [
        {
          file: place.en.file,
          line: place.en.sections.find(({ id }) => id === place.id)?.line ?? 0,
          message: `${noun} missing: ${brief(a)} (${place.de.file}:${a?.line})`,
        },
      ];
    if (!a)
      return [
        { file: place.de.file, line: place.line, message: `${noun} missing: ${brief(b)} (${place.en.file}:${b.line})` },
      ];
    return [{ file: place.en.file, line: b.line, message: `${noun} differs from ${place.de.file}:${a.line}` }];
  }
  return [];
}

const brief = (mark: Mark | undefined): string => (mark?.value ?? '').replace(/\s+/g, ' ').slice(0, 40);

/** Each English section notes the hash of the German one that it was written against. */
export function lintHashes(de: LessonText, en: LessonText): LessonProblem[] {
  const noted = de.sections
    .filter(({ source }) => source !== undefined)
    .map(({ line }) => ({ file: de.file, line, message: 'the original carries no source hash' }));
  const stale = de.sections.flatMap((section) => {
    const translation = en.sections.find(({ id }) => id === section.id);
    if (!translation || translation.source === sectionHash(section.text)) return [];
    const message =
      translation.source === undefined
        ? 'no source hash: check the translation, then npm run lessons:hash -- --write'
        : `stale: ${de.file}:${section.line} has changed since; check the translation, then npm run lessons:hash -- --write`;
    return [{ file: en.file, line: translation.line, message }];
  });
  return [...noted, ...stale];
}
