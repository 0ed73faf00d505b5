import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLineReader } from './messages';
import { writeKubeletScript } from './script';

let home: string;
beforeEach(() => {
  home = join(mkdtempSync(join(tmpdir(), 'kulissen-l-script-')), "it's a home");
  mkdirSync(home);
});
afterEach(() => rmSync(join(home, '..'), { recursive: true, force: true }));

describe('the script', () => {
  const write = (client: string) =>
    writeKubeletScript({ home, clientCommand: [process.execPath, client], socketPath: join(home, 's'), locale: 'de' });

  it('runs the client with its arguments as they were typed', async () => {
    const client = join(home, 'client.mjs');
    writeFileSync(client, 'console.log(JSON.stringify([process.argv.slice(2), process.env.KULISSEN_LOCALE]))');
    expect(await write(client)).toBe(true);
    expect(await write(client)).toBe(true);
    expect(statSync(join(home, 'kubelet')).mode & 0o777).toBe(0o755);
    const { stdout } = spawnSync(join(home, 'kubelet'), ['--a=b c', '$HOME'], { cwd: home, encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual([[join(home, 's'), '--a=b c', '$HOME'], 'de']);
    expect(readdirSync(home).sort()).toEqual(['client.mjs', 'kubelet']);
  });

  it('says so when the project has moved away', async () => {
    await write(join(home, 'nowhere.mjs'));
    const { status, stderr } = spawnSync(join(home, 'kubelet'), { cwd: home, encoding: 'utf8' });
    expect([status, stderr]).toEqual([
      1,
      'kubelet: Kulissen ist nicht mehr da, wo es war; starten Sie es neu mit „npm start“.\n',
    ]);
  });

  it('leaves a program of the learner alone', async () => {
    writeFileSync(join(home, 'kubelet'), '\x7fELF');
    expect(await write('/x')).toBe(false);
    expect(readFileSync(join(home, 'kubelet'), 'utf8')).toBe('\x7fELF');
  });
});

describe('lines', () => {
  it('come out whole, however they arrive', () => {
    const lines: string[] = [];
    const read = createLineReader(
      (line) => lines.push(line),
      () => lines.push('!'),
      8,
    );
    for (const byte of Buffer.from('ä\n\n12345678\n')) read(Buffer.from([byte]));
    expect(lines).toEqual(['ä', '', '12345678']);
    read(Buffer.from('a\nb\nc'));
    expect(lines.slice(3)).toEqual(['a', 'b']);
  });
  it('end the conversation when they are too long', () => {
    const lines: string[] = [];
    const read = createLineReader(
      (line) => lines.push(line),
      () => lines.push('!'),
      8,
    );
    read(Buffer.from('12345'));
    read(Buffer.from('6789\nok\n'));
    read(Buffer.from('ok\n'));
    expect(lines).toEqual(['!']);
  });
});
