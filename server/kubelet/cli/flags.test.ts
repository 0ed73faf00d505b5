import { describe, expect, it } from 'vitest';
import { type FlagsResult, type ParsedFlags, parseFlags } from './flags';
import { FOREIGN_FLAGS } from './foreign-flags';

const accepted = (...argv: string[]): { config: ParsedFlags; warnings: string[] } => {
  const result = parseFlags(argv);
  if (!('ok' in result) || !result.ok) throw new Error(JSON.stringify(result));
  return result;
};
const refusal = (...argv: string[]): Extract<FlagsResult, { ok: false }> => {
  const result = parseFlags(argv);
  if (!('ok' in result) || result.ok) throw new Error('was accepted');
  return result;
};

describe('the command line', () => {
  it("has the real kubelet's defaults, but listens on loopback only", () => {
    expect(accepted()).toEqual({
      ok: true,
      warnings: [],
      config: {
        nodeName: '',
        manifestPath: '',
        fileCheckMs: 20_000,
        address: '127.0.0.1',
        readOnlyPort: 10255,
        healthzPort: 10248,
        healthzAddress: '127.0.0.1',
        dockerEndpoint: 'unix:///var/run/docker.sock',
        rootDir: '/var/lib/kubelet',
        logDir: '/var/log',
        sandboxImage: 'k8s.gcr.io/pause:3.2',
        lab: 'host',
        verbosity: 0,
        dockershimDir: '/var/lib/dockershim',
        containerGc: { minAgeMs: 0, maxPerContainer: 1, maxContainers: -1 },
        given: [],
      },
    });
  });

  it.each([
    [['--pod-manifest-path=/m'], { manifestPath: '/m' }],
    [['--pod-manifest-path', '/m', '--v', '2'], { manifestPath: '/m', verbosity: 2 }],
    [['-v=4'], { verbosity: 4 }],
    [['-v4'], { verbosity: 4 }],
    [['-v', '4'], { verbosity: 4 }],
    [['--hostname-override=Worker1 '], { nodeName: 'worker1' }],
    [['--file-check-frequency=1m30s'], { fileCheckMs: 90_000 }],
    [['--read_only_port=0', '--healthz-port=0x10'], { readOnlyPort: 0, healthzPort: 16 }],
    [['--address=::', '--healthz-bind-address=0.0.0.0'], { address: '::', healthzAddress: '0.0.0.0' }],
    [['--v=1', '--v=3'], { verbosity: 3 }],
    [['--pod-manifest-path='], { manifestPath: '' }],
    [['--kulissen-lab=l7', '--kulissen-log-dir=/logs'], { lab: 'l7', logDir: '/logs' }],
  ])('%j', (argv, config) => expect(accepted(...argv).config).toMatchObject(config));

  it('takes what means nothing here, each with one warning', () => {
    expect(accepted('--fail-swap-on=false', '--fail-swap-on', '--cgroup-driver', 'systemd', '--v=2').warnings).toEqual([
      'Flag --fail-swap-on has nothing to act on in this kubelet and is ignored',
      'Flag --cgroup-driver has nothing to act on in this kubelet and is ignored',
    ]);
    expect(accepted('--port=10260').warnings).toHaveLength(1);
    expect(FOREIGN_FLAGS.size).toBeGreaterThan(150);
  });

  it.each([
    [['--no-such-flag=x'], 'unknown flag: --no-such-flag'],
    [['--no-such-flag'], 'unknown flag: --no-such-flag'],
    [['-pod-manifest-path=/m'], "unknown shorthand flag: 'p' in -pod-manifest-path=/m"],
    [['--=x'], 'bad flag syntax: --=x'],
    [['---x'], 'bad flag syntax: ---x'],
    [['--v'], 'flag needs an argument: --v'],
    [['-v'], "flag needs an argument: 'v' in -v"],
    [['run'], 'unknown command: run'],
    [['--fail-swap-on', 'false'], 'unknown command: false'],
    [['--', 'x'], 'unknown command: x'],
    [
      ['--read-only-port=x'],
      'invalid argument "x" for "--read-only-port" flag: strconv.ParseInt: parsing "x": invalid syntax',
    ],
    [
      ['--read-only-port=99999999999'],
      'invalid argument "99999999999" for "--read-only-port" flag: strconv.ParseInt: parsing "99999999999": value out of range',
    ],
    [['--v=high'], 'invalid argument "high" for "-v, --v" flag: strconv.ParseInt: parsing "high": invalid syntax'],
    [
      ['--fail-swap-on=maybe'],
      'invalid argument "maybe" for "--fail-swap-on" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
    [
      ['--file-check-frequency=5'],
      'invalid argument "5" for "--file-check-frequency" flag: time: missing unit in duration "5"',
    ],
    [['--address=here'], 'invalid argument "here" for "--address" flag: failed to parse IP: "here"'],
    [
      ['--read-only-port=70000'],
      'invalid configuration: --read-only-port 70000 must be between 0 and 65535, inclusive',
    ],
    [['--file-check-frequency=0s'], 'invalid configuration: --file-check-frequency must be longer than 0s'],
  ])('refuses %j', (argv, message) => {
    const result = refusal(...argv);
    expect(result).toMatchObject({ exitCode: 255, message });
    expect(result.stderr).toMatch(/^Usage:\n {2}kubelet\n/);
    expect(result.stderr.endsWith(`\n${message}\n`)).toBe(true);
  });

  it.each(['--manifest-url=http://x/', '--config=/etc/k.yaml'])('refuses %s rather than ignore it', (flag) => {
    expect(refusal(flag).message).toMatch(/not .* yet\./);
  });

  it.each([['--help'], ['-h'], ['--v=2', '--help']])('explains itself: %s', (...argv) => {
    expect(parseFlags(argv)).toEqual({ help: expect.stringContaining('--pod-manifest-path string') });
  });

  it('names its version', () => expect(parseFlags(['--version'])).toEqual({ help: 'Kubernetes v1.20.2\n' }));
});
