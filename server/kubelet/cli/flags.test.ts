import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '../configuration/fields';
import { defaultFlags } from '../configuration/kubelet-flags';
import { type FlagsResult, type ParsedFlags, parseFlags } from './flags';
import { KNOWN_FLAGS } from './known-flags';
import { startLines } from './start-lines';

const run = (...argv: string[]) => parseFlags(argv, '/');
type Accepted = Extract<FlagsResult, { ok: true }>;
const accepted = (...argv: string[]): Accepted => {
  const result = run(...argv);
  if (!('ok' in result) || !result.ok) throw new Error(JSON.stringify(result));
  return result;
};
const refusal = (...argv: string[]): Extract<FlagsResult, { ok: false }> => {
  const result = run(...argv);
  if (!('ok' in result) || result.ok) throw new Error('was accepted');
  return result;
};
const said = ({ said: lines }: Accepted) => lines.map((line) => ('plain' in line ? line.plain : line.warning));
const SEE =
  "This parameter should be set via the config file specified by the Kubelet's --config flag. See https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/ for more information.";

describe('the command line', () => {
  it("has the real kubelet's defaults, but listens on loopback only", () => {
    expect(accepted()).toEqual({
      ok: true,
      said: [],
      config: { settings: defaultSettings('flags'), flags: defaultFlags(), given: [] },
    });
    expect(defaultSettings('flags')).toMatchObject({ address: '127.0.0.1', readOnlyPort: 10255, maxPods: 110 });
  });

  it.each<[string[], Partial<ParsedFlags['settings']>, Partial<ParsedFlags['flags']>]>([
    [['--pod-manifest-path=/m'], { staticPodPath: '/m' }, {}],
    [['--pod-manifest-path', '/m', '--v', '2'], { staticPodPath: '/m' }, { v: 2 }],
    [['-v=4'], {}, { v: 4 }],
    [['-v4'], {}, { v: 4 }],
    [['-v', '4'], {}, { v: 4 }],
    [['--file-check-frequency=1m30s'], { fileCheckFrequency: 90_000 }, {}],
    [['--read_only_port=0', '--healthz-port=0x10'], { readOnlyPort: 0, healthzPort: 16 }, {}],
    [['--address=::', '--healthz-bind-address=0.0.0.0'], { address: '::', healthzBindAddress: '0.0.0.0' }, {}],
    [['--v=1', '--v=3'], {}, { v: 3 }],
    [['--pod-manifest-path='], { staticPodPath: '' }, {}],
    [['--kulissen-lab=l7', '--kulissen-log-dir=/logs'], {}, { 'kulissen-lab': 'l7', 'kulissen-log-dir': '/logs' }],
    [
      ['--cluster-dns=10.0.0.1,10.0.0.2', '--cluster-dns=10.0.0.3'],
      { clusterDNS: ['10.0.0.1', '10.0.0.2', '10.0.0.3'] },
      {},
    ],
    [
      ['--eviction-hard=memory.available<1Gi, nodefs.available<5%'],
      { evictionHard: { 'memory.available': '1Gi', 'nodefs.available': '5%' } },
      {},
    ],
    [['--eviction-hard='], { evictionHard: {} }, {}],
    [
      ['--system-reserved=cpu=1,memory=1Gi', '--system-reserved=cpu=2'],
      { systemReserved: { cpu: '2', memory: '1Gi' } },
      {},
    ],
    [
      ['--manifest-url-header=a:1,a:2', '--manifest-url-header', 'b:x:y'],
      { staticPodURLHeader: { a: ['1', '2'], b: ['x:y'] } },
      {},
    ],
    [['--feature-gates=A=true,B=false'], { featureGates: { A: true, B: false } }, {}],
    [['--pod-max-pids=-1', '--node-labels=disk=ssd'], { podPidsLimit: -1 }, { 'node-labels': { disk: 'ssd' } }],
    [['--anonymous-auth=false', '--max-pods=2'], { 'authentication.anonymous.enabled': false, maxPods: 2 }, {}],
    [
      ['--anonymous-auth=false'],
      { 'authentication.anonymous.enabled': false, 'authentication.x509.clientCAFile': '' },
      {},
    ],
  ])('%j', (argv, settings, flags) => {
    const { config } = accepted(...argv);
    expect(config.settings).toMatchObject(settings);
    expect(config.flags).toMatchObject(flags);
  });

  it('takes what means nothing here, each with one warning', () => {
    expect(said(accepted('--experimental-mounter-path=', '--register-node', '--register-node=false', '--v=2'))).toEqual(
      [
        'Flag --experimental-mounter-path has been deprecated, will be removed in 1.25 or later. in favor of using CSI.',
        'Flag --experimental-mounter-path has nothing to act on in this kubelet and is ignored',
        'Flag --register-node has nothing to act on in this kubelet and is ignored',
      ],
    );
    expect(KNOWN_FLAGS.size).toBeGreaterThan(190);
  });

  it('says of each flag that has a field that it should be set there', () => {
    expect(said(accepted('--max-pods=3', '--docker-endpoint=unix:///d'))).toEqual([
      `Flag --max-pods has been deprecated, ${SEE}`,
      'Flag --docker-endpoint has been deprecated, will be removed along with dockershim.',
    ]);
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
    [['--address=here'], 'invalid argument "here" for "--address" flag: "here" is not a valid IP address'],
    [
      ['--eviction-hard=memory.available'],
      'invalid argument "memory.available" for "--eviction-hard" flag: malformed pair, expect string<string',
    ],
    [
      ['--manifest-url-header=abc'],
      'invalid argument "abc" for "--manifest-url-header" flag: malformed pair, expect string:string',
    ],
    [['--feature-gates=A'], 'invalid argument "A" for "--feature-gates" flag: missing bool value for A'],
    [
      ['--kubeconfig=/k'],
      '--kubeconfig: There is no API server to join: this kubelet runs standalone. Leave the flag out.',
    ],
  ])('refuses %j, with the usage', (argv, message) => {
    const result = refusal(...argv);
    expect(result).toMatchObject({ exitCode: 255, message });
    expect(result.usage).toMatch(/^Usage:\n {2}kubelet/);
  });

  it.each([
    [
      ['--read-only-port=70000'],
      'invalid configuration: ReadOnlyPort (--read-only-port) 70000 must be between 0 and 65535, inclusive',
    ],
    [['--port=0'], 'invalid configuration: Port (--port) 0 must be between 1 and 65535, inclusive'],
    [
      ['--max-pods=-1', '--event-qps=-1'],
      '[invalid configuration: EventRecordQPS (--event-qps) -1 must not be a negative number, invalid configuration: MaxPods (--max-pods) -1 must not be a negative number]',
    ],
    [
      ['--image-gc-low-threshold=90'],
      'invalid configuration: ImageGCLowThresholdPercent (--image-gc-low-threshold) 90 must be less than ImageGCHighThresholdPercent (--image-gc-high-threshold) 85',
    ],
    [['--authorization-mode=Webhook'], 'failed to run Kubelet: no client provided, cannot use webhook authorization'],
    [
      ['--config=/no/such'],
      'failed to load Kubelet config file /no/such, error failed to read kubelet config file "/no/such", error: open /no/such: no such file or directory',
    ],
  ])('refuses %j, without the usage', (argv, message) => {
    expect(refusal(...argv)).toMatchObject({ exitCode: 255, message, usage: '' });
  });

  it('refuses labels that a kubelet must not give itself', () => {
    expect(refusal('--node-labels=node-role.kubernetes.io/master=,disk=ssd').message).toMatch(
      /^unknown 'kubernetes\.io' or 'k8s\.io' labels specified with --node-labels: \[node-role\.kubernetes\.io\/master\]\n/,
    );
    expect(accepted('--node-labels=node.kubernetes.io/x=y').config.flags['node-labels']).toEqual({
      'node.kubernetes.io/x': 'y',
    });
  });

  it.each([['--help'], ['-h'], ['--v=2', '--help']])('explains itself: %s', (...argv) => {
    expect(run(...argv)).toEqual({ help: expect.stringContaining('--pod-manifest-path string') });
  });

  it('names its version', () => expect(run('--version')).toEqual({ help: 'Kubernetes v1.20.2\n' }));

  it('prints usage, notices and the fatal line in order', () => {
    const clock = { now: () => new Date(2026, 10, 27, 1, 2, 3).getTime() };
    const lines = startLines(refusal('--max-pods=1', '--nope'), clock, 42);
    expect(lines[0]).toBe(`Flag --max-pods has been deprecated, ${SEE}`);
    expect(lines.at(-1)).toBe('F1127 01:02:03.000000      42 server.go:155] unknown flag: --nope');
  });
});

