// What a release rests on: a lock file that installs the same bytes anywhere, licences somebody has decided on, a true bill of materials.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALLOWED, licenceOf, READ_BY_HAND, refusals } from './licences';
import { type Locked, projectLock, readLock, unreproducible } from './lock';
import { type Bom, bomProblems } from './sbom';

const entry = (change: Partial<Locked>): Locked => ({
  name: 'thing',
  path: 'node_modules/thing',
  version: '1.0.0',
  license: 'MIT',
  integrity: `sha512-${'A'.repeat(86)}==`,
  ...change,
});

describe('package-lock.json', () => {
  it('has a checksum for everything and names no host', () => expect(unreproducible(projectLock())).toEqual([]));

  it('is read with nested packages and aliases', () => {
    const packages = {
      '': {},
      'node_modules/@a/b/node_modules/c': { version: '1' },
      'node_modules/d': { name: 'e', version: '2' },
    };
    expect(readLock(JSON.stringify({ packages })).map(({ name }) => name)).toEqual(['c', 'e']);
  });

  it.each([
    [{ integrity: '' }, 'no SHA-512 checksum'],
    [{ integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }, 'no SHA-512 checksum'],
    [{ resolved: 'https://example.org/thing.tgz' }, 'bound to https://example.org/thing.tgz'],
  ])('with %j would be refused', (change, sentence) =>
    expect(unreproducible([entry(change)])).toEqual([`node_modules/thing: ${sentence}`]),
  );

  it('is that of package.json', () => {
    const read = (file: string) =>
      JSON.parse(readFileSync(file, 'utf8')) as { version: string; packages?: Record<string, unknown> };
    const { version, ...manifest } = read('package.json');
    expect(read('package-lock.json')).toMatchObject({ version });
    expect(read('package-lock.json').packages?.['']).toMatchObject(
      Object.fromEntries(Object.entries(manifest).filter(([key]) => /ependencies$/.test(key))),
    );
  });
});

describe('CHANGELOG.md', () => {
  const text = readFileSync('CHANGELOG.md', 'utf8');
  const headings = [...text.matchAll(/^## \[(.+?)\](?: - (\d{4}-\d{2}-\d{2}))?$/gm)].map(([, version, date]) => ({
    version,
    date,
  }));

  it('has the version of package.json as its newest release, each with its date, newest first', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const releases = headings.filter((heading) => heading.version !== 'Unreleased');
    expect(releases[0]?.version).toBe(version);
    const dates = releases.map(({ date }) => date ?? 'none');
    expect(dates).not.toContain('none');
    expect(dates).toEqual([...dates].sort().reverse());
    expect(headings.findIndex((heading) => heading.version === 'Unreleased')).toBeLessThanOrEqual(0);
  });

  it('groups changes as its form says', () => {
    const groups = [...text.matchAll(/^### (.+)$/gm)].map(([, group]) => group ?? '');
    expect(groups.length).toBeGreaterThan(0);
    for (const group of groups)
      expect(['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security']).toContain(group);
  });
});

describe('licences', () => {
  it('of all packages are allowed', () => expect(refusals(projectLock())).toEqual([]));

  it('are all in use, so that the list says what is so', () => {
    const used = new Set(projectLock().map(licenceOf));
    expect(Object.keys(ALLOWED).filter((licence) => !used.has(licence))).toEqual([]);
    const locked = new Set(
      projectLock()
        .filter(({ license }) => !license)
        .map(({ name, version }) => `${name}@${version}`),
    );
    expect(Object.keys(READ_BY_HAND)).toEqual([...locked].sort());
  });

  it('that were read by hand are what the installed LICENSE says', () => {
    for (const reference of Object.keys(READ_BY_HAND)) {
      const text = readFileSync(`node_modules/${reference.replace(/@[^@]+$/, '')}/LICENSE`, 'utf8');
      expect(text.replace(/\s+/g, ' '), reference).toContain(
        'Permission is hereby granted, free of charge, to any person',
      );
    }
  });

  it.each([
    [{ license: 'GPL-3.0-only' }, true],
    [{ license: 'GPL-3.0-only', dev: true }, true],
    [{ license: '(GPL-3.0-only OR MIT)' }, false],
    [{ license: '(GPL-3.0-only OR MPL-2.0)' }, true],
    [{ license: '(GPL-3.0-only OR MPL-2.0)', dev: true }, false],
    [{ license: 'MIT AND GPL-3.0-only' }, true],
    [{ license: 'MPL-2.0' }, true],
    [{ license: 'MPL-2.0', dev: true }, false],
    [{ license: 'CC-BY-4.0' }, true],
    [{ name: 'ssh2', version: '9.0.0', license: undefined }, true],
  ])('%j is refused: %s', (change, refused) => {
    const { license, ...rest } = entry(change as Partial<Locked>);
    expect(refusals([license ? { ...rest, license } : rest]).length > 0).toBe(refused);
  });
});

describe('npm run sbom', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kulissen-sbom-'));
  const write = (name: string): Bom => {
    execFileSync('node_modules/.bin/tsx', ['scripts/sbom.ts', join(folder, name)]);
    return JSON.parse(readFileSync(join(folder, name), 'utf8')) as Bom;
  };

  it('lists exactly what is shipped, twice the same', { timeout: 120_000 }, () => {
    const bom = write('a.json');
    expect(bomProblems(bom, projectLock())).toEqual([]);
    expect(bom.specVersion).toBe('1.5');
    expect(bom.metadata.component).toMatchObject({ name: 'kulissen', type: 'application' });
    const names = bom.components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['next', 'yaml', 'zod']));
    expect(names).not.toContain('vitest');
    expect(write('b.json')).toEqual(bom);

    const first = bom.components[0];
    const broken = (change: Partial<Bom>) => bomProblems({ ...bom, ...change }, projectLock());
    expect(broken({ components: bom.components.slice(1) })[0]).toMatch(/is missing$/);
    expect(broken({ components: [...bom.components, ...(first ? [first] : [])] })[0]).toMatch(/is listed twice$/);
    expect(broken({ dependencies: [{ ref: 'left-pad@1.0.0', dependsOn: [] }] })).toEqual([
      'left-pad@1.0.0 is needed and not listed',
    ]);
    const altered = bom.components.map((component) => ({ ...component, hashes: [{ alg: 'SHA-512', content: '00' }] }));
    expect(broken({ components: altered }).length).toBe(bom.components.length);
    rmSync(folder, { recursive: true });
  });
});
