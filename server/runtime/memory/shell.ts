// Reads the little of the shell language that the programs of the memory engine need: lists of simple commands.

export interface ShellCommand {
  words: string[];
  /** Operator after the command. */
  operator: ';' | '&&' | '||' | '&';
  /** Target of `>` or `>>`. */
  output?: string;
  /** `>>` */
  append?: boolean;
  /** Target of `2>`. */
  errors?: string;
  /** `>&2` sends its output to stderr, `2>&1` its errors to stdout. */
  merge?: 'stdout' | 'stderr';
}

const OPERATORS = ['&&', '||', ';', '&', '\n'] as const;
const REDIRECTIONS = ['>&2', '1>&2', '2>&1', '2>>', '2>', '1>>', '1>', '>>', '>'] as const;
type Operator = (typeof OPERATORS)[number];
type Redirection = (typeof REDIRECTIONS)[number];
type Token = { word: string } | { operator: Operator } | { redirection: Redirection };

const TOKEN = /\s*?(?:([12]?>(?:&[12]|>)?)|(&&|\|\||[;&\n])|((?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s;&|>'"\\])+)|(\|))/y;
const isOperator = (text: string): text is Operator => (OPERATORS as readonly string[]).includes(text);
const isRedirection = (text: string): text is Redirection => (REDIRECTIONS as readonly string[]).includes(text);

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
    const [, redirection, operator, word] = match;
    if (word !== undefined) tokens.push({ word: unquote(word) });
    else if (operator !== undefined && isOperator(operator)) tokens.push({ operator });
    else if (redirection !== undefined && isRedirection(redirection)) tokens.push({ redirection });
  }
  return tokens;
}

/** Notes a redirection; returns which file name the next word gives, if it takes one. */
function redirect(command: ShellCommand, redirection: Redirection): 'output' | 'errors' | null {
  switch (redirection) {
    case '>&2':
    case '1>&2':
      command.merge = 'stderr';
      return null;
    case '2>&1':
      command.merge = 'stdout';
      return null;
    case '2>':
    case '2>>':
      return 'errors';
    default:
      command.append = redirection.endsWith('>>');
      return 'output';
  }
}

/** The commands of a script, in order. Quotes, `;`, `&&`, `||`, `&` and redirections are understood; expansions are not. */
export function parseScript(script: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let current: ShellCommand = { words: [], operator: ';' };
  let target: 'output' | 'errors' | null = null;
  const finish = (operator: ShellCommand['operator']) => {
    if (current.words.length > 0) commands.push({ ...current, operator });
    current = { words: [], operator: ';' };
  };
  for (const token of tokenize(script)) {
    if ('word' in token) {
      if (target === null) current.words.push(token.word);
      else current[target] = token.word;
      target = null;
    } else if ('redirection' in token) {
      target = redirect(current, token.redirection);
    } else {
      finish(token.operator === '\n' ? ';' : token.operator);
    }
  }
  finish(';');
  return commands;
}
