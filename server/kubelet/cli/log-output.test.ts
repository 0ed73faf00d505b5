import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultFlags, type KubeletFlagValues } from '../configuration/kubelet-flags';
import { openLogOutput } from './log-output';

let dir: string;
let stderr: string[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kulissen-log-'));
  stderr = [];
});
afterEach(() => rmSync(dir, { recursive: true }));

function write(flags: Partial<KubeletFlagValues>, ...lines: string[]): void {
  const output = openLogOutput({ ...defaultFlags(), ...flags }, (line) => stderr.push(line), 7);
  for (const line of lines) output(line);
}
const LINES = ['I1127 one', 'W1127 two', 'E1127 three'];
const read = (name: string) =>
  readFileSync(join(dir, name), 'utf8')
    .split('\n')
    .filter((line) => /^[IWEF]\d/.test(line));

describe('openLogOutput', () => {
  it('writes to standard error unless told otherwise', () => {
    write({ 'log-file': join(dir, 'x') }, ...LINES);
    expect([stderr, readdirSync(dir)]).toEqual([LINES, []]);
  });

  it('writes to one file, and errors to standard error all the same', () => {
    write({ logtostderr: false, 'log-file': join(dir, 'k.log') }, ...LINES);
    expect(read('k.log')).toEqual(LINES);
    expect(stderr).toEqual(['E1127 three']);
    expect(readFileSync(join(dir, 'k.log'), 'utf8')).toMatch(/^Log file created at: \d{4}\/\d\d\/\d\d /);
  });

  it('writes to both', () => {
    write({ logtostderr: false, alsologtostderr: true, 'log-file': join(dir, 'k.log') }, ...LINES);
    expect([stderr, read('k.log')]).toEqual([LINES, LINES]);
  });

  it('writes a file for each severity, with worse lines in the milder ones too', () => {
    write({ logtostderr: false, stderrthreshold: 'FATAL', 'log-dir': dir }, ...LINES);
    expect([read('kubelet.INFO'), read('kubelet.WARNING'), read('kubelet.ERROR')]).toEqual([
      LINES,
      LINES.slice(1),
      LINES.slice(2),
    ]);
    expect(stderr).toEqual([]);
  });

  it('begins a file anew when it is too large', () => {
    const long = `I1127 ${'x'.repeat(700 * 1024)}`;
    write({ logtostderr: false, 'log-file': join(dir, 'k.log'), 'log-file-max-size': 1 }, long, `${long}2`);
    expect(read('k.log')).toEqual([`${long}2`]);
  });
});
