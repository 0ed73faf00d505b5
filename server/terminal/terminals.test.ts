import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionMembers } from './shell/session-processes';
import { TestClient, testTerminals, until } from './testing';

const PROMPT = /learner@worker1/;
// Longer than `until` waits: what was missed is then said.
vi.setConfig({ testTimeout: 15_000 });

let lab: ReturnType<typeof testTerminals>;
beforeEach(() => {
  lab = testTerminals();
});
afterEach(() => lab.end());

async function shell(size = { cols: 80, rows: 24 }) {
  const { id } = lab.terminals.open(size);
  const client = new TestClient('c1', lab.terminals);
  lab.terminals.attach(id, 0, client);
  await client.see(PROMPT);
  return { id, client };
}

describe('a shell', () => {
  it('echoes, runs commands in the lab home, and shows the prompt of the node', async () => {
    const { id, client } = await shell();
    expect(client.text).toContain('\x1b[32mlearner@worker1\x1b[0m:\x1b[34m~\x1b[0m$ ');
    lab.terminals.input(id, 'pwd; echo $((6*7))\r');
    await client.see(/pwd; echo \$\(\(6\*7\)\)/);
    await client.see(/~?\r\n42\r\n/);
  });

  it('knows its size, also after a resize', async () => {
    const { id, client } = await shell({ cols: 63, rows: 18 });
    lab.terminals.input(id, 'stty size\r');
    await client.see(/\n\r?18 63\r\n/);
    lab.terminals.resize(id, 100, 30);
    lab.terminals.input(id, 'stty size\r');
    await client.see(/\n\r?30 100\r\n/);
  });

  it('clamps impossible sizes', async () => {
    const { id, client } = await shell();
    lab.terminals.resize(id, 1e9, -1);
    lab.terminals.input(id, 'stty size\r');
    await client.see(/\n\r?1 500\r\n/);
    lab.terminals.resize(id, Number.NaN, 0);
    await until(() => lab.terminals.list().terminals[0]?.cols === 80);
  });

  it('survives a hundred resizes and ends with the last one', async () => {
    const { id } = await shell();
    for (let cols = 100; cols < 200; cols += 1) lab.terminals.resize(id, cols, 40);
    await until(() => lab.terminals.list().terminals[0]?.cols === 199);
  });

  it('has nothing of the server in its environment', async () => {
    process.env.KULISSEN_SECRET_TOKEN = 'never-to-be-seen';
    try {
      const { id, client } = await shell();
      lab.terminals.input(id, 'env | sort; cat /proc/$$/environ | tr "\\0" "\\n"; echo d""one\r');
      await client.see(/done\r\n/);
      expect(client.text).not.toContain('never-to-be-seen');
      const names = new Set([...client.text.matchAll(/^([A-Za-z_]+)=/gm)].map((match) => match[1] ?? ''));
      const allowed =
        /^(PATH|HOME|SHELL|USER|LOGNAME|TERM|COLORTERM|LANG|PWD|OLDPWD|SHLVL|_|TZ|COLUMNS|LINES|DOCKER_[A-Z_]+|KULISSEN_TERMINAL)$/;
      expect([...names].filter((name) => !allowed.test(name))).toEqual([]);
    } finally {
      delete process.env.KULISSEN_SECRET_TOKEN;
    }
  });

  it('keeps no start-up file with its nonce, and the history in the lab home', async () => {
    const { id, client } = await shell();
    expect(readdirSync(`${lab.home}/.shims`).filter((name) => name.startsWith('.rc'))).toEqual([]);
    lab.terminals.input(id, 'echo remember-me\r');
    await client.see(/\n\r?remember-me\r\n/);
    await until(() => existsSync(`${lab.home}/.bash_history`));
    await until(() => readFileSync(`${lab.home}/.bash_history`, 'utf8').includes('echo remember-me'));
  });

  it('that dies at once is not started again', async () => {
    writeFileSync(`${lab.home}/.bashrc`, 'exit 7\n');
    lab.terminals.open({ cols: 80, rows: 24 });
    await until(() => lab.terminals.list().terminals[0]?.exitCode === 7);
    expect(lab.terminals.list().terminals).toHaveLength(1);
    expect(readdirSync(`${lab.home}/.shims`).filter((name) => name.startsWith('.rc'))).toEqual([]);
  });

  it('that exits stays readable, says its code, and takes no more input', async () => {
    const { id, client } = await shell();
    lab.terminals.input(id, 'exit 3\r');
    await until(() => lab.terminals.list().terminals[0]?.state === 'exited');
    expect(lab.terminals.list().terminals[0]?.exitCode).toBe(3);
    expect(() => lab.terminals.input(id, 'x')).toThrowError(/TerminalGone/);
    const late = new TestClient('late', lab.terminals);
    lab.terminals.attach(id, 0, late);
    await until(() => late.end === client.end);
    expect(late.text).toBe(client.text);
  });

  it('refuses input that nobody reads before it fills the memory', async () => {
    const { id, client } = await shell();
    lab.terminals.input(id, 'stty raw -echo; echo rea""dy; sleep 1000\r');
    await client.see(/ready/);
    const paste = 'x'.repeat(64 * 1024);
    expect(() => {
      for (let count = 0; count < 100; count += 1) lab.terminals.input(id, paste);
    }).toThrowError(/InputTooLarge/);
  });

  it('passes bytes through unchanged, NUL and lone surrogates included', async () => {
    const { id, client } = await shell();
    lab.terminals.input(id, 'stty raw -echo; echo rea""dy; head -c 12 | od -An -tx1; stty sane\r');
    await client.see(/ready/);
    lab.terminals.input(id, 'a\0ä😀\ud800b');
    await client.see(/61 00 c3 a4 f0 9f 98 80 ef bf bd 62/);
  });
});

