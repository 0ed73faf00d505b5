import { describe, expect, it } from 'vitest';
import type { ContainerConfig } from '@/server/kubelet/runtime-service';
import { containerConfig, sandboxConfig } from '../contract/pods';
import { type CgroupDriver, cgroupParentOf, containerBody, sandboxBody } from './create-bodies';

const uid = '71eb745da9cff1f6dc68260a8554b597';
const pod = { podUid: uid, podName: 'nginx-worker1', podNamespace: 'default' };
const ownership = { lab: 'lab-1', node: 'worker1' };
const images = { pause: 'k8s.gcr.io/pause:3.2', app: 'sha256:901f', broken: '' };
const own = { 'dev.kulissen.lab': 'lab-1', 'dev.kulissen.node': 'worker1' };

describe('sandboxBody', () => {
  it('is what kubelet 1.20.2 sends, with our labels beside', () => {
    const config = sandboxConfig(pod, images);
    expect(sandboxBody(config, ownership, 'cgroupfs')).toEqual({
      Image: 'k8s.gcr.io/pause:3.2',
      Hostname: 'nginx-worker1',
      Labels: { ...config.labels, ...own },
      HostConfig: {
        NetworkMode: 'default',
        IpcMode: 'shareable',
        PortBindings: {},
        CgroupParent: `/kubepods/besteffort/pod${uid}`,
        CpuShares: 2,
        OomScoreAdj: -998,
        SecurityOpt: ['no-new-privileges'],
        ShmSize: 67_108_864,
      },
    });
  });

  it('has no hostname in the network of the host', () => {
    const body = sandboxBody(sandboxConfig(pod, images, { hostNetwork: true }), ownership, 'cgroupfs');
    expect(body.Hostname).toBe('');
    expect(body.HostConfig.NetworkMode).toBe('host');
  });

  it('takes namespaces of the host, user, groups, labels and sysctls of the pod', () => {
    const config = sandboxConfig(pod, images, {
      hostPID: true,
      hostIPC: true,
      user: '1001:2002',
      supplementalGroups: [3000, 4000],
      selinux: { type: 'spc_t', level: 's0:c1' },
      sysctls: { 'kernel.shm_rmid_forced': '1' },
    });
    const { User, HostConfig } = sandboxBody(config, ownership, 'cgroupfs');
    expect(User).toBe('1001:2002');
    expect(HostConfig).toMatchObject({
      PidMode: 'host',
      IpcMode: 'host',
      GroupAdd: ['3000', '4000'],
      SecurityOpt: ['label=type:spc_t', 'label=level:s0:c1', 'no-new-privileges'],
      Sysctls: { 'kernel.shm_rmid_forced': '1' },
    });
  });

  it('publishes host ports and exposes them', () => {
    const portMappings = [
      { containerPort: 80, hostPort: 18081, protocol: 'TCP', hostIP: '' },
      { containerPort: 53, hostPort: 18082, protocol: 'UDP', hostIP: '127.0.0.1' },
      { containerPort: 80, hostPort: 18083, protocol: 'TCP', hostIP: '127.0.0.1' },
    ] as const;
    const body = sandboxBody(sandboxConfig(pod, images, { portMappings: [...portMappings] }), ownership, 'cgroupfs');
    expect(body.ExposedPorts).toEqual({ '80/tcp': {}, '53/udp': {} });
    expect(body.HostConfig.PortBindings).toEqual({
      '80/tcp': [
        { HostIp: '', HostPort: '18081' },
        { HostIp: '127.0.0.1', HostPort: '18083' },
      ],
      '53/udp': [{ HostIp: '127.0.0.1', HostPort: '18082' }],
    });
  });
});

