import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commandMarks } from './command-marks';
import { TestClient, testTerminals, until } from './testing';

vi.setConfig({ testTimeout: 60_000 });

const NONCE = 'c0ffee';
const mark = (kind: string, value: string, nonce = NONCE) => `\x1b]633;${kind};${nonce};${value}\x07`;
const feed = (chunks: (string | Buffer)[]) => {
  const parse = commandMarks(NONCE);
  return chunks.flatMap((chunk) => parse(Buffer.from(chunk)));
};

describe('command marks', () => {
  it('are found wherever the chunks are split', () => {
    const text = Buffer.from(`$ ${mark('E', 'cat <<X\\nä\\tb\\\\n\\nX')}out\r\n${mark('D', '0')}$ `);
    const whole = feed([text]);
    expect(whole).toEqual([
      { kind: 'started', line: 'cat <<X\nä\tb\\n\nX' },
      { kind: 'ended', exitCode: 0 },
    ]);
    for (let at = 0; at <= text.length; at += 1) {
      expect(feed([text.subarray(0, at), text.subarray(at)])).toEqual(whole);
    }
    expect(feed([...text].map((byte) => Buffer.from([byte])))).toEqual(whole);
  });

  it('count only with the nonce of the shell', () => {
    expect(
      feed([mark('E', 'rm -rf /', 'guess'), mark('E', 'x', ''), '\x1b]633;E;rm\x07', mark('D', '0', 'guess')]),
    ).toEqual([]);
  });

  it('are not swallowed by an open sequence before them', () => {
    const real = mark('E', 'ls');
    const expected = [{ kind: 'started', line: 'ls' }];
    expect(feed([`\x1b]633;E;${NONCE};open${real}`])).toEqual(expected);
    expect(feed(['\x1b]633;', 'x'.repeat(200_000), real])).toEqual(expected);
    expect(feed(['\x1b]63\x1b]633;\x1b', real])).toEqual(expected);
  });

  it('with an impossible exit code are no marks', () => {
    expect(feed([mark('D', ''), mark('D', '-1'), mark('D', '1e3'), mark('D', '0;1'), mark('X', '0')])).toEqual([]);
  });
});

describe('commands of a shell', () => {
  let lab: ReturnType<typeof testTerminals>;
  beforeEach(() => {
    lab = testTerminals();
  });
  afterEach(() => lab.end());
  const commands = () => lab.terminals.list().commands;
  async function shell() {
    const { id } = lab.terminals.open({ cols: 80, rows: 24 });
    const client = new TestClient('c', lab.terminals);
    lab.terminals.attach(id, 0, client);
    await client.see(/\$ $/);
    return { id, client };
  }
  /** Types a line and waits until its command has ended. */
  async function run(id: string, line: string) {
    const seq = commands().at(-1)?.seq ?? 0;
    lab.terminals.input(id, `${line}\r`);
    return until(
      () => commands().find((command) => command.seq > seq && command.exitCode !== undefined),
      () => JSON.stringify(commands()),
    );
  }

  it('are seen with their exit codes', async () => {
    const { id } = await shell();
    expect(await run(id, 'true')).toMatchObject({ terminal: 't1', line: 'true', exitCode: 0 });
    expect(await run(id, '(exit 42)')).toMatchObject({ line: '(exit 42)', exitCode: 42 });
    expect(await run(id, 'echo "a  b;\\n" ä; false')).toMatchObject({ line: 'echo "a  b;\\n" ä; false', exitCode: 1 });
    expect(await run(id, 'true')).toMatchObject({ line: 'true', exitCode: 0 });
    expect(commands()).toHaveLength(4);
  });

  it('run without an exit code until they end', async () => {
    const { id, client } = await shell();
    const line = `sh -c 'echo at""work; exec sleep 1000'`;
    lab.terminals.input(id, `${line}\r`);
    const running = await until(() => commands().at(-1));
    expect(running).toMatchObject({ line });
    expect(running.exitCode).toBeUndefined();
    // Before it has begun, Ctrl+C would go to the shell, and there would be nothing to end.
    await client.see(/atwork/);
    lab.terminals.input(id, '\x03');
    await until(() => commands().at(-1)?.exitCode === 130);
  });

  it('with a here-document are one command', async () => {
    const { id, client } = await shell();
    const text = 'cat > pod.yaml <<EOF\nkind: Pod\n  name: $x\nEOF';
    expect(await run(id, text.replaceAll('\n', '\r'))).toMatchObject({ line: text, exitCode: 0 });
    expect(await run(id, 'for i in 1 2\rdo echo "loop $i"\rdone')).toMatchObject({
      line: 'for i in 1 2\ndo echo "loop $i"\ndone',
    });
    await client.see(/loop 2/);
    expect(commands()).toHaveLength(2);
  });

  it('pasted as several lines are several commands', async () => {
    const { id } = await shell();
    lab.terminals.input(id, '\x1b[200~echo one\recho two\r\x1b[201~\r');
    await until(() => commands().at(-1)?.exitCode === 0);
    expect(
      commands()
        .map((command) => command.line)
        .join('\n'),
    ).toBe('echo one\necho two');
  });

  it('are not an empty line, nor one that the learner keeps out of the history', async () => {
    const { id } = await shell();
    lab.terminals.input(id, '\r\r');
    await run(id, 'HISTCONTROL=ignorespace');
    lab.terminals.input(id, ' echo secret\r');
    await run(id, 'echo open');
    expect(commands().map((command) => command.line)).toEqual(['HISTCONTROL=ignorespace', 'echo open']);
  });

  it('can not be faked by output, and leave no trace under set -x', async () => {
    const { id, client } = await shell();
    await run(id, "printf '\\e]633;E;%s;evil\\a' x '' 0123456789abcdef");
    await run(id, 'set -x');
    await run(id, 'echo traced');
    expect(commands().map((command) => command.line)).not.toContain('evil');
    await client.see(/\+ echo traced\r\ntraced\r\n[^\n]*\$ $/);
    expect(client.plain).not.toContain('kulissen');
    await run(id, 'env | grep -ci kulissen_nonce');
    expect(commands().at(-1)?.exitCode).toBe(1);
  });

  it('keep $? for the learner', async () => {
    const { id, client } = await shell();
    await run(id, '(exit 7)');
    await run(id, 'echo code=$?');
    await client.see(/\n\r?code=7/);
  });

  it('that replace or end the shell end with it', async () => {
    const { id } = await shell();
    expect(await run(id, 'exec sh -c "exit 5"')).toMatchObject({ line: 'exec sh -c "exit 5"', exitCode: 5 });
  });

  it('are kept to the newest fifty', async () => {
    const { id } = await shell();
    for (let count = 1; count <= 60; count += 1) lab.terminals.input(id, `: ${count}\r`);
    await until(() => commands().some((command) => command.line === ': 60'));
    expect(commands().map((command) => command.seq)).toEqual(Array.from({ length: 50 }, (_, at) => at + 11));
  });
});
