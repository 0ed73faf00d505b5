// The units of a workshop name programs, options, settings and folders: each is one that the code knows, and both name the same socket.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const read = (file: string): string => readFileSync(file, 'utf8');
const UNITS = readdirSync('deploy').filter((file) => file.endsWith('.service'));
const BROKER = 'kulissen-workshop-broker.service';
const WEB = 'kulissen-workshop.service';

/** Every `Name=value` of a unit, in its order; comments are none. */
const settingsOf = (unit: string): [name: string, value: string][] =>
  [...read(join('deploy', unit)).matchAll(/^([A-Za-z]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]);
const valuesOf = (unit: string, name: string): string[] =>
  settingsOf(unit).flatMap(([each, value]) => (each === name ? [value] : []));
const settingOf = (unit: string, name: string): string => valuesOf(unit, name).join(' ');
/** What is set in the unit, by name. */
const environmentOf = (unit: string): Map<string, string> =>
  new Map(
    valuesOf(unit, 'Environment')
      .flatMap((line) => line.split(' '))
      .map((pair) => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)]),
  );

const code = ['server/settings.ts', 'server/broker-main.ts'].map(read).join('\n');
/** Read by Node, Next and the kernel rather than by us. */
const NOT_OURS = ['NODE_ENV', 'NEXT_TELEMETRY_DISABLED', 'PATH'];

describe.each(UNITS)('%s', (unit) => {
  const [program = '', ...words] = settingOf(unit, 'ExecStart')
    .split(' ')
    .filter((word) => !word.endsWith('/node'))
    .filter((word) => word !== '--enable-source-maps');

  it('starts a program that is built, in the folder where install.sh places it', () => {
    const [, name = ''] = program.match(/^dist\/([\w-]+)\.mjs$/) ?? [];
    expect(read('scripts/build-server.mjs')).toMatch(new RegExp(`^ +'?${name}'?: 'server/`, 'm'));
    expect(read('scripts/install/kulissen.service')).toContain(
      `WorkingDirectory=${settingOf(unit, 'WorkingDirectory')}`,
    );
    expect(settingOf(unit, 'ExecStart')).toMatch(new RegExp(`^${settingOf(unit, 'WorkingDirectory')}/node/bin/node `));
  });

  it('gives options that the program has', () => {
    const options = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2));
    expect(options).toContain('workshop');
    for (const option of options) expect(code, option).toMatch(new RegExp(`'(?:--)?${option}'|\\b${option}: \\{ type`));
  });

  it('sets what the program reads', () => {
    const names = [...environmentOf(unit).keys()].filter((name) => !NOT_OURS.includes(name));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(code, name).toMatch(new RegExp(`'${name}'|env\\.${name}\\b`));
  });

  it('names settings in its comments that the program reads', () => {
    const named = [...read(join('deploy', unit)).matchAll(/\bKULISSEN_[A-Z_]+/g)].map(([name]) => name);
    for (const name of named) expect(code, name).toMatch(new RegExp(`'${name}'|env\\.${name}\\b`));
  });

  const analyze = spawnSync('systemd-analyze', ['--version']).status === 0;
  it.skipIf(!analyze)('is a unit that systemd takes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kulissen-units-'));
    try {
      // The two wait for each other; Node is where this machine has it.
      for (const each of UNITS)
        writeFileSync(
          join(folder, each),
          read(join('deploy', each)).replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`),
        );
      const { stderr } = spawnSync('systemd-analyze', ['verify', join(folder, unit)], { encoding: 'utf8' });
      // Of other units on this machine it may say whatever it likes.
      expect(stderr.split('\n').filter((line) => line.includes('kulissen'))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the two units of a workshop', () => {
  it('meet at one socket, in the folder of the broker, by one group', () => {
    const { socket } = settingOf(BROKER, 'ExecStart').match(/--broker (?<socket>\S+)/)?.groups ?? {};
    expect(environmentOf(WEB).get('KULISSEN_BROKER')).toBe(socket);
    expect(socket).toMatch(new RegExp(`^/run/${settingOf(BROKER, 'RuntimeDirectory')}/`));
    expect(settingOf(BROKER, 'Group')).toBe(settingOf(WEB, 'Group'));
    // server/broker refuses a folder that is open to others.
    expect(settingOf(BROKER, 'RuntimeDirectoryMode')).toBe('0750');
  });

  it('keep their data where backup and removal look for it', () => {
    const { data } = settingOf(BROKER, 'ExecStart').match(/--data (?<data>\S+)/)?.groups ?? {};
    expect(data).toBe(`/var/lib/${settingOf(BROKER, 'StateDirectory')}`);
    expect(environmentOf(WEB).get('DATA_DIR')).toBe(`/var/lib/${settingOf(WEB, 'StateDirectory')}`);
    expect([data, environmentOf(WEB).get('DATA_DIR')]).toEqual([
      '/var/lib/kulissen-workshop/broker',
      '/var/lib/kulissen-workshop/web',
    ]);
  });

  it('let dockerd see the mounts of the broker', () => {
    // systemd.exec(5): each of these gives the process a mount namespace of its own.
    const hides =
      /^(?:Private(?:Tmp|Devices|Mounts|Users|Network|IPC)|Protect\w+|ReadOnlyPaths|ReadWritePaths|InaccessiblePaths|ExecPaths|NoExecPaths|TemporaryFileSystem|Bind(?:ReadOnly)?Paths|RootDirectory|RootImage|MountImages|ExtensionImages|MountAPIVFS|DynamicUser|LoadCredential|SetCredential|LogNamespace)$/;
    expect(settingsOf(BROKER).filter(([name]) => hides.test(name))).toEqual([]);
  });

  it('give the web process no right and no way to the engine', () => {
    expect(settingOf(WEB, 'User')).not.toBe('root');
    expect(settingOf(WEB, 'CapabilityBoundingSet')).toBe('');
    expect(settingsOf(WEB)).toEqual(
      expect.arrayContaining([
        ['NoNewPrivileges', 'yes'],
        ['ProtectSystem', 'strict'],
        ['CapabilityBoundingSet', ''],
        ['SystemCallFilter', '@system-service'],
      ]),
    );
    expect(valuesOf(WEB, 'SupplementaryGroups')).toEqual([]);
    expect(environmentOf(WEB).has('DOCKER_SOCKET')).toBe(false);
  });

  it('hold no secret', () => {
    for (const unit of UNITS) expect([...environmentOf(unit).keys()]).not.toContain('KULISSEN_TRAINER_SECRET');
    expect(settingOf(WEB, 'EnvironmentFile')).toBe('/etc/kulissen-workshop/web');
  });
});
