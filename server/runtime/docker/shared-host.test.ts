import { expect, it } from 'vitest';
import type { CreateBody } from './create-bodies';
import { bounded, isListed, type SharedHostBounds } from './shared-host';

const BOUNDS: SharedHostBounds = {
  network: 'seat',
  cgroupParent: '/kulissen/x',
  images: ['nginx:latest', 'busybox:1.35'],
  files: { '/etc/hosts': '/seat/hosts' },
  memoryBytes: 100,
  nanoCpus: 500_000_000,
  pids: 64,
};
const body = (host: CreateBody['HostConfig']): CreateBody => ({ Image: 'nginx', HostConfig: host });
const hostOf = (host: CreateBody['HostConfig']) => bounded(body(host), BOUNDS).HostConfig;

it('puts a sandbox on the person’s network and below their cgroup, and publishes nothing', () => {
  expect(
    hostOf({
      NetworkMode: 'default',
      CgroupParent: '/kubepods/podx',
      OomScoreAdj: -998,
      PortBindings: { '80/tcp': [{ HostPort: '80' }] },
    }),
  ).toMatchObject({
    NetworkMode: 'seat',
    CgroupParent: '/kulissen/x',
    OomScoreAdj: 0,
    PortBindings: {},
    Memory: 100,
    MemorySwap: 100,
    PidsLimit: 64,
    CpuPeriod: 100_000,
    CpuQuota: 50_000,
    SecurityOpt: ['no-new-privileges'],
  });
});

it('leaves a container in the namespaces of its sandbox, and less to who asked for less', () => {
  expect(
    hostOf({
      NetworkMode: 'container:abc',
      Memory: 50,
      CpuPeriod: 10_000,
      CpuQuota: 1_000,
      PidsLimit: 9,
      CapDrop: ['KILL'],
    }),
  ).toMatchObject({
    NetworkMode: 'container:abc',
    Memory: 50,
    CpuQuota: 1_000,
    PidsLimit: 9,
    CapDrop: expect.arrayContaining(['KILL', 'NET_RAW']),
  });
  expect(hostOf({ Memory: 500, CpuQuota: 900_000, PidsLimit: -1 })).toMatchObject({
    Memory: 100,
    CpuQuota: 50_000,
    PidsLimit: 64,
  });
});

it('gives the person’s own file for one of the host', () => {
  expect(hostOf({ Binds: ['/etc/hosts:/node/hosts:ro', '/seat/home/etc/hosts:/x'] }).Binds).toEqual([
    '/seat/hosts:/node/hosts:ro',
    '/seat/home/etc/hosts:/x',
  ]);
});

it.each([
  ['nginx', true],
  ['docker.io/library/nginx:latest', true],
  ['busybox', false],
  ['nginx:1.0', false],
  [`nginx@sha256:${'0'.repeat(64)}`, false],
  ['team/nginx', false],
])('knows whether %s is there: %s', (ref, there) => expect(isListed(ref, BOUNDS.images)).toBe(there));
