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
const _ofContainer = (more: Partial<Container>): string[] =>
  ofSpec({ containers: [container(more)] }).map((text) => text.replace('spec.containers[0].', ''));

const DNS_LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const QUALIFIED =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const ONE_VOLUME = 'may not specify more than 1 volume type';
const probe = (more: object) => ({ tcpSocket: { port: 80 }, ...more });

describe('a pod that is fine', () => {
  it.each<[string, Partial<PodSpec>]>([
    ['the smallest one', {}],
    [
      'volumes of every kind that a node can have',
      {
        volumes: [
          { name: 'e', emptyDir: { sizeLimit: '1Gi' } },
          { name: 'h', hostPath: { path: '/x', type: 'Directory' } },
          { name: 'd', downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
          { name: 's', secret: { secretName: 's' } },
          { name: 'n' },
        ],
        containers: [container({ volumeMounts: [{ name: 'e', mountPath: '/e', subPath: 'a/b' }] })],
      },
    ],
    [
      'probes and hooks',
      { containers: [container({ livenessProbe: probe({}), lifecycle: { preStop: { exec: { command: ['x'] } } } })] },
    ],
    ['a negative grace period, as 1.20 takes it', { terminationGracePeriodSeconds: -1 }],
    [
      'one port for two protocols',
      {
        containers: [
          container({
            ports: [
              { containerPort: 53, hostPort: 53 },
              { containerPort: 53, hostPort: 53, protocol: 'UDP' },
            ],
          }),
        ],
      },
    ],
    [
      'host network, host ports filled in',
      { hostNetwork: true, containers: [container({ ports: [{ containerPort: 80 }] })] },
    ],
  ])('%s', (_, spec) => expect(ofSpec(spec)).toEqual([]));
});

// The cases VAL-01 to VAL-26 of the black-box suite, with the whole text.
describe('a pod that is refused', () => {
  it.each<[string, Pod, string[]]>([
    ['no containers', pod({ containers: [] }), ['spec.containers: Required value']],
    [
      'an unknown restart policy',
      pod({ restartPolicy: 'Sometimes' as 'Never' }),
      ['spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"'],
    ],
    [
      'two containers with one name',
      pod({ containers: [container(), container()] }),
      ['spec.containers[1].name: Duplicate value: "c"'],
    ],
    [
      'a container name that is no label',
      pod({ containers: [container({ name: 'Not_OK' })] }),
      [`spec.containers[0].name: Invalid value: "Not_OK": ${DNS_LABEL}`],
    ],
    [
      'a label key with a blank',
      pod({}, { labels: { 'a b': 'c' } }),
      [`metadata.labels: Invalid value: "a b": name part ${QUALIFIED}`],
    ],
    ['no name', pod({}, { name: '' }), ['metadata.name: Required value: name or generateName is required']],
    [
      'no deadline at all',
      pod({ activeDeadlineSeconds: 0 }),
      ['spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive'],
    ],
    [
      'host processes shared in the pod',
      pod({ hostPID: true, shareProcessNamespace: true }),
      [
        'spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled',
      ],
    ],
    [
      'host network with another host port',
      pod({ hostNetwork: true, containers: [container({ ports: [{ containerPort: 80, hostPort: 29998 }] })] }),
      [
        'spec.containers[0].ports[0].containerPort: Invalid value: 80: must match `hostPort` when `hostNetwork` is true',
      ],
    ],
    [
      'two volumes with one name',
      pod({
        volumes: [
          { name: 'v', emptyDir: {} },
          { name: 'v', emptyDir: {} },
        ],
      }),
      ['spec.volumes[1].name: Duplicate value: "v"'],
    ],
    [
      'a volume with two sources',
      pod({ volumes: [{ name: 'v', emptyDir: {}, hostPath: { path: '/x' } }] }),
      [`spec.volumes[0].hostPath: Forbidden: ${ONE_VOLUME}`],
    ],
    [
      'a host path with steps back',
      pod({ volumes: [{ name: 'v', hostPath: { path: '/a/../etc' } }] }),
      [`spec.volumes[0].hostPath.path: Invalid value: "/a/../etc": must not contain '..'`],
    ],
    [
      'an unknown host path type',
      pod({ volumes: [{ name: 'v', hostPath: { path: '/a', type: 'Dir' } }] }),
      [
        'spec.volumes[0].hostPath.type: Unsupported value: "Dir": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
      ],
    ],
    [
      'dnsPolicy None without servers',
      pod({ dnsPolicy: 'None' }),
      ['spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None'],
    ],
    [
      'a host alias that is no address',
      pod({ hostAliases: [{ ip: '300.1.1.1', hostnames: ['a'] }] }),
      ['spec.hostAliases.ip: Invalid value: "300.1.1.1": must be valid IP address'],
    ],
    [
      'a sysctl that is none',
      pod({ securityContext: { sysctls: [{ name: '', value: '1' }] } }),
      ['spec.securityContext.sysctls[0].name: Required value'],
    ],
    [
      'a user id below zero',
      pod({ securityContext: { runAsUser: -1 } }),
      ['spec.securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive'],
    ],
    [
      'an affinity that nothing could match',
      pod({
        affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } },
      }),
      [
        'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term',
      ],
    ],
    [
      'a spread constraint without a topology',
      pod({ topologySpreadConstraints: [{ maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule' }] }),
      ['spec.topologySpreadConstraints[0].topologyKey: Required value: can not be empty'],
    ],
    [
      'an unknown preemption policy',
      pod({ preemptionPolicy: 'Always' }),
      ['spec.preemptionPolicy: Unsupported value: "Always": supported values: "PreemptLowerPriority", "Never"'],
    ],
    [
      'an ephemeral container',
      pod({ ephemeralContainers: [{ name: 'e' }] }),
      ['spec.ephemeralContainers: Forbidden: cannot be set on create'],
    ],
    [
      'an image with blanks around it',
      pod({ containers: [container({ image: ' nginx ' })] }),
      ['spec.containers[0].image: Invalid value: " nginx ": must not have leading or trailing whitespace'],
    ],
    [
      'a namespace with dots',
      pod({}, { namespace: 'a.b' }),
      [`metadata.namespace: Invalid value: "a.b": ${DNS_LABEL}`],
    ],
    [
      'a toleration without key and operator',
      pod({ tolerations: [{ effect: 'NoExecute' }] }),
      [
        'spec.tolerations[0].operator: Invalid value: "": operator must be Exists when `key` is empty, which means "match all values and all keys"',
      ],
    ],
    [
      'a token without an account',
      pod({ volumes: [{ name: 't', projected: { sources: [{ serviceAccountToken: { path: 'p' } }] } }] }),
      [
        'spec.volumes[0].projected.sources[0].serviceAccountToken: Forbidden: must not be specified when serviceAccountName is not set',
      ],
    ],
  ])('%s', (_, given, expected) => expect(errors(given)).toEqual(expected));
});
