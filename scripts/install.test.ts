// What install.sh says, and its grammar. What it does is tested on machines of their own: npm run test:install.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const PARTS = readdirSync('scripts/install').filter((file) => file.endsWith('.sh'));
const SCRIPTS = ['scripts/install.sh', ...PARTS.map((file) => `scripts/install/${file}`)];
const texts = readFileSync('scripts/install/texts.sh', 'utf8');
const sentences = (language: 'DE' | 'EN') =>
  new Map(
    [...texts.matchAll(new RegExp(`^${language}\\[(\\w+)\\]='(.*)'$`, 'gm'))].map(([, key, text]) => [key, text]),
  );

describe('install.sh', () => {
  it.each(SCRIPTS)('%s is a script that bash can read', (script) => {
    expect(spawnSync('bash', ['-n', script], { encoding: 'utf8' }).stderr).toBe('');
  });

  it('has each sentence in both languages, with the same facts', () => {
    const [german, english] = [sentences('DE'), sentences('EN')];
    expect(german.size).toBeGreaterThan(30);
    expect([...german.keys()]).toEqual([...english.keys()]);
    for (const [key, text] of german)
      expect([key, text?.split('%s').length]).toEqual([key, english.get(key)?.split('%s').length]);
  });

  it('says only what it has a sentence for, and has no sentence that it never says', () => {
    const code = SCRIPTS.filter((script) => !script.endsWith('texts.sh'))
      .map((script) => readFileSync(script, 'utf8'))
      .join('\n');
    const said = new Set([...code.matchAll(/\b(?:say|warn|die|text) ([a-z_]+)/g)].map(([, key]) => key));
    expect([...said].sort()).toEqual([...sentences('EN').keys()].sort());
  });

  it.each([
    ['de_DE.UTF-8', 'Lernstand'],
    ['en_US.UTF-8', 'progress'],
    ['C', 'progress'],
  ])('explains itself in the language of LANG=%s', (LANG, word) => {
    const { status, stdout } = spawnSync('bash', ['scripts/install.sh', '--help'], {
      encoding: 'utf8',
      env: { NODE_ENV: 'test', PATH: process.env.PATH, LANG },
    });
    expect(status).toBe(0);
    expect(stdout).toContain('--uninstall');
    expect(stdout).toContain(word);
  });
});
