// YAML text → checked structure, with problems at their line.
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { LessonProblem } from './problem';

export type Parsed<T> = { value: T; problems: [] } | { value: undefined; problems: LessonProblem[] };

/** Parses a YAML file against a schema. Each problem names the line of the value (or of the nearest parent that exists). */
export function parseStructure<T>(file: string, text: string, schema: z.ZodType<T>): Parsed<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      file,
      line: error.linePos?.[0].line ?? 0,
      message: error.message.split('\n')[0] ?? error.message,
    }));
    return { value: undefined, problems };
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { value: parsed.data, problems: [] };
  const problems = flatten(parsed.error.issues).map(({ path, message }) => ({
    file,
    line: lineOf(document.contents, path, lines),
    message: path.length > 0 ? `${path.join('.')}: ${message}` : message,
  }));
  return { value: undefined, problems };
}

/** The value of a key at the top of a YAML file; undefined when there is none or the file can't be read. */
export function topLevel(text: string, key: string): unknown {
  const document = parseDocument(text);
  const value: unknown = document.errors.length === 0 ? document.toJS() : undefined;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

type Issue = { path: PropertyKey[]; message: string };

/** A union reports every branch; the one that got furthest is what the author meant. */
function flatten(issues: readonly z.core.$ZodIssue[], prefix: PropertyKey[] = []): Issue[] {
  return issues.flatMap((issue): Issue[] => {
    const path = [...prefix, ...issue.path];
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ path, message: issue.message }];
    const branches = issue.errors.map((branch) => flatten(branch, path));
    const best = branches.sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
    return best ?? [{ path, message: issue.message }];
  });
}

const depth = (issues: Issue[]): number => Math.max(0, ...issues.map(({ path }) => path.length));

function lineOf(root: unknown, path: readonly PropertyKey[], lines: LineCounter): number {
  let node = root;
  let line = 1;
  for (const key of path) {
    const next = child(node, key);
    if (!next) break;
    line = lines.linePos(next.at).line;
    node = next.value;
  }
  return line;
}

function child(node: unknown, key: PropertyKey): { at: number; value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
    const start = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    return pair && start !== undefined ? { at: start, value: pair.value } : undefined;
  }
  if (isSeq(node) && typeof key === 'number') {
    const item = node.items[key] as Node | undefined;
    const start = item?.range?.[0];
    return start === undefined ? undefined : { at: start, value: item };
  }
  return undefined;
}
