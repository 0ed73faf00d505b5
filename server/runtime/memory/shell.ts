// Reads the little of the shell language that the programs of the memory engine need: lists of simple commands.

export interface ShellCommand {
  words: string[];
  /** Operator after the command. */
  operator: ';' | '&&' | '||' | '&';
  /** Target of `>` or `>>`. */
  output?: string;
}

const OPERATORS = ['&&', '||', ';', '&', '\n', '>>', '>'] as const;
type Operator = (typeof OPERATORS)[number];
type Token = { word: string } | { operator: Operator };

const TOKEN = /\s*?(?:(&&|\|\||>>|[;&\n>])|((?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s;&|>'"\\])+)|(\|))/y;
const isOperator = (text: string): text is Operator => (OPERATORS as readonly string[]).includes(text);

const unquote = (word: string): string =>
  word.replace(
    /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/g,
    (_, single?: string, double?: string, escaped?: string) =>
      single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? '',
  );

function tokenize(script: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(script); match !== null; match = TOKEN.exec(script)) {
    const [, operator, word] = match;
    if (word !== undefined) tokens.push({ word: unquote(word) });
    else if (operator !== undefined && isOperator(operator)) tokens.push({ operator });
  }
  return tokens;
}

/** The commands of a script, in order. Quotes, `;`, `&&`, `||`, `&` and `>` are understood; expansions are not. */
export function parseScript(script: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let current: ShellCommand = { words: [], operator: ';' };
  let expectOutput = false;
  const finish = (operator: ShellCommand['operator']) => {
    if (current.words.length > 0) commands.push({ ...current, operator });
    current = { words: [], operator: ';' };
  };
  for (const token of tokenize(script)) {
    if ('word' in token) {
      if (expectOutput) current.output = token.word;
      else current.words.push(token.word);
      expectOutput = false;
    } else if (token.operator === '>' || token.operator === '>>') {
      expectOutput = true;
    } else {
      finish(token.operator === '\n' ? ';' : token.operator);
    }
  }
  finish(';');
  return commands;
}
