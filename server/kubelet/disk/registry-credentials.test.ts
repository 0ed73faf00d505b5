import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { matching, registryCredentials } from './registry-credentials';

const auth = (text: string) => ({ auth: Buffer.from(text).toString('base64') });
const ADA = { username: 'ada', password: 'a:b' };
const BOB = { username: 'bob', password: 'x' };

describe('matching', () => {
  it.each([
    ['reg.example:5000/app:1', { 'reg.example:5000': auth('ada:a:b') }, [ADA]],
    ['reg.example/team/app', { 'https://reg.example/team': auth('ada:a:b'), 'reg.example': BOB }, [ADA, BOB]],
    ['reg.example.org/app', { 'reg.example': auth('ada:a:b') }, []],
    ['nginx', { 'https://index.docker.io/v1/': auth('ada:a:b') }, [ADA]],
    ['localhost/app', { 'https://index.docker.io/v1/': auth('ada:a:b') }, []],
    ['reg.example/app', { 'reg.example': { auth: 'bm9jb2xvbg==' } }, []],
  ])('%s', (image, entries, expected) => {
    expect(matching(entries, image)).toEqual(expected);
  });
});

describe('registryCredentials', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'credentials-'));
    mkdirSync(join(dir, 'home', '.docker'), { recursive: true });
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const look = () => registryCredentials('reg.example/app', { rootDir: dir, home: join(dir, 'home') });

  it('prefers the kubelet’s own folder, and reads what docker login has written', async () => {
    expect(await look()).toEqual([]);
    const home = join(dir, 'home', '.docker', 'config.json');
    writeFileSync(home, JSON.stringify({ auths: { 'reg.example': auth('bob:x') } }));
    expect(await look()).toEqual([BOB]);
    writeFileSync(join(dir, 'config.json'), JSON.stringify({ auths: { 'reg.example': auth('ada:a:b') } }));
    expect(await look()).toEqual([ADA]);
  });

  it('goes on when a file is broken', async () => {
    writeFileSync(join(dir, 'config.json'), '{');
    writeFileSync(join(dir, '.dockercfg'), JSON.stringify({ 'reg.example': auth('ada:a:b') }));
    expect(await look()).toEqual([ADA]);
  });
});
