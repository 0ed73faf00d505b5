// What a text points at must be there: steps, lessons, pictures, glossary terms, variables.
import { GLOSSARY_TERMS } from '@/lib/i18n/lesson/glossary';
import type { LessonReading } from '../lesson';
import type { Mark } from '../markdown/source';
import type { LessonText } from '../markdown/text';
import type { LessonProblem } from '../problem';
import { parseVariable, variablesOf } from '../variables';

/** What lies outside the lesson's own folder. */
export interface References {
  /** `slug/step` of every lesson. */
  steps: ReadonlySet<string>;
  /** Whether public/ holds this path (which begins with `/`). */
  hasPublicFile(path: string): boolean;
}

export function lintReferences(text: LessonText, { slug }: LessonReading, references: References): LessonProblem[] {
  return text.marks.flatMap((mark) => {
    const message = wrong(mark, slug, references);
    return message === undefined ? [] : [{ file: text.file, line: mark.line, message }];
  });
}

function wrong({ kind, value }: Mark, slug: string, references: References): string | undefined {
  if (kind === 'link') return wrongLink(value, slug, references);
  if (kind === 'image') {
    if (!value.startsWith('/lessons/')) return `an image lies in public/lessons/: ${value}`;
    return references.hasPublicFile(value) ? undefined : `no such image: public${value}`;
  }
  if (kind === 'gloss') return GLOSSARY_TERMS.has(value) ? undefined : `no such term in the glossary: ${value}`;
  if (kind === 'fence') {
    // Values have a lint of their own.
    const unknown = variablesOf(value).find((name) => !name.startsWith('value:') && !parseVariable(name));
    return unknown === undefined ? undefined : `no such variable: {{${unknown}}}`;
  }
  return undefined;
}

function wrongLink(href: string, slug: string, { steps }: References): string | undefined {
  if (href.startsWith('https://')) return undefined;
  const inner = href.startsWith('#')
    ? `${slug}/${href.slice(1)}`
    : /^\/lessons\/([a-z0-9-]+\/[a-z0-9-]+)$/.exec(href)?.[1];
  if (inner === undefined) return `a link is #step, /lessons/lesson/step or https://…: ${href}`;
  return steps.has(inner) ? undefined : `link to nowhere: ${href}`;
}
