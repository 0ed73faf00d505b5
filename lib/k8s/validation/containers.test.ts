import { describe, expect, it } from 'vitest';
import { setPodDefaults } from '../defaults';
import type { Container, Pod, PodSpec } from '../types';
import { fieldErrorText } from './field-error';
import { validatePod } from './pod';

const container = (more: Partial<Container> = {}): Container => ({ name: 'c', image: 'busybox:1', ...more });
const pod = (spec: Partial<PodSpec> = {}, metadata: Partial<Pod['metadata']> = {}): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p-worker1', namespace: 'default', ...metadata },
  spec: { containers: [container()], ...spec },
});
const errors = (p: Pod): string[] => validatePod(setPodDefaults(p)).map(fieldErrorText);
const ofSpec = (spec: Partial<PodSpec>): string[] => errors(pod(spec));
const ofContainer = (more: Partial<Container>): string[] =>
  ofSpec({ containers: [container(more)] }).map((text) => text.replace('spec.containers[0].', ''));

const _DNS_LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const _QUALIFIED =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const _ONE_VOLUME = 'may not specify more than 1 volume type';
const probe = (more: object) => ({ tcpSocket: { port: 80 }, ...more });

describe('a container that is refused', () => {
  it.each<[string, Partial<Container>, string[]]>([
    ['no image', { image: '' }, ['image: Required value']],
    [
      'an unknown volume',
      { volumeMounts: [{ name: 'nope', mountPath: '/x' }] },
      ['volumeMounts[0].name: Not found: "nope"'],
    ],
    [
      'a port out of range',
      { ports: [{ containerPort: 70000 }] },
      ['ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive'],
    ],
    ['no port number', { ports: [{ containerPort: 0 }] }, ['ports[0].containerPort: Required value']],
    [
      'a long port name',
      { ports: [{ containerPort: 1, name: 'a-name-that-is-long' }] },
      ['ports[0].name: Invalid value: "a-name-that-is-long": must be no more than 15 characters'],
    ],
    [
      'two ports with one name',
      {
        ports: [
          { containerPort: 1, name: 'a' },
          { containerPort: 2, name: 'a' },
        ],
      },
      ['ports[1].name: Duplicate value: "a"'],
    ],
    [
      'an unknown protocol',
      { ports: [{ containerPort: 1, protocol: 'ICMP' as 'TCP' }] },
      ['ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"'],
    ],
    [
      'one host port twice',
      {
        ports: [
          { containerPort: 80, hostPort: 29999 },
          { containerPort: 81, hostPort: 29999 },
        ],
      },
      ['ports[1].hostPort: Duplicate value: "TCP//29999"'],
    ],
    [
      'a request over its limit',
      { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } },
      ['resources.requests: Invalid value: "2": must be less than or equal to cpu limit'],
    ],
    [
      'a negative limit',
      { resources: { limits: { memory: '-1' } } },
      [
        'resources.limits[memory]: Invalid value: "-1": must be greater than or equal to 0',
        'resources.requests[memory]: Invalid value: "-1": must be greater than or equal to 0',
      ],
    ],
    [
      'an unknown resource',
      { resources: { limits: { ram: '1' } } },
      [
        'resources.limits[ram]: Invalid value: "ram": must be a standard resource type or fully qualified',
        'resources.limits[ram]: Invalid value: "ram": must be a standard resource for containers',
        'resources.requests[ram]: Invalid value: "ram": must be a standard resource type or fully qualified',
        'resources.requests[ram]: Invalid value: "ram": must be a standard resource for containers',
      ],
    ],
    [
      'a liveness probe that must succeed twice',
      { livenessProbe: probe({ successThreshold: 2 }) },
      ['livenessProbe.successThreshold: Invalid value: 2: must be 1'],
    ],
    [
      'a startup probe that must succeed twice',
      { startupProbe: probe({ successThreshold: 2 }) },
      ['startupProbe.successThreshold: Invalid value: 2: must be 1'],
    ],
    [
      'a probe with two handlers',
      { livenessProbe: probe({ exec: { command: ['x'] } }) },
      ['livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type'],
    ],
    [
      'a probe without handler',
      { readinessProbe: { periodSeconds: 1 } },
      ['readinessProbe: Required value: must specify a handler type'],
    ],
    ['a probe that runs nothing', { readinessProbe: { exec: {} } }, ['readinessProbe.exec.command: Required value']],
    [
      'a probe of port zero',
      { readinessProbe: { httpGet: { port: 0 } } },
      ['readinessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive'],
    ],
    [
      'a probe with another scheme',
      { readinessProbe: { httpGet: { port: 1, scheme: 'FTP' } } },
      ['readinessProbe.httpGet.scheme: Unsupported value: "FTP": supported values: "HTTP", "HTTPS"'],
    ],
    [
      'a probe in the past',
      { readinessProbe: probe({ initialDelaySeconds: -1 }) },
      ['readinessProbe.initialDelaySeconds: Invalid value: -1: must be greater than or equal to 0'],
    ],
    [
      'a hook without handler',
      { lifecycle: { postStart: {} } },
      ['lifecycle.postStart: Required value: must specify a handler type'],
    ],
    ['no variable name', { env: [{ name: '', value: 'x' }] }, ['env[0].name: Required value']],
    [
      'a variable with value and source',
      { env: [{ name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] },
      ['env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty'],
    ],
    [
      'a variable from an unknown field',
      { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } }] },
      [
        'env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.podIP", "status.podIPs"',
      ],
    ],
    [
      'a variable from an unknown resource',
      { env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.disk' } } }] },
      [
        'env[0].valueFrom.resourceFieldRef.resource: Unsupported value: "limits.disk": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"',
      ],
    ],
    [
      'variables from nowhere',
      { envFrom: [{}] },
      ['envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`'],
    ],
    [
      'an unknown pull policy',
      { imagePullPolicy: 'Often' as 'Never' },
      ['imagePullPolicy: Unsupported value: "Often": supported values: "Always", "IfNotPresent", "Never"'],
    ],
    [
      'an unknown message policy',
      { terminationMessagePolicy: 'Log' as 'File' },
      ["terminationMessagePolicy: Invalid value: \"Log\": must be 'File' or 'FallbackToLogsOnError'"],
    ],
    [
      'privileged without escalation',
      { securityContext: { privileged: true, allowPrivilegeEscalation: false } },
      [
        'securityContext: Invalid value: core.SecurityContext{…}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
      ],
    ],
    [
      'a seccomp file without a name',
      { securityContext: { seccompProfile: { type: 'Localhost' } } },
      ['securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost'],
    ],
  ])('%s', (_, more, expected) => expect(ofContainer(more)).toEqual(expected));

  it('a variable name with a blank', () => {
    expect(ofContainer({ env: [{ name: '1 x', value: 'y' }] })).toEqual([
      "env[0].name: Invalid value: \"1 x\": a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')",
    ]);
  });

  it('mounts in one place, or with a path that steps back: located at the mount, though upstream leaves its index out', () => {
    const mounts = [
      { name: 'v', mountPath: '/x' },
      { name: 'v', mountPath: '/x', subPath: '../y' },
    ];
    const given = pod({ volumes: [{ name: 'v', emptyDir: {} }], containers: [container({ volumeMounts: mounts })] });
    expect(errors(given)).toEqual([
      'spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/x": must be unique',
      'spec.containers[0].volumeMounts.subPath: Invalid value: "../y": must not contain \'..\'',
    ]);
    expect(validatePod(setPodDefaults(given)).at(-1)?.at).toBe('spec.containers[0].volumeMounts[1].subPath');
  });
});

