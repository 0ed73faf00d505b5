// index.json of a Katacoda or Killercoda scenario: what of it a lesson can use. Unknown keys belong to their platforms.
import { z } from 'zod';
import type { LessonProblem } from '../problem';
import { parseStructure } from '../structure';

const page = z.looseObject({ title: z.string().optional(), text: z.string().min(1) });

const scenarioSchema = z.looseObject({
  title: z.string().min(1),
  description: z.string().optional(),
  details: z.looseObject({
    intro: page.optional(),
    steps: z.array(z.looseObject({ ...page.shape, verify: z.string().optional() })).min(1),
    finish: page.optional(),
  }),
});

/** One page of text, with its file. */
export interface ScenarioPage {
  title: string;
  file: string;
  text: string;
  /** Script that checks it, with its file. */
  verify?: { file: string; text: string };
}

/** Reads a scenario from its files (content by path, as index.json names them). Problems name file and line. */
export function readScenario(files: Readonly<Record<string, string>>): {
  title: string;
  pages: ScenarioPage[];
  problems: LessonProblem[];
} {
  const index = files['index.json'];
  if (index === undefined) {
    return { title: '', pages: [], problems: [{ file: 'index.json', line: 0, message: 'is missing' }] };
  }
  const { value, problems } = parseStructure('index.json', index, scenarioSchema);
  if (!value) return { title: '', pages: [], problems };
  const missing: LessonProblem[] = [];
  const lineOf = (name: string) => index.slice(0, index.indexOf(JSON.stringify(name))).split('\n').length;
  const read = (name: string): string => {
    const text = files[name.replace(/^\.\//, '')];
    if (text === undefined) missing.push({ file: 'index.json', line: lineOf(name), message: `no such file: ${name}` });
    return text ?? '';
  };
  const { intro, steps, finish } = value.details;
  const pages = [intro, ...steps, finish].flatMap((one, at): ScenarioPage[] => {
    if (!one) return [];
    const verify = typeof one.verify === 'string' ? { file: one.verify, text: read(one.verify) } : undefined;
    const title = one.title ?? (one === intro ? value.title : `Step ${at}`);
    return [{ title, file: one.text, text: read(one.text), ...(verify && { verify }) }];
  });
  return { title: value.title, pages, problems: missing };
}
