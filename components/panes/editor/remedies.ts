// What can be done about a problem with one click; the result is unsaved text that undo takes back.
import type { ManifestProblem } from '@/lib/protocol/view';

export type Remedy =
  | { kind: 'rename'; line: number; column: number; from: string; to: string }
  | { kind: 'deleteField'; line: number; column: number }
  | { kind: 'spaces'; line: number };

/** Undefined where nothing sensible can be done by a machine. */
export function remedyOf(problem: ManifestProblem, text: string): Remedy | undefined {
  const { code, line = 0, column = 1, facts = {} } = problem;
  const written = text.split('\n')[line - 1];
  if (written === undefined) return undefined;
  if (code === 'YamlTab' && written.includes('\t')) return { kind: 'spaces', line };
  if (code !== 'UnknownField') return undefined;
  const field = String(facts.field ?? '');
  if (!written.startsWith(field, column - 1)) return undefined;
  if (facts.suggestion) return { kind: 'rename', line, column, from: field, to: String(facts.suggestion) };
  // The first field of a list's entry holds the dash: without it the entry would fall apart.
  return written.slice(0, column - 1).trim() === '' ? { kind: 'deleteField', line, column } : undefined;
}

/** The text with the remedy applied. */
export function applyRemedy(text: string, remedy: Remedy): string {
  const lines = text.split('\n');
  const at = remedy.line - 1;
  const line = lines[at] ?? '';
  switch (remedy.kind) {
    case 'spaces':
      lines[at] = line.replaceAll('\t', '  ');
      break;
    case 'rename': {
      const before = line.slice(0, remedy.column - 1);
      lines[at] = before + remedy.to + line.slice(before.length + remedy.from.length);
      break;
    }
    case 'deleteField':
      lines.splice(at, fieldLength(lines, at, remedy.column - 1));
  }
  return lines.join('\n');
}

/** A field goes with everything that stands below it: lines indented deeper, and a list's dashes at its own depth. */
function fieldLength(lines: readonly string[], at: number, indent: number): number {
  let end = at + 1;
  while (end < lines.length) {
    const line = lines[end] ?? '';
    const depth = line.search(/\S/);
    const below = depth > indent || (depth === indent && line[depth] === '-' && line[depth + 1] === ' ');
    if (!below) break;
    end += 1;
  }
  return end - at;
}