describe('block devices', () => {
  const claim = { name: 'data', persistentVolumeClaim: { claimName: 'x' } };
  const devices = (volumeDevices: object[], more: Partial<Container> = {}) =>
    ofSpec({
      volumes: [claim, { name: 'cache', emptyDir: {} }],
      containers: [container({ volumeDevices: volumeDevices as NonNullable<Container['volumeDevices']>, ...more })],
    }).map((text) => text.replace('spec.containers[0].volumeDevices', 'devices'));
  const device = { name: 'data', devicePath: '/dev/x' };

  it.each<[string, object[], string[]]>([
    ['come from a claim', [device], []],
    [
      'and from nothing else',
      [{ name: 'cache', devicePath: '/dev/x' }],
      [
        'devices[0].name: Invalid value: "cache": can only use volume source type of PersistentVolumeClaim for block mode',
      ],
    ],
    ['of this pod', [{ name: 'gone', devicePath: '/dev/x' }], ['devices[0].name: Not found: "gone"']],
    ['have a name and a path', [{}], ['devices[0].name: Required value', 'devices[0].devicePath: Required value']],
    [
      'appear once',
      [device, device],
      [
        'devices[1].name: Invalid value: "data": must be unique',
        'devices[1].devicePath: Invalid value: "/dev/x": must be unique',
      ],
    ],
  ])('%s', (_, list, expected) => expect(devices(list)).toEqual(expected));

  it('are not mounted as well', () => {
    expect(devices([device], { volumeMounts: [{ name: 'data', mountPath: '/dev/x' }] })).toEqual([
      'devices[0].name: Invalid value: "data": must not already exist in volumeMounts',
      'devices[0].devicePath: Invalid value: "/dev/x": must not already exist as a path in volumeMounts',
    ]);
  });
});

describe('init containers', () => {
  const init = (more: Partial<Container>) => ofSpec({ initContainers: [container({ name: 'i', ...more })] });
  it.each<[string, Partial<Container>, string[]]>([
    [
      'no probes',
      { livenessProbe: probe({}) },
      ['spec.initContainers[0].livenessProbe: Invalid value: core.Probe{…}: must not be set for init containers'],
    ],
    [
      'no hooks',
      { lifecycle: { preStop: { exec: { command: ['x'] } } } },
      ['spec.initContainers[0].lifecycle: Invalid value: core.Lifecycle{…}: must not be set for init containers'],
    ],
    ['names of their own', { name: 'c' }, ['spec.initContainers[0].name: Duplicate value: "c"']],
    ['an image', { image: '' }, ['spec.initContainers[0].image: Required value']],
  ])('have %s', (_, more, expected) => expect(init(more)).toEqual(expected));
});
