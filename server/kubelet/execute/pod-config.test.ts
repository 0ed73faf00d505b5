import { describe, expect, it } from 'vitest';
import { container, POD_SETTINGS, pod, sandbox } from '../plan/fixtures';
import { containerConfig, sandboxConfig } from './pod-config';
import { containerResources, milliCpuToQuota, milliCpuToShares } from './resources';
import { seccompProfile } from './seccomp';

const image = { id: 'sha256:1', repoTags: [], repoDigests: [], user: '' };
const configOf = (
  more: Parameters<typeof container>[1],
  { user = '', environment = new Map<string, string>() } = {},
  spec: Parameters<typeof pod>[0] = {},
) => {
  const one = container('c', more);
  const parts = {
    container: one,
    attempt: 2,
    sandbox: sandbox(),
    image: { ...image, user },
    binds: [],
    environment,
    settings: POD_SETTINGS,
  };
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
      cpuPeriod: 100_000,
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

describe('containerConfig for security', () => {
  it('takes what container and pod ask for, the container first', () => {
    const securityContext = {
      privileged: true,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      procMount: 'Unmasked',
      capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] },
      runAsUser: 1002,
    };
    const spec = {
      securityContext: { runAsUser: 1001, runAsGroup: 2002, fsGroup: 3000, supplementalGroups: [4000] },
      shareProcessNamespace: true,
    };
    expect(configOf({ securityContext }, {}, spec)).toMatchObject({
      user: '1002:2002',
      privileged: true,
      readonlyRootfs: true,
      noNewPrivileges: true,
      procMount: 'Unmasked',
      capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] },
      supplementalGroups: [3000, 4000],
      pidNamespace: 'pod',
    });
    expect(configOf({}, {}, { hostPID: true }).pidNamespace).toBe('host');
  });

  it('says whose fault it is that root is refused', () => {
    const breaks = { securityContext: { runAsNonRoot: true, runAsUser: 0 } };
    expect(() => configOf(breaks)).toThrow(
      `container's runAsUser breaks non-root policy (pod: "web-node1_default(${pod().metadata.uid})", container: c)`,
    );
  });

  const ROOT = '/var/lib/kubelet/seccomp';
  const localhost = { seccompProfile: { type: 'Localhost', localhostProfile: 'p.json' } };
  it.each<[string, Record<string, unknown>, Record<string, unknown>, Record<string, string>, string]>([
    ['nothing is asked for: the engine decides', {}, {}, {}, ''],
    ['the container asks', { seccompProfile: { type: 'Unconfined' } }, localhost, {}, 'unconfined'],
    ['the pod asks', {}, localhost, {}, `localhost/${ROOT}/p.json`],
    ['RuntimeDefault', { seccompProfile: { type: 'RuntimeDefault' } }, localhost, {}, ''],
    [
      'annotation of the container',
      {},
      localhost,
      { 'container.seccomp.security.alpha.kubernetes.io/c': 'unconfined' },
      'unconfined',
    ],
    [
      'annotation of the pod',
      {},
      {},
      { 'seccomp.security.alpha.kubernetes.io/pod': 'localhost/a/b' },
      `localhost/${ROOT}/a/b`,
    ],
    ['docker/default', {}, {}, { 'seccomp.security.alpha.kubernetes.io/pod': 'docker/default' }, ''],
  ])('seccomp: %s', (_what, ofContainer, ofPod, annotations, profile) => {
    const one = container('c', { securityContext: ofContainer });
    const of = pod({ containers: [one], securityContext: ofPod });
    Object.assign(of.metadata.annotations, annotations);
    expect(seccompProfile(of, one, ROOT)).toBe(profile);
  });
});

describe('sandboxConfig', () => {
  const configFor = (spec: Parameters<typeof pod>[0], clusterDomain = '') =>
    sandboxConfig(pod({ containers: [container('c')], ...spec }), {
      attempt: 0,
      image: 'pause',
      dns: { nameservers: [], searches: [], options: [] },
      clusterDomain,
    });

  it('publishes host ports only', () => {
    const ports = [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081 }];
    expect(configFor({ containers: [container('c', { ports })] }).portMappings).toEqual([
      { containerPort: 81, hostPort: 8081, protocol: 'TCP', hostIP: '' },
    ]);
  });

  it('carries the security of the pod', () => {
    const securityContext = { runAsUser: 1, runAsGroup: 2, fsGroup: 3, sysctls: [{ name: 'a.b', value: '1' }] };
    expect(configFor({ securityContext, hostPID: true })).toMatchObject({
      user: '1:2',
      supplementalGroups: [3],
      sysctls: { 'a.b': '1' },
      hostPID: true,
      hostIPC: false,
    });
  });

  it('refuses a group without a user, as upstream does', () => {
    expect(() => configFor({ securityContext: { runAsGroup: 2 } })).toThrow(
      'failed to make sandbox docker config for pod "web-node1": runAsGroup is specified without a runAsUser',
    );
  });

  it.each([
    [{ hostname: 'h' }, '', 'h'],
    [{ hostname: 'h', subdomain: 't' }, '', 'h'],
    [{ hostname: 'h', subdomain: 't', setHostnameAsFQDN: true }, '', 'h.t.default.svc.'],
    [{ hostname: 'h', subdomain: 't', setHostnameAsFQDN: true }, 'cluster.local', 'h.t.default.svc.cluster.local'],
    [{ setHostnameAsFQDN: true }, 'cluster.local', 'web-node1'],
    [{ hostNetwork: true, hostname: 'h' }, '', ''],
  ])('%j with cluster domain "%s" is called "%s"', (spec, domain, hostname) => {
    expect(configFor(spec, domain).hostname).toBe(hostname);
  });

  it('refuses a whole name that the kernel can not hold', () => {
    const spec = { hostname: 'a'.repeat(60), subdomain: 't', setHostnameAsFQDN: true };
    expect(() => configFor(spec)).toThrow(/is too long \(64 characters is the max, 75 characters requested\)$/);
  });
});
