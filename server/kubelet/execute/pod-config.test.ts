import { describe, expect, it } from 'vitest';
import { container, pod, sandbox } from '../plan/fixtures';
import { containerConfig, sandboxConfig } from './pod-config';
import { containerResources, milliCpuToQuota, milliCpuToShares } from './resources';

const image = { id: 'sha256:1', repoTags: [], repoDigests: [], user: '' };
const configOf = (
  more: Parameters<typeof container>[1],
  { user = '', environment = new Map<string, string>() } = {},
  spec: Parameters<typeof pod>[0] = {},
) => {
  const one = container('c', more);
  const parts = { container: one, attempt: 2, sandbox: sandbox(), image: { ...image, user }, binds: [], environment };
  return containerConfig(pod({ containers: [one], ...spec }), parts);
};

describe('resources', () => {
  it.each([
    [0, 2],
    [1, 2],
    [2, 2],
    [100, 102],
    [250, 256],
    [1000, 1024],
  ])('%d thousandths of a CPU are %d shares', (milli, shares) => expect(milliCpuToShares(milli)).toBe(shares));

  it.each([
    [0, 0],
    [1, 1000],
    [10, 1000],
    [200, 20_000],
    [1500, 150_000],
  ])('a limit of %d thousandths is a quota of %d µs', (milli, quota) => expect(milliCpuToQuota(milli)).toBe(quota));

  it('takes shares from the limit where there is no request', () => {
    expect(containerResources({ limits: { cpu: '500m', memory: '64Mi' } })).toEqual({
      cpuShares: 512,
      cpuQuota: 50_000,
      memoryBytes: 64 * 1024 * 1024,
    });
  });
});

describe('containerConfig', () => {
  it('names the image by its id, and root where the image names nobody', () => {
    expect(configOf({})).toMatchObject({
      image: 'sha256:1',
      user: '0',
      attempt: 2,
      sandboxId: 'sandbox',
      oomScoreAdj: -997,
    });
    expect(configOf({}, { user: '1000:1000' }).user).toBe('1000');
    expect(configOf({ securityContext: { runAsUser: 7, runAsGroup: 8 } }, { user: '1000' }).user).toBe('7:8');
  });

  it('expands command and arguments, and leaves the image its own where there are none', () => {
    const config = configOf({ command: ['echo', '$(A)'] }, { environment: new Map([['A', 'x']]) });
    expect([config.command, config.args, config.env]).toEqual([['echo', 'x'], undefined, ['A=x']]);
  });

  it('refuses root where root is forbidden', () => {
    expect(() => configOf({ securityContext: { runAsNonRoot: true } })).toThrow('image will run as root');
    expect(() => configOf({ securityContext: { runAsNonRoot: true } }, { user: 'web' })).toThrow(
      'non-numeric user (web)',
    );
  });
});

describe('sandboxConfig', () => {
  it('publishes host ports only', () => {
    const ports = [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081 }];
    const { portMappings } = sandboxConfig(pod({ containers: [container('c', { ports })] }), 0, 'pause');
    expect(portMappings).toEqual([{ containerPort: 81, hostPort: 8081, protocol: 'TCP', hostIP: '' }]);
  });
});
