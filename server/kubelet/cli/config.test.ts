import { describe, expect, it } from 'vitest';
import { configFromFlags } from './config';
import { parseFlags } from './flags';

const flagsOf = (...argv: string[]) => {
  const result = parseFlags(argv, '/');
  if (!('ok' in result) || !result.ok) throw new Error('refused');
  return result.config;
};

describe('configFromFlags', () => {
  it('takes the flag that was typed, then what the host sets, then the default', () => {
    const flags = flagsOf('--read-only-port=0', '--hostname-override=Worker1 ', '--cert-dir=/certs');
    const config = configFromFlags(flags, { nodeName: 'host', rootDir: '/lab', certDir: '/lab/pki', lab: 'l7' });
    expect(config).toMatchObject({
      settings: { readOnlyPort: 0, healthzPort: 10248 },
      nodeName: 'worker1',
      rootDir: '/lab',
      certDir: '/certs',
      logDir: '/var/log',
      ownership: { lab: 'l7', node: 'worker1' },
    });
  });

  it('owns as the command line says', () => {
    expect(configFromFlags(flagsOf('--kulissen-lab=mine'), { nodeName: 'Host', lab: 'l7' }).ownership).toEqual({
      lab: 'mine',
      node: 'host',
    });
  });
});
