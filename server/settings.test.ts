import { describe, expect, it } from 'vitest';
import { BadSetting, readSettings } from './settings';

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
