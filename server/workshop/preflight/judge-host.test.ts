import { describe, expect, it } from 'vitest';
import { hostCheckTexts } from '@/lib/i18n/host-check';
import { LOCALES } from '@/lib/i18n/locale';
import { engineInfo, engineVersion, type HostFacts } from './host-facts';
import { daemonSettings, judgeHost } from './judge-host';
import { holeIn, KNOWN_HOLES } from './known-holes';
import { report } from './report';

/** GET /info of Debian 12's docker.io as it is installed, less what nobody reads here. */
const DEBIAN_12 = {
  ID: 'GB56:2TOX:SRWQ:MPYM:DMJU:Z5YY:QYZ5:QO3D:XIZ4:74GD:RHLE:PZ67',
  Driver: 'overlay2',
  Plugins: { Volume: ['local'], Network: ['bridge', 'host'], Authorization: null, Log: ['json-file', 'local'] },
  MemoryLimit: true,
  SwapLimit: true,
  CpuCfsQuota: true,
  PidsLimit: true,
  IPv4Forwarding: true,
  SystemTime: '2026-11-27T15:42:21.176745207Z',
  LoggingDriver: 'json-file',
  CgroupDriver: 'cgroupfs',
  NCPU: 2,
  MemTotal: 25276063744,
  DockerRootDir: '/var/lib/docker',
  ServerVersion: '20.10.24+dfsg1',
  LiveRestoreEnabled: false,
  RuncCommit: { ID: '1.1.5+ds1-1+deb12u1', Expected: '1.1.5+ds1-1+deb12u1' },
  SecurityOptions: ['name=seccomp,profile=default'],
  Warnings: null,
};

/** An upstream engine that was set up for this. */
const PREPARED = {
  ...DEBIAN_12,
  ServerVersion: '29.5.1',
  LoggingDriver: 'local',
  LiveRestoreEnabled: true,
  SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=userns', 'name=cgroupns'],
  DefaultAddressPools: [{ Base: '10.200.0.0/16', Size: 24 }],
};

const host = (info: object, runcVersion: string, changes: Partial<HostFacts> = {}): HostFacts => ({
  engine: { info: engineInfo.parse(info), runcVersion, bridges: 1 },
  memory: { total: 32e9, available: 30e9 },
  folders: [{ folder: '/var/lib/docker', free: { bytes: 100e9, inodes: 1e6 } }],
  openFiles: 20_000,
  now: Date.parse('2026-11-27T15:42:22Z'),
  clockSynchronised: true,
  ...changes,
});

const codes = (facts: HostFacts, seats: number, level: 'warn' | 'fail') =>
  judgeHost(facts, seats).flatMap((finding) => (finding.level === level ? [finding.code] : []));

