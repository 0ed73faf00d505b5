// A page of a scenario as prose of ours. What can be turned mechanically is; the lint finds the rest in what comes out.

export interface ImportedText {
  /** Markdown without a heading of its own. */
  body: string;
  /** Commands that the page lets run, in order. */
  commands: string[];
  /** Contents of `<details>`. */
  hints: string[];
  /** What was left out, with its line in the page. */
  dropped: { line: number; message: string }[];
}

const FENCE = /^\s*(`{3,}|~{3,})\s*(\S*)\s*$/;
const CLOSED = /^\s*(`{3,}|~{3,})\s*(\{\{\s*(execute|exec|copy)\b[^}]*\}\})?\s*$/;
const RUNS = /^\{\{\s*exec/;

/** Turns one page. `title`: a heading that says the same is left out. */
export function importMarkdown(text: string, title: string): ImportedText {
  const result: ImportedText = { body: '', commands: [], hints: [], dropped: [] };
  const out: string[] = [];
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const fence = FENCE.exec(line);
    if (fence) at = takeFence(lines, at, fence, out, result);
    else if (/^\s*<details>/i.test(line)) at = takeDetails(lines, at, result);
    else out.push(...proseLine(line, at + 1, title, result));
  }
  result.body = out
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return result;
}

/** Copies a fence; returns the line where it ends. The platforms write what it is for behind its end. */
function takeFence(lines: string[], from: number, fence: RegExpExecArray, out: string[], result: ImportedText): number {
  const [, ticks = '```', language = ''] = fence;
  let to = from + 1;
  const closes = (line: string) => CLOSED.exec(line)?.[1]?.startsWith(ticks) === true;
  while (to < lines.length && !closes(lines[to] ?? '')) to += 1;
  if (to === lines.length) result.dropped.push({ line: from + 1, message: 'this code fence does not end' });
  const code = lines
    .slice(from + 1, to)
    .join('\n')
    .replaceAll('\t', '  ');
  const runs = RUNS.test(CLOSED.exec(lines[to] ?? '')?.[2] ?? '');
  if (runs) result.commands.push(code);
  out.push(`\`\`\`${runs ? 'sh run' : language || 'text'}`, code, '```');
  return to;
}

function takeDetails(lines: string[], from: number, result: ImportedText): number {
  let to = from;
  while (to < lines.length && !/<\/details>/i.test(lines[to] ?? '')) to += 1;
  if (to === lines.length) result.dropped.push({ line: from + 1, message: '<details> does not end' });
  const inside = lines
    .slice(from, to + 1)
    .join('\n')
    .replace(/<summary>[\s\S]*?<\/summary>/i, '')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (inside !== '') result.hints.push(typographic(withoutMarks(inside)));
  return to;
}

function proseLine(line: string, at: number, title: string, result: ImportedText): string[] {
  const drop = (message: string) => result.dropped.push({ line: at, message });
  const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line);
  if (heading) return heading[1] === title ? [] : [`### ${typographic(withoutMarks(heading[1] ?? ''))}`];
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return [];
  const alone = /^\s*`([^`]+)`\s*\{\{\s*exec\w*\b[^}]*\}\}\s*$/.exec(line);
  if (alone) {
    result.commands.push(alone[1] ?? '');
    return ['```sh run', alone[1] ?? '', '```'];
  }
  for (const [, command = ''] of line.matchAll(/`([^`]+)`\s*\{\{\s*exec\w*\b[^}]*\}\}/g)) result.commands.push(command);
  let kept = line.replace(/!\[[^\]]*\]\([^)]*\)/g, (image) => {
    drop(`picture left out; put it into public/lessons/ and name it by hand: ${image}`);
    return '';
  });
  kept = kept.replace(/\[([^\]]*)\]\((?!https:\/\/)([^)]*)\)/g, (_link, label: string, target: string) => {
    drop(`link left out, a link is https://…: ${target}`);
    return label;
  });
  const bare = kept.replace(/`[^`]*`/g, '');
  for (const [tag] of bare.matchAll(/<\/?[a-z][^>]*>/gi)) drop(`HTML left out: ${tag}`);
  for (const [variable] of bare.matchAll(/\{\{[A-Z][A-Z0-9_]*\}\}/g)) drop(`a variable of their platform: ${variable}`);
  kept = kept.replace(/(`[^`]*`)|<\/?[a-z][^>]*>/gi, (_whole, code: string | undefined) => code ?? '');
  return [typographic(withoutMarks(kept.replace(/^\s*>\s?/, '')))];
}

/** `cmd`{{execute}} in the middle of a sentence is a command's name. */
const withoutMarks = (text: string): string => text.replace(/(`[^`]*`)\s*\{\{\s*(?:exec|copy)\w*\b[^}]*\}\}/g, '$1');

/** What the lint of prose asks for, outside of code. */
function typographic(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part
            .replace(/"([^"]*)"/g, '“$1”')
            .replace(/'/g, '’')
            .replace(/\.\.\./g, '…')
            .replace(/!+/g, '.')
            .replace(/(\d) (s|ms|min|h|B|kB|MB|GB|MiB|GiB|%)(?![\p{L}\d])/gu, '$1\u00a0$2'),
    )
    .join('');
}
