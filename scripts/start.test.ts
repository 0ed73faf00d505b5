// The console of `npm start`, as a person meets it: help, bad options, a busy port. What it builds and serves is tests/browser's.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { describe, expect, it } from 'vitest';

function start(args: string[], env: Record<string, string> = {}): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/start.mjs', ...args], {
      env: { NODE_ENV: 'test', PATH: process.env.PATH, ...env },
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += String(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      out += String(chunk);
    });
    child.on('close', (code) => resolve({ code, out }));
  });
}

describe('npm start', () => {
  it('documents every setting, in the language of the console', async () => {
    const german = await start(['--help'], { LANG: 'de_DE.UTF-8' });
    const english = await start(['--help'], { LANG: 'en_US.UTF-8' });
    for (const word of [
      '--host',
      'HOST',
      '--port',
      'PORT',
      '--data',
      '--runtime',
      'docker|memory',
      '--no-install',
      '--locale',
      '--version',
    ]) {
      expect(german.out).toContain(word);
      expect(english.out).toContain(word);
    }
    expect(german.out).toContain('Vorgabe');
    expect(english.out).toContain('default');
    expect(german.code).toBe(0);
  });

  it.each(['--version', '-V'])('says its version with %s, and nothing else', async (flag) => {
    const { code, out } = await start([flag]);
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(out).toBe(`Kulissen ${version}\n`);
    expect(code).toBe(0);
  });

  it.each([
    [['--colour', 'red'], /Unknown option --colour/],
    [['--port', '99999'], /not a port/],
    [['--port'], /--port/],
    [['--runtime', 'podman'], /allowed is docker, memory/],
    [['--locale', 'fr'], /de, en/],
    [['--node', 'Worker_1'], /--node Worker_1/],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const { code, out } = await start(args, {
      LANG: 'en_US.UTF-8',
      KULISSEN_LOCALE: args.includes('--locale') ? '' : 'en',
    });
    expect(code).toBe(1);
    expect(out).toMatch(args.includes('--locale') ? /de, en/ : sentence);
    expect(out).not.toContain('at file:');
  });

  it('names the flag when the port is taken, before it installs anything', async () => {
    const server = net.createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port));
    });
    const { code, out } = await start(['--port', String(port), '--locale', 'en']);
    server.close();
    expect(code).toBe(1);
    expect(out).toContain(`Port ${port} is taken`);
    expect(out).toContain('--port');
    expect(out).not.toContain('npm ci');
  });
});