describe('judgeHost', () => {
  it('has nothing to say against a prepared host with sixty seats', () => {
    const findings = judgeHost(host(PREPARED, '1.3.3'), 60);
    expect(findings.filter(({ level }) => level !== 'ok')).toEqual([]);
    expect(daemonSettings(findings)).toBeUndefined();
  });

  it('finds that a stock Debian has too few networks for sixty seats, and proposes what helps', () => {
    const findings = judgeHost(host(DEBIAN_12, '1.1.5+ds1'), 60);
    expect(codes(host(DEBIAN_12, '1.1.5+ds1'), 60, 'fail')).toEqual(['tooFewNetworks']);
    expect(codes(host(DEBIAN_12, '1.1.5+ds1'), 30, 'fail')).toEqual([]);
    expect(codes(host(DEBIAN_12, '1.1.5+ds1'), 30, 'warn')).toEqual([
      'maybeHole',
      'maybeHole',
      'liveRestoreOff',
      'usernsOff',
      'logDriverUnbounded',
    ]);
    expect(daemonSettings(findings)).toEqual({
      'live-restore': true,
      'log-driver': 'local',
      'default-address-pools': [{ base: '10.200.0.0/16', size: 24 }],
    });
  });

  it.each([
    { pools: [{ Base: '10.200.0.0/16', Size: 24 }], seats: 255, fits: true },
    { pools: [{ Base: '10.200.0.0/16', Size: 24 }], seats: 256, fits: false },
    {
      pools: [
        { Base: '10.1.0.0/24', Size: 26 },
        { Base: '10.2.0.0/24', Size: 27 },
      ],
      seats: 11,
      fits: true,
    },
    {
      pools: [
        { Base: '10.1.0.0/24', Size: 26 },
        { Base: '10.2.0.0/24', Size: 27 },
      ],
      seats: 12,
      fits: false,
    },
    { pools: [{ Base: 'fd00::/16', Size: 24 }], seats: 1, fits: false },
    { pools: [{ Base: '10.0.0.0/24', Size: 16 }], seats: 1, fits: false },
  ])('counts networks in pools, the one of docker0 taken: $pools for $seats', ({ pools, seats, fits }) => {
    const found = codes(host({ ...PREPARED, DefaultAddressPools: pools }, '1.3.3'), seats, 'fail');
    expect(found.includes('tooFewNetworks')).toBe(!fits);
  });

  it.each([
    { name: 'no seccomp', change: { SecurityOptions: ['name=apparmor'] }, code: 'seccompOff' },
    { name: 'no security options at all', change: { SecurityOptions: null }, code: 'seccompOff' },
    { name: 'no limit on processes', change: { PidsLimit: false }, code: 'limitsMissing' },
    { name: 'no forwarding', change: { IPv4Forwarding: false }, code: 'forwardingOff' },
  ])('refuses an engine with $name', ({ change, code }) => {
    expect(codes(host({ ...PREPARED, ...change }, '1.3.3'), 10, 'fail')).toEqual([code]);
  });

  it('counts a hole of authorization plugins only where one decides', () => {
    const old = { ...PREPARED, ServerVersion: '29.3.0' };
    const holes = (info: object) =>
      judgeHost(host(info, '1.3.3'), 1).flatMap(({ code, facts }) => (code === 'hole' ? [facts] : []));
    expect(holes(old)).toHaveLength(1);
    expect(holes({ ...old, Plugins: { Authorization: ['opa'] } })).toHaveLength(2);
  });

  it('tells how many seats the memory is enough for', () => {
    const small = host(PREPARED, '1.3.3', { memory: { total: 8e9, available: 7e9 } });
    expect(codes(small, 40, 'fail')).toEqual([]);
    expect(judgeHost(small, 41)).toContainEqual({
      level: 'fail',
      code: 'tooLittleMemory',
      facts: { total: 8e9, needed: 8.15e9, seatsThatFit: 40 },
    });
    expect(codes({ ...small, memory: { total: 8e9, available: 1e9 } }, 20, 'warn')).toEqual(['memoryBusy']);
  });

  it('looks at space and inodes of each folder', () => {
    const folders = [
      { folder: '/a', free: { bytes: 1e9, inodes: 1e6 } },
      { folder: '/b', free: { bytes: 1e12, inodes: 100 } },
      { folder: '/c', free: undefined },
    ];
    expect(codes(host(PREPARED, '1.3.3', { folders }), 10, 'fail')).toEqual(['tooLittleDisk', 'tooFewInodes']);
    expect(codes(host(PREPARED, '1.3.3', { folders }), 10, 'warn')).toEqual(['diskUnknown']);
  });

  it.each([
    { change: { now: Date.parse('1970-01-02T00:00:00Z') }, level: 'fail', code: 'clockWrong' },
    { change: { now: Date.parse('2026-11-27T15:43:22Z') }, level: 'warn', code: 'clocksDiffer' },
    { change: { clockSynchronised: false }, level: 'warn', code: 'clockUnsynchronised' },
    { change: { openFiles: 500 }, level: 'fail', code: 'tooFewOpenFiles' },
    { change: { engine: { socket: '/x', away: 'ENOENT' } }, level: 'fail', code: 'engineAway' },
  ] as const)('finds $code', ({ change, level, code }) => {
    expect(codes(host(PREPARED, '1.3.3', change), 10, level)).toEqual([code]);
  });

  it('says what time it has: whether that is ahead only a person can tell', () => {
    const now = Date.parse('2028-11-26T15:42:00Z');
    const info = { ...PREPARED, SystemTime: new Date(now).toISOString() };
    const found = judgeHost(host(info, '1.3.3', { now }), 10);
    const text = report(found, undefined, 10, hostCheckTexts.de);
    expect(text).toContain('✓ Die Uhr zeigt 26. November 2028 um 15:42');
  });
});

describe('holeIn', () => {
  const runc = KNOWN_HOLES.find(({ component }) => component === 'runc');
  it.each([
    ['1.1.12', 'open'],
    ['1.2.7', 'open'],
    ['1.2.8', 'closed'],
    ['v1.3.2', 'open'],
    ['1.3.3', 'closed'],
    ['1.4.0-rc.1', 'closed'],
    ['1.3.0-rc1', 'open'],
    ['1.1.5+ds1-1+deb12u1', 'unknown'],
    ['1.2.8+ds1', 'closed'],
    ['d842d7719497cc3b774fd71620278ac9e17710e0', 'unknown'],
    ['?', 'unknown'],
  ])('%s is %s', (version, state) => {
    expect(runc && holeIn(runc, version)).toBe(state);
  });

  it('has a source and a day for each', () => {
    for (const hole of KNOWN_HOLES) {
      expect(hole.source).toMatch(/^https:\/\//);
      expect(hole.readOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });
});

describe('the report', () => {
  it.each(LOCALES)('has a sentence for each finding (%s)', (locale) => {
    const findings = judgeHost(host(DEBIAN_12, '1.1.5+ds1'), 60);
    const text = report(findings, daemonSettings(findings), 60, hostCheckTexts[locale]);
    expect(text.split('\n').filter((line) => /^ {2}[✓!✗] \S.*[^ ]$/.test(line))).toHaveLength(findings.length);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    expect(text).toContain('"base": "10.200.0.0/16"');
  });
});

describe('engineVersion', () => {
  it('takes an engine that names no components', () => {
    expect(engineVersion.parse({ Version: '24.0.0', Components: null }).Components).toBeNull();
  });
});
