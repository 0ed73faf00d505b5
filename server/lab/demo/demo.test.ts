// The whole way of a command: script in the PATH, client, socket, programs.
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeDemoScripts, writeDemoScripts } from './scripts';
import { serveDemoPrograms } from './serve';

const CLIENT = new URL('../hosted/client.ts', import.meta.url).pathname;

describe('demo programs', () => {
  let dir: string;
  let close: () => Promise<void>;
  const seen: string[][] = [];
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'kulissen-demo-'));
    seen.length = 0;
    const socketPath = join(dir, 'demo.sock');
    close = await serveDemoPrograms({
      socketPath,
      warn: () => undefined,
      programs: async (program, argv, { out, err }) => {
        seen.push([program, ...argv]);
        out('answer\n');
        err('aside\n');
        return 3;
      },
    });
    const clientCommand = [process.execPath, '--import', import.meta.resolve('tsx'), CLIENT];
    await writeDemoScripts({ dir: join(dir, 'bin'), clientCommand, socketPath, locale: 'en' });
  });
  afterEach(async () => {
    await close();
    rmSync(dir, { recursive: true, force: true });
  });

  const shell = (line: string, path = process.env.PATH ?? '') =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const env = { PATH: `${join(dir, 'bin')}:${path}`, HOME: dir, LANG: 'C', NODE_ENV: 'test' as const };
      execFile('/bin/sh', ['-c', line], { env }, (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
      );
    });

  it('docker asks the lab, says what it is, and hands on the exit code', async () => {
    const { code, out, err } = await shell("sudo docker inspect --format '{{ .A }}' x");
    expect(seen).toEqual([['docker', 'inspect', '--format', '{{ .A }}', 'x']]);
    expect({ code, out }).toEqual({ code: 3, out: 'answer\n' });
    expect(err).toMatch(/imitated here by Kulissen[^\n]*\naside/);
  });

  it('curl asks the lab for pods only', async () => {
    const bin = join(dir, 'real');
    rmSync(bin, { force: true, recursive: true });
    const { mkdirSync } = await import('node:fs');
    mkdirSync(bin);
    writeFileSync(join(bin, 'curl'), '#!/bin/sh\necho "the real one: $*"\n');
    chmodSync(join(bin, 'curl'), 0o755);
    const path = `${bin}:/usr/bin:/bin`;
    expect((await shell('curl -s http://172.17.0.2:80/', path)).out).toBe('answer\n');
    expect((await shell('curl http://localhost:10255/pods', path)).out).toBe(
      'the real one: http://localhost:10255/pods\n',
    );
    expect(seen).toEqual([['curl', '-s', 'http://172.17.0.2:80/']]);
  });

  it('nothing stays in the way of a real Docker', async () => {
    await removeDemoScripts(join(dir, 'bin'));
    expect(existsSync(join(dir, 'bin/docker'))).toBe(false);
    expect(existsSync(join(dir, 'bin/curl'))).toBe(false);
  });
});
