// Two processes that are kept alive: one that ends by itself is started again, in growing intervals.
import { spawn } from 'node:child_process';

const FIRST_PAUSE_MS = 500;
const LAST_PAUSE_MS = 15_000;
/** One that has lived so long begins with the short pause again. */
const SETTLED_MS = 60_000;

/**
 * Starts a program of ours and keeps it running; `through` are words that stand before the command. `onReady` is called with each ready line (JSON on standard output); `onEnd` with the code of
 * each end that nobody asked for. Returns { first: Promise of the first ready line, stop(): Promise }.
 */
export function supervise({ args, env, user, cwd, through = [], onReady = () => {}, onEnd = () => {} }) {
  let child;
  let stopping = false;
  let pauseMs = FIRST_PAUSE_MS;
  let timer;
  let ended = Promise.resolve();
  let settle;
  const first = new Promise((resolve, reject) => {
    settle = { resolve, reject };
  });
  const begin = () => {
    const startedAt = Date.now();
    const [command, ...words] = [...through, process.execPath, '--enable-source-maps', ...args];
    child = spawn(command, words, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(user ?? {}),
    });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines.filter((one) => one.startsWith('{"ready"'))) {
        const said = JSON.parse(line);
        settle.resolve(said);
        onReady(said);
      }
    });
    ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        resolve();
        if (stopping) return;
        settle.reject(new Error(`ended with ${signal ?? code}`));
        onEnd(signal ?? code, pauseMs);
        if (Date.now() - startedAt > SETTLED_MS) pauseMs = FIRST_PAUSE_MS;
        timer = setTimeout(begin, pauseMs);
        pauseMs = Math.min(LAST_PAUSE_MS, pauseMs * 2);
      });
    });
  };
  begin();
  return {
    first,
    /** Of the process that runs now. */
    pid: () => child.pid,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      child.kill('SIGTERM');
      await ended;
    },
  };
}