describe('terminals', () => {
  it('are limited, and an exited one makes room', async () => {
    const ids = [1, 2, 3, 4].map(() => lab.terminals.open({ cols: 80, rows: 24 }).id);
    expect(ids).toEqual(['t1', 't2', 't3', 't4']);
    expect(() => lab.terminals.open({ cols: 80, rows: 24 })).toThrowError(/TooManyTerminals.*4/);
    lab.terminals.input('t2', 'exit\r');
    await until(() => lab.terminals.list().terminals.some((terminal) => terminal.state === 'exited'));
    expect(lab.terminals.open({ cols: 80, rows: 24 }).id).toBe('t5');
    expect(lab.terminals.list().terminals.map((terminal) => terminal.id)).toEqual(['t1', 't3', 't4', 't5']);
  });

  it('that are unknown are gone', () => {
    const client = new TestClient('c', lab.terminals);
    expect(() => lab.terminals.attach('t9', 0, client)).toThrowError(/TerminalGone/);
    expect(() => lab.terminals.input('../x', 'x')).toThrowError(/TerminalGone/);
    expect(() => lab.terminals.resize('t9', 80, 24)).toThrowError(/TerminalGone/);
    lab.terminals.detach('t9', 'c');
    lab.terminals.taken('t9', 'c', 1);
  });

  it('leave no process and no PTY behind, jobs and stopped ones included', async () => {
    const masters = () =>
      readdirSync('/proc/self/fd').filter((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`).includes('ptmx');
        } catch {
          return false;
        }
      }).length;
    const before = masters();
    const { id, client } = await shell();
    lab.terminals.input(id, 'sleep 1001 & (trap "" HUP TERM; sleep 1002) & echo pid=$$ rea""dy\r');
    const leader = Number((await client.see(/pid=(\d+) ready/))[1]);
    lab.terminals.input(id, 'sleep 1003\r');
    await until(() => sessionMembers(leader).some(({ pid }) => commandLine(pid) === 'sleep 1003 '));
    lab.terminals.input(id, '\x1a');
    await client.see(/Stopped/);
    expect(masters()).toBe(before + 1);
    await lab.terminals.closeAll();
    expect(sessionMembers(leader)).toEqual([]);
    expect(masters()).toBe(before);
    expect(lab.terminals.list().terminals).toEqual([]);
  });

  it('that exit take their background jobs along', async () => {
    const { id, client } = await shell();
    lab.terminals.input(id, 'echo pid=$$ rea""dy; sleep 1001 & disown; exit\r');
    const leader = Number((await client.see(/pid=(\d+) ready/))[1]);
    await until(() => lab.terminals.list().terminals[0]?.state === 'exited');
    await until(() => sessionMembers(leader).length === 0);
    await lab.terminals.close(id);
  });

  it('tell their changes outside the call that makes them, once a turn', async () => {
    const seen: number[] = [];
    const stop = lab.terminals.subscribe((change) => seen.push(change.terminals.length));
    lab.terminals.open({ cols: 80, rows: 24 });
    lab.terminals.open({ cols: 80, rows: 24 });
    expect(seen).toEqual([]);
    await Promise.resolve();
    expect(seen).toEqual([2]);
    stop();
  });
});

/** Empty when the process has ended. */
function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
