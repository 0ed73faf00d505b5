import { describe, expect, it } from 'vitest';
import { BadSetting, readSettings } from './settings';
import { isSecret } from './workshop/room/trainer-secret';

describe('settings', () => {
  it('are closed by default', () => {
    expect(readSettings([], {})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      hosts: [],
      runtime: 'auto',
      nodeName: 'worker1',
      historyBytes: 32 * 1024 * 1024,
      locale: 'de',
      dev: false,
    });
  });
  it('come from the environment, and flags win', () => {
    const env = {
      PORT: '4000',
      HOST: '::1',
      DATA_DIR: '/data',
      KULISSEN_LOCALE: 'en',
      KULISSEN_HOSTS: 'lab,other',
      HISTORY_MB: '4',
      LANG: 'de_DE.UTF-8',
    };
    expect(readSettings(['--port', '5000', '--dev'], env)).toMatchObject({
      host: '::1',
      port: 5000,
      dataDir: '/data',
      locale: 'en',
      hosts: ['lab', 'other'],
      historyBytes: 4 * 1024 * 1024,
      dev: true,
    });
  });
  it('follow the language of the system', () => {
    expect(readSettings([], { LANG: 'en_GB.UTF-8' }).locale).toBe('en');
    expect(readSettings([], { LANG: 'C.UTF-8' }).locale).toBe('de');
  });
  it.each([
    ['--port', '70000'],
    ['--port', 'x'],
    ['--history', '0'],
    ['--history', '1e3'],
    ['--runtime', 'podman'],
    ['--node', 'Worker_1'],
    ['--locale', 'fr'],
    ['--nonsense', '1'],
  ])('refuse %s %s and name it', (flag, value) => {
    const read = () => readSettings([flag, value], {});
    expect(read).toThrow(BadSetting);
    expect(read).toThrow(flag);
  });
});

describe('brokers', () => {
  const workshop = ['--workshop'];
  const env = { KULISSEN_BROKER: '/run/a.sock,/run/b.sock', KULISSEN_TRAINER_SECRET: 'correct horse battery' };
  it('are none, one, or in a workshop several', () => {
    expect(readSettings([], {}).brokers).toEqual([]);
    expect(readSettings([], { KULISSEN_BROKER: '/run/a.sock' }).brokers).toEqual(['/run/a.sock']);
    expect(readSettings(workshop, env).brokers).toEqual(['/run/a.sock', '/run/b.sock']);
    const twice = [...workshop, '--broker', '/run/c.sock', '--broker', '/run/d.sock, /run/c.sock'];
    expect(readSettings(twice, env).brokers).toEqual(['/run/c.sock', '/run/d.sock']);
  });
  it.each([
    [['--broker', '/a', '--broker', '/b'], {}],
    [workshop, { ...env, KULISSEN_BROKER: `/run/a.sock,/${'x'.repeat(107)}` }],
  ])('%j with %j is refused', (argv, given) => {
    expect(() => readSettings(argv, given)).toThrow('--broker');
  });
});

describe('a workshop', () => {
  const env = { KULISSEN_BROKER: '/run/broker.sock', KULISSEN_TRAINER_SECRET: 'correct horse battery' };
  it('is asked for by name, and keeps the secret’s hash only', async () => {
    expect(readSettings([], env).workshop).toBeUndefined();
    const settings = readSettings(['--workshop', '--seats', '20', '--code', 'kube-2026', '--idle', '30'], env);
    expect(settings.workshop).toMatchObject({ seats: 20, code: 'KUBE2026', idleMs: 30 * 60_000 });
    expect(JSON.stringify(settings)).not.toContain('correct horse');
    expect(await isSecret('correct horse battery', settings.workshop?.secretHash ?? '')).toBe(true);
  });
  it('has sixty seats and a code of its own unless told otherwise', () => {
    expect(readSettings(['--workshop'], env).workshop).toMatchObject({ seats: 60, code: '', idleMs: 7_200_000 });
  });
  it.each<[string[], Record<string, string>, string]>([
    [['--workshop'], { KULISSEN_TRAINER_SECRET: env.KULISSEN_TRAINER_SECRET }, '--broker'],
    [['--workshop'], { KULISSEN_BROKER: env.KULISSEN_BROKER }, 'KULISSEN_TRAINER_SECRET'],
    [['--workshop'], { ...env, KULISSEN_TRAINER_SECRET: 'short' }, 'KULISSEN_TRAINER_SECRET'],
    [['--workshop', '--seats', '0'], env, '--seats'],
    [['--workshop', '--code', 'ABC'], env, '--code'],
    [['--workshop', '--idle', 'never'], env, '--idle'],
  ])('%j is refused and says what is missing', (argv, given, named) => {
    const read = () => readSettings(argv, given);
    expect(read).toThrow(BadSetting);
    expect(read).toThrow(named);
    expect(read).not.toThrow(/correct|short/);
  });
});