describe('--config', () => {
  let dir: string;
  const file = (text: string, name = 'kubelet.yaml') => {
    writeFileSync(join(dir, name), text);
    return `--config=${join(dir, name)}`;
  };
  const HEAD =
    'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nauthentication:\n  webhook: {enabled: false}\nauthorization: {mode: AlwaysAllow}\n';
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'kulissen-config-'));
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it('is read over the defaults of a file, and flags win over it', () => {
    const { config } = accepted(file(`${HEAD}maxPods: 5\nhealthzPort: 1\nstaticPodPath: m\n`), '--healthz-port=2');
    expect(config.settings).toMatchObject({
      maxPods: 5,
      healthzPort: 2,
      staticPodPath: join(dir, 'm'),
      readOnlyPort: 0,
      'authentication.anonymous.enabled': false,
      syncFrequency: 60_000,
    });
  });

  it('has deprecated flags said twice, as the command line is parsed twice', () => {
    expect(said(accepted(file(HEAD), '--healthz-port=2'))).toHaveLength(2);
  });

  it('may be relative to where the kubelet was started', () => {
    file(`${HEAD}maxPods: 7\n`, 'here.yaml');
    const result = parseFlags(['--config=here.yaml'], dir);
    expect(result).toMatchObject({ ok: true, config: { settings: { maxPods: 7 } } });
  });

  it('is decoded leniently where it holds what no configuration has, with a warning', () => {
    const text = `${HEAD}noSuchField: 1\nmaxPods: 9\n`;
    const result = accepted(file(text));
    expect(result.config.settings.maxPods).toBe(9);
    expect(said(result)[0]).toMatch(
      /^using lenient decoding as strict decoding failed: strict decoder error for apiVersion: [\s\S]*: v1beta1\.KubeletConfiguration\.ReadObject: found unknown field: noSuchField, error found in #10 byte of \.\.\.\|SuchField":1\}?\|\.\.\./,
    );
    expect(said(accepted(file(`${HEAD}maxPods: 1\nmaxPods: 2\n`)))[0]).toMatch(
      /error converting YAML to JSON: yaml: unmarshal errors:\n {2}line 7: key "maxPods" already set in map$/,
    );
  });

  it.each([
    ['', /error kubelet config file ".*" was empty$/],
    [
      'kind: KubeletConfiguration',
      /failed to decode: Object 'apiVersion' is missing in '\{"kind":"KubeletConfiguration"\}'$/,
    ],
    [
      'apiVersion: kubelet.config.k8s.io/v1\nkind: KubeletConfiguration',
      /failed to decode: no kind "KubeletConfiguration" is registered for version "kubelet.config.k8s.io\/v1" in scheme/,
    ],
    [
      `${HEAD}maxPods: many`,
      /failed to decode: v1beta1\.KubeletConfiguration\.MaxPods: readUint32: unexpected character: /,
    ],
    [
      `${HEAD}failSwapOn: 1`,
      /failed to decode: v1beta1\.KubeletConfiguration\.FailSwapOn: ReadBool: expect t or f, but found 1/,
    ],
    ['a: [', /failed to decode: .*yaml: line 1: did not find expected node content/],
    [
      'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n',
      /^failed to run Kubelet: no client provided, cannot use webhook authentication$/,
    ],
  ])('refuses %j', (text, message) => expect(refusal(file(text)).message).toMatch(message));
});
