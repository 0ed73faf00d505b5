// The small commands of busybox, as far as a lesson or a probe needs them: what they print, what they do to files.
// Files are names with texts; a folder is a file without one.
import type { Effect } from './program';

/** What a command finds around it. */
export interface World {
  files: Map<string, string>;
  hostname: string;
}

type Done = Effect extends infer E ? (E extends Effect ? Omit<E, 'afterMs'> : never) : never;

interface AppletRun {
  exitCode: number;
  effects: Done[];
}

const prints = (text: string): AppletRun => ({ exitCode: 0, effects: text === '' ? [] : [{ stream: 'stdout', text }] });
const silent = (exitCode: number): AppletRun => ({ exitCode, effects: [] });
const complains = (text: string): AppletRun => ({ exitCode: 1, effects: [{ stream: 'stderr', text: `${text}\n` }] });
const operands = (words: readonly string[]): string[] => words.filter((word) => !/^-./.test(word));
const has = (words: readonly string[], letter: string): boolean =>
  words.some((word) => /^-[a-z]+$/i.test(word) && word.includes(letter));

/** Runs one after the other; the worst exit code counts. */
const together = (runs: readonly AppletRun[]): AppletRun => ({
  exitCode: Math.max(0, ...runs.map(({ exitCode }) => exitCode)),
  effects: runs.flatMap(({ effects }) => effects),
});

type Applet = (words: readonly string[], world: World) => AppletRun;

const cat: Applet = (words, { files }) =>
  together(
    operands(words).map((path) => {
      const text = files.get(path);
      return text === undefined ? complains(`cat: can't open '${path}': No such file or directory`) : prints(text);
    }),
  );

const ls: Applet = (words, { files }) =>
  together(
    operands(words).map((path) => {
      if (files.has(path)) return prints(`${path}\n`);
      const folder = path.replace(/\/*$/, '/');
      const inside = [...files.keys()].filter((name) => name.startsWith(folder));
      if (inside.length === 0) return complains(`ls: ${path}: No such file or directory`);
      const names = inside.map((name) => name.slice(folder.length).split('/')[0]);
      return prints(`${[...new Set(names)].sort().join('\n')}\n`);
    }),
  );

const rm: Applet = (words, { files }) =>
  together(
    operands(words).map((path) => {
      if (files.has(path)) return { exitCode: 0, effects: [{ path, text: null }] };
      return has(words, 'f') ? silent(0) : complains(`rm: can't remove '${path}': No such file or directory`);
    }),
  );

const touch: Applet = (words, { files }) => ({
  exitCode: 0,
  effects: operands(words)
    .filter((path) => !files.has(path))
    .map((path) => ({ path, text: '' })),
});

const move =
  (keepsSource: boolean): Applet =>
  (words, { files }) => {
    const [from = '', to = ''] = operands(words);
    const text = files.get(from);
    if (text === undefined)
      return complains(`${keepsSource ? 'cp' : 'mv'}: can't stat '${from}': No such file or directory`);
    return { exitCode: 0, effects: [{ path: to, text }, ...(keepsSource ? [] : [{ path: from, text: null }])] };
  };

/** `test -f x` and the like; what is not understood counts as true. */
const test: Applet = (words, { files }) => {
  const asked = words.filter((word) => word !== ']');
  const negated = asked[0] === '!';
  const [operator, path = ''] = negated ? asked.slice(1) : asked;
  const holds = /^-[efrs]$/.test(operator ?? '')
    ? files.has(path) && (operator !== '-s' || files.get(path) !== '')
    : true;
  return silent(holds === negated ? 1 : 0);
};

const echo: Applet = (words) => {
  const bare = words[0] === '-n';
  return prints(words.slice(bare ? 1 : 0).join(' ') + (bare ? '' : '\n'));
};

const APPLETS: Readonly<Record<string, Applet>> = {
  cat,
  ls,
  rm,
  touch,
  mkdir: touch,
  mv: move(false),
  cp: move(true),
  test,
  '[': test,
  echo,
  printf: (words) => prints((words[0] ?? '').replaceAll('\\n', '\n')),
  hostname: (_, { hostname }) => prints(`${hostname}\n`),
  id: () => prints('uid=0(root) gid=0(root)\n'),
  whoami: () => prints('root\n'),
  pwd: () => prints('/\n'),
  uname: () => prints('Linux\n'),
  false: () => silent(1),
};

/** Do their work without a trace here. */
const QUIET = new Set('true : date env ln chmod chown set export sync'.split(' '));

/** What the command does at once; null when there is no such command. */
export function runApplet(name: string, words: readonly string[], world: World): AppletRun | null {
  if (QUIET.has(name)) return silent(0);
  return Object.hasOwn(APPLETS, name) ? (APPLETS[name]?.(words, world) ?? null) : null;
}
