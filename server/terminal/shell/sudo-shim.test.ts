import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareShims } from './shell';
import { SUDO_SHIM } from './sudo-shim';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kulissen-sudo-'));
  writeFileSync(join(dir, 'sudo'), SUDO_SHIM);
  chmodSync(join(dir, 'sudo'), 0o755);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const sudo = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(join(dir, 'sudo'), args, { encoding: 'utf8' });
  return { status, stdout, stderr };
};

describe.runIf(process.getuid?.() === 0)('the sudo shim, for root', () => {
  it.each([
    [['echo', 'a b', '$HOME', '-n']],
    [['-n', 'echo', 'a b', '$HOME', '-n']],
    [['-nE', '--', 'echo', 'a b', '$HOME', '-n']],
    [['-u', 'root', '-H', 'echo', 'a b', '$HOME', '-n']],
    [['--user=root', '--preserve-env=PATH', 'echo', 'a b', '$HOME', '-n']],
    [['-uroot', 'X=1', 'echo', 'a b', '$HOME', '-n']],
  ])('runs %j', (args) => {
    expect(sudo(...args)).toEqual({ status: 0, stdout: 'a b $HOME -n\n', stderr: '' });
  });
  it('sets variables, and passes the exit code on', () => {
    expect(sudo('GREETING=a b', 'N_2=$(id)', 'sh', '-c', 'echo "$GREETING $N_2"; exit 7')).toEqual({
      status: 7,
      stdout: 'a b $(id)\n',
      stderr: '',
    });
  });
  it('opens a shell', () => {
    expect(sudo('-s', 'echo', 'a  b').stdout).toBe('a  b\n');
  });
  it('refuses what it can not do', () => {
    expect(sudo('-u', 'nobody', 'id')).toMatchObject({ status: 1, stderr: expect.stringContaining('not as nobody') });
    expect(sudo('--chroot=/x', 'id')).toMatchObject({ status: 1, stderr: expect.stringContaining('--chroot=/x') });
    expect(sudo('no-such-command')).toMatchObject({ status: 1, stderr: 'sudo: no-such-command: command not found\n' });
    expect(sudo()).toMatchObject({ status: 1, stderr: expect.stringContaining('usage') });
  });
  it('says so to everybody else', () => {
    chmodSync(dir, 0o755);
    const run = () => execFileSync(join(dir, 'sudo'), ['id'], { uid: 65534, gid: 65534, stdio: 'pipe' });
    expect(run).toThrowError(/not installed here, and you are not root/);
  });
});

describe('the folder of shims', () => {
  it('has a sudo only where the machine has none', () => {
    const shims = join(dir, 'shims');
    prepareShims(shims, () => null);
    expect(existsSync(join(shims, 'sudo'))).toBe(true);
    prepareShims(shims, () => '/usr/bin/sudo');
    expect(existsSync(join(shims, 'sudo'))).toBe(false);
  });
});