describe('containerBody', () => {
  const bodyOf = (config: ContainerConfig, driver: CgroupDriver = 'cgroupfs', seccomp = '') =>
    containerBody(config, { ownership, driver }, seccomp);
  const sandbox = `container:${'8'.repeat(64)}`;

  it('is what kubelet 1.20.2 sends, without seccomp=unconfined', () => {
    const config = containerConfig(pod, images, '8'.repeat(64), ['sh'], {
      args: ['-c', 'id'],
      binds: ['/a:/etc/hosts'],
      resources: { cpuShares: 256, cpuQuota: 50_000, cpuPeriod: 100_000, memoryBytes: 67_108_864 },
      pidsLimit: 64,
      capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] },
      readonlyRootfs: true,
    });
    expect(bodyOf(config)).toEqual({
      Image: 'sha256:901f',
      Labels: { ...config.labels, ...own },
      Entrypoint: ['sh'],
      Cmd: ['-c', 'id'],
      Env: ['FIRST=1', 'SECOND=2'],
      User: '0',
      Tty: false,
      OpenStdin: false,
      StdinOnce: false,
      Healthcheck: { Test: ['NONE'] },
      HostConfig: {
        Binds: ['/a:/etc/hosts'],
        NetworkMode: sandbox,
        IpcMode: sandbox,
        RestartPolicy: { Name: 'no' },
        ReadonlyRootfs: true,
        CapAdd: ['NET_ADMIN'],
        CapDrop: ['ALL'],
        CgroupParent: `/kubepods/besteffort/pod${uid}`,
        CpuShares: 256,
        CpuPeriod: 100_000,
        CpuQuota: 50_000,
        Memory: 67_108_864,
        MemorySwap: 67_108_864,
        PidsLimit: 64,
        OomScoreAdj: -997,
        MaskedPaths:
          '/proc/acpi /proc/kcore /proc/keys /proc/latency_stats /proc/timer_list /proc/timer_stats /proc/sched_debug /proc/scsi /sys/firmware'.split(
            ' ',
          ),
        ReadonlyPaths: '/proc/asound /proc/bus /proc/fs /proc/irq /proc/sys /proc/sysrq-trigger'.split(' '),
        ShmSize: 67_108_864,
      },
    });
  });

  const hostConfigOf = (more: Partial<ContainerConfig>, seccomp = '') =>
    bodyOf(containerConfig(pod, images, 's', ['sh'], more), 'cgroupfs', seccomp).HostConfig;

  it.each([
    ['container', undefined],
    ['pod', 'container:s'],
    ['host', 'host'],
  ] as const)('sees the processes of its %s', (pidNamespace, mode) => {
    expect(hostConfigOf({ pidNamespace }).PidMode).toBe(mode);
  });

  it('names what it wants of the security modules', () => {
    const wishes = { noNewPrivileges: true, apparmorProfile: 'mine', selinux: { user: 'u' }, supplementalGroups: [5] };
    expect(hostConfigOf(wishes, '{"defaultAction":"SCMP_ACT_ALLOW"}')).toMatchObject({
      SecurityOpt: ['label=user:u', 'no-new-privileges', 'seccomp={"defaultAction":"SCMP_ACT_ALLOW"}', 'apparmor=mine'],
      GroupAdd: ['5'],
    });
    expect(hostConfigOf({}, 'unconfined').SecurityOpt).toEqual(['seccomp=unconfined']);
    expect(hostConfigOf({}).SecurityOpt).toBeUndefined();
  });

  it('leaves /proc open where it may', () => {
    expect(hostConfigOf({ privileged: true })).toMatchObject({ Privileged: true });
    expect(hostConfigOf({ privileged: true }).MaskedPaths).toBeUndefined();
    expect(hostConfigOf({ procMount: 'Unmasked' })).toMatchObject({ MaskedPaths: [], ReadonlyPaths: [] });
  });

  it('shares the host name of the host with its network, and no more shares than the least', () => {
    const config = containerConfig(pod, images, 's', ['sh'], {
      hostNetwork: true,
      resources: { cpuShares: 0, cpuQuota: 0, cpuPeriod: 0, memoryBytes: 0 },
    });
    expect(bodyOf(config, 'none').HostConfig).toMatchObject({
      UTSMode: 'host',
      CpuShares: 2,
      CgroupParent: '',
    });
  });
});

it.each([
  ['guaranteed', 'cgroupfs', '/kubepods/poda-b'],
  ['burstable', 'cgroupfs', '/kubepods/burstable/poda-b'],
  ['guaranteed', 'systemd', 'kubepods-poda_b.slice'],
  ['besteffort', 'systemd', 'kubepods-besteffort-poda_b.slice'],
  ['besteffort', 'none', ''],
] as const)('cgroup parent of a %s pod with %s', (qos, driver, parent) => {
  expect(cgroupParentOf({ qos, uid: 'a-b' }, driver)).toBe(parent);
});
