import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type ManifestContext, type ManifestResult, readManifest } from './read-manifest';

const context: ManifestContext = {
  nodeName: 'worker1',
  source: 'file',
  file: '/m/x.yaml',
  seenAt: Date.UTC(2026, 10, 23, 16, 44, 49, 313),
  md5: (text) => createHash('md5').update(text).digest('hex'),
};
const read = (text: string, more: Partial<ManifestContext> = {}): ManifestResult =>
  readManifest(text, { ...context, ...more });
const podOf = (text: string, more: Partial<ManifestContext> = {}) => {
  const result = read(text, more);
  if (!result.ok) throw new Error(result.message);
  return result.pod;
};
const refusalOf = (text: string) => {
  const result = read(text);
  if (result.ok) throw new Error('was accepted');
  return result;
};
const codes = (text: string): string[] => read(text).problems.map(({ code }) => code);

const NGINX = `apiVersion: v1
kind: Pod
metadata:
  name: nginx
spec:
  containers:
  - name: nginx
    image: nginx:latest
    imagePullPolicy: IfNotPresent
    ports:
    - name: http
      containerPort: 80
      protocol: TCP
  restartPolicy: Always
`;
const BUSYBOX = `apiVersion: v1
kind: Pod
metadata:
  name: bb
spec:
  terminationGracePeriodSeconds: 2
  containers:
  - name: c
    image: busybox:1.35
    imagePullPolicy: IfNotPresent
    command: ["sh", "-c", "trap 'exit 0' TERM; sleep 3600 & wait"]
`;

describe('a good manifest', () => {
  it('becomes the pod that the real kubelet showed in GET /pods', () => {
    const { uid } = podOf(NGINX).metadata;
    expect(uid).toMatch(/^[0-9a-f]{32}$/);
    const seen = podOf(NGINX).metadata.annotations['kubernetes.io/config.seen'];
    expect(Date.parse(seen ?? '')).toBe(context.seenAt);
    expect(seen).toMatch(/\.313000000(Z|[-+]\d\d:\d\d)$/);
    const golden = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'nginx-worker1',
        namespace: 'default',
        selfLink: '/api/v1/namespaces/default/pods/nginx-worker1',
        uid,
        creationTimestamp: null,
        annotations: {
          'kubernetes.io/config.hash': uid,
          'kubernetes.io/config.seen': seen,
          'kubernetes.io/config.source': 'file',
        },
      },
      spec: {
        containers: [
          {
            name: 'nginx',
            image: 'nginx:latest',
            ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }],
            resources: {},
            terminationMessagePath: '/dev/termination-log',
            terminationMessagePolicy: 'File',
            imagePullPolicy: 'IfNotPresent',
          },
        ],
        restartPolicy: 'Always',
        terminationGracePeriodSeconds: 30,
        dnsPolicy: 'ClusterFirst',
        nodeName: 'worker1',
        securityContext: {},
        schedulerName: 'default-scheduler',
        tolerations: [{ operator: 'Exists', effect: 'NoExecute' }],
        enableServiceLinks: true,
      },
      status: { phase: 'Pending' },
    };
    const { apiVersion, kind, ...rest } = podOf(NGINX);
    expect({ apiVersion, kind }).toEqual({ apiVersion: 'v1', kind: 'Pod' });
    const { apiVersion: a, kind: k, ...goldenRest } = golden;
    expect({ a, k }).toEqual({ a: 'v1', k: 'Pod' });
    // As text: the order of the fields is the API's, too.
    expect(JSON.stringify(rest)).toBe(JSON.stringify(goldenRest));
  });

  it('adds no toleration to a pod from a URL', () => {
    const pod = podOf(NGINX, { source: 'http' });
    expect(pod.spec.tolerations).toBeUndefined();
    expect(pod.metadata.annotations['kubernetes.io/config.source']).toBe('http');
  });

  it('lower-cases the node name', () => {
    expect(podOf(NGINX, { nodeName: 'WORKER2' }).metadata.name).toBe('nginx-worker2');
    expect(podOf(NGINX, { nodeName: 'WORKER2' }).spec.nodeName).toBe('worker2');
  });
});

describe('uid', () => {
  const uid = (text: string, more: Partial<ManifestContext> = {}) => podOf(text, more).metadata.uid;
  const json = JSON.stringify({
    spec: {
      restartPolicy: 'Always',
      containers: [
        {
          image: 'nginx:latest',
          name: 'nginx',
          imagePullPolicy: 'IfNotPresent',
          ports: [{ protocol: 'TCP', containerPort: 80, name: 'http' }],
        },
      ],
    },
    metadata: { name: 'nginx' },
    kind: 'Pod',
    apiVersion: 'v1',
  });

  it.each([
    ['comments and blank lines', `# hello\n\n${NGINX}\n# bye\n`],
    ['key order', NGINX.replace('apiVersion: v1\nkind: Pod\n', 'kind: Pod\napiVersion: v1\n')],
    ['JSON instead of YAML', json],
    ['an unknown field', NGINX.replace('spec:\n', 'spec:\n  replicas: 3\n')],
    ['a default written out', NGINX.replace('spec:\n', 'spec:\n  dnsPolicy: ClusterFirst\n')],
    ['a second document', `${NGINX}---\nkind: Service\n`],
  ])('is not changed by %s', (_, text) => expect(uid(text)).toBe(uid(NGINX)));

  it('is not changed by the file', () => expect(uid(NGINX, { file: '/other' })).toBe(uid(NGINX)));

  it.each([
    ['the image', NGINX.replace('nginx:latest', 'nginx:alt')],
    ['a label', NGINX.replace('name: nginx\nspec', 'name: nginx\n  labels: {a: b}\nspec')],
    ['the grace period', NGINX.replace('spec:\n', 'spec:\n  terminationGracePeriodSeconds: 1\n')],
  ])('is changed by %s', (_, text) => expect(uid(text)).not.toBe(uid(NGINX)));

  it('is another one on another node', () => expect(uid(NGINX, { nodeName: 'worker2' })).not.toBe(uid(NGINX)));

  it('is kept when it is written', () => {
    const pod = podOf(NGINX.replace('name: nginx\n', 'name: nginx\n  uid: my-own-uid-1\n  namespace: kube-system\n'));
    expect(pod.metadata).toMatchObject({ uid: 'my-own-uid-1', namespace: 'kube-system' });
    expect(pod.metadata.annotations['kubernetes.io/config.hash']).toBe('my-own-uid-1');
  });
});

const decodeRefusals: [string, string, string][] = [
  ['an empty file', '', "Object 'Kind' is missing in 'null'"],
  ['only a comment', '# nothing here\n', "Object 'Kind' is missing in 'null'"],
  [
    'no kind',
    BUSYBOX.replace('apiVersion: v1\nkind: Pod\n', '').replace('name: bb', 'name: nokind'),
    `Object 'Kind' is missing in '{"metadata":{"name":"nokind"},"spec":{"containers":[{"command":["sh","-c","trap 'exit 0' TERM; sleep 3600 \\u0026 wait"],"image":"busybox:1.35","imagePullPolicy":"IfNotPresent","name":"c"}],"terminationGracePeriodSeconds":2}}'`,
  ],
  [
    'prose',
    'This folder holds manifests.\n',
    `couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
  ],
  [
    'a Deployment',
    'apiVersion: apps/v1\nkind: Deployment\n',
    'no kind "Deployment" is registered for version "apps/v1" in scheme "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"',
  ],
  [
    'a version that is none',
    BUSYBOX.replace('v1', 'v2'),
    'no kind "Pod" is registered for version "v2" in scheme "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"',
  ],
  [
    'a List',
    'apiVersion: v1\nkind: List\nitems: []\n',
    'invalid pod: &core.List{TypeMeta:v1.TypeMeta{Kind:"", APIVersion:""}, ListMeta:v1.ListMeta{SelfLink:"", ResourceVersion:"", Continue:"", RemainingItemCount:(*int64)(nil)}, Items:[]runtime.Object{}}',
  ],
  [
    'a word for a port number',
    BUSYBOX.replace('    command', '    ports: [{containerPort: eighty}]\n    command').replace(/ {4}command.*\n/, ''),
    'v1.Pod.Spec: v1.PodSpec.Containers: []v1.Container: v1.Container.Ports: []v1.ContainerPort: v1.ContainerPort.ContainerPort: readUint32: unexpected character: \ufffd, error found in #10 byte of ...|nerPort":"eighty"}]}|..., bigger context ...|NotPresent","name":"c","ports":[{"containerPort":"eighty"}]}],"terminationGracePeriodSeconds":2}}|...',
  ],
  [
    'a number for an environment value',
    `${BUSYBOX}    env: [{name: A, value: 1}]\n`,
    'v1.Pod.Spec: v1.PodSpec.TerminationGracePeriodSeconds: Containers: []v1.Container: v1.Container.Name: ImagePullPolicy: Image: Env: []v1.EnvVar: v1.EnvVar.Value: ReadString: expects " or n, but found 1, error found in #10 byte of ...|,"value":1}],"image"|..., bigger context ...|ep 3600 \\u0026 wait"],"env":[{"name":"A","value":1}],"image":"busybox:1.35","imagePullPolicy":"IfNot|...',
  ],
  [
    'a text for the grace period',
    BUSYBOX.replace('Seconds: 2', 'Seconds: "5"').replace(/ {4}command.*\n/, ''),
    'v1.Pod.Spec: v1.PodSpec.TerminationGracePeriodSeconds: readUint64: unexpected character: \ufffd, error found in #10 byte of ...|Seconds":"5"}}|..., bigger context ...|nt","name":"c"}],"terminationGracePeriodSeconds":"5"}}|...',
  ],
  [
    'a mapping inside a value',
    'apiVersion: v1\nkind: Pod\nmetadata: name: x\n',
    'yaml: line 3: mapping values are not allowed in this context',
  ],
  [
    'a tab',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: t\nspec:\n  containers:\n  - name: c\n    image: i\n\tcommand: [x]\n',
    'yaml: line 9: found a tab character that violates indentation',
  ],
  [
    'braces that are no YAML',
    '{{{ not yaml',
    "couldn't get version/kind; json parse error: invalid character '{' looking for beginning of object key string",
  ],
  ['an unknown alias', 'apiVersion: v1\nkind: Pod\nmetadata: *x\n', "yaml: unknown anchor 'x' referenced"],
];

describe('refused by the decoder, in the words of the real kubelet 1.20.2', () => {
  it.each(decodeRefusals)('%s', (_, text, cause) => {
    const message = `couldn't parse as pod(${cause}), please check config file`;
    expect(refusalOf(text)).toMatchObject({ message, logText: `/m/x.yaml: ${message}` });
    expect(refusalOf(text).problems).not.toEqual([]);
  });
});

const NAME_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const invalidPods: [string, string, string, string[]][] = [
  [
    'no name',
    BUSYBOX.replace('  name: bb', '  labels: {}'),
    `metadata.name: Invalid value: "-worker1": ${NAME_RULE}`,
    ['MissingName'],
  ],
  [
    'an upper-case name',
    BUSYBOX.replace('name: bb', 'name: Upper_case'),
    `metadata.name: Invalid value: "Upper_case-worker1": ${NAME_RULE}`,
    ['BadPodName'],
  ],
  [
    'no containers',
    BUSYBOX.replace(/ {2}containers:\n(.*\n)*/, '  containers: []\n'),
    'spec.containers: Required value',
    ['NoContainers'],
  ],
  [
    'two containers with one name',
    `${BUSYBOX}  - name: c\n    image: i\n`,
    'spec.containers[1].name: Duplicate value: "c"',
    ['DuplicateContainerName'],
  ],
  ['no image', BUSYBOX.replace(/ {4}image:.*\n/, ''), 'spec.containers[0].image: Required value', ['NoImage']],
  [
    'a port out of range and an unknown policy',
    `${BUSYBOX}    ports: [{containerPort: 70000}]\n  restartPolicy: Sometimes\n`,
    'spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
    ['PortOutOfRange', 'UnsupportedValue'],
  ],
  [
    'a mount of an unknown volume',
    `${BUSYBOX}    volumeMounts: [{name: nov, mountPath: /x}]\n`,
    'spec.containers[0].volumeMounts[0].name: Not found: "nov"',
    ['NotYetSupported', 'UnknownVolume'],
  ],
];

describe('refused by validation, in the words of the real kubelet 1.20.2', () => {
  it.each(invalidPods)('%s', (_, text, errors, expected) => {
    const message = `invalid pod: [${errors}]`;
    expect(refusalOf(text)).toMatchObject({ message, logText: message });
    expect(codes(text)).toEqual(expected);
  });
});

describe('where a problem is', () => {
  const located = (text: string) =>
    read(text).problems.map(({ code, line, column, path }) => ({ code, line, column, path }));

  it('points at wrong values, all of them', () => {
    expect(located(`${BUSYBOX}    tty: maybe\n    env: [{name: A, value: yes}]\n`)).toEqual([
      { code: 'WrongType', line: 12, column: 10, path: 'spec.containers[0].tty' },
      { code: 'WrongType', line: 13, column: 28, path: 'spec.containers[0].env[0].value' },
    ]);
  });

  it('points at the container without an image', () => {
    expect(located(BUSYBOX.replace(/ {4}image:.*\n/, ''))).toEqual([
      { code: 'NoImage', line: 8, column: 5, path: 'spec.containers[0].image' },
    ]);
  });

  it('points at keys that v1 does not know, with what may have been meant', () => {
    const text = BUSYBOX.replace('    image:', '    imagePullPolice: Never\n    image:').replace(
      'spec:\n',
      'spec:\n  replicas: 2\n',
    );
    expect(located(text)).toEqual([
      { code: 'UnknownField', line: 6, column: 3, path: 'spec.replicas' },
      { code: 'UnknownField', line: 10, column: 5, path: 'spec.containers[0].imagePullPolice' },
    ]);
    expect(read(text).problems.map(({ facts }) => facts?.suggestion)).toEqual(['', 'imagePullPolicy']);
    expect(read(text).problems.every(({ severity }) => severity === 'warning')).toBe(true);
    expect(read(text).ok).toBe(true);
  });

  it('points at what is not carried out yet', () => {
    const text = `${BUSYBOX}    livenessProbe: {tcpSocket: {port: 80}}\n    securityContext: {runAsUser: 1, privileged: true}\n  hostPID: true\n  hostIPC: false\n`;
    expect(read(text).ok).toBe(true);
    expect(located(text).map(({ path }) => path)).toEqual([
      'spec.containers[0].livenessProbe',
      'spec.containers[0].securityContext.privileged',
      'spec.hostPID',
    ]);
  });

  it('points into JSON as well', () => {
    expect(located('{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "spec": {"containers": 5}\n}')).toEqual([
      { code: 'WrongType', line: 4, column: 26, path: 'spec.containers' },
    ]);
  });
});

describe('YAML as the real kubelet reads it', () => {
  const labels = (yaml: string) => podOf(BUSYBOX.replace('  name: bb', `  name: bb\n${yaml}`)).metadata.labels;

  it('takes the last of two equal keys, and says so', () => {
    const text = BUSYBOX.replace('name: bb', 'name: first\n  name: bb');
    expect(podOf(text).metadata.name).toBe('bb-worker1');
    expect(codes(text)).toEqual(['DuplicateKey']);
  });

  it('reads the first of several documents, and says so', () => {
    expect(podOf(`# first\n---\n${BUSYBOX}`).metadata.name).toBe('bb-worker1');
    expect(codes(`${BUSYBOX}---\n${NGINX}`)).toEqual(['MoreDocuments']);
    expect(podOf(`${BUSYBOX}---\na: [\n`).metadata.name).toBe('bb-worker1');
  });

  it.each(['yes', 'on', 'y', 'Off', 'NO', 'true'])('takes %s for a boolean', (word) => {
    const result = refusalOf(BUSYBOX.replace('  name: bb', `  name: bb\n  labels: {a: ${word}}`));
    expect(result.problems[0]).toMatchObject({ code: 'WrongType', facts: { found: 'boolean', value: word } });
  });

  it('takes 1:30 and dates for text, 010 for eight, and quoted numbers for text', () => {
    expect(labels('  labels: {a: 2020-01-01, b: "1", c: \'yes\'}')).toEqual({ a: '2020-01-01', b: '1', c: 'yes' });
    expect(podOf(BUSYBOX.replace('Seconds: 2', 'Seconds: 010')).spec.terminationGracePeriodSeconds).toBe(8);
  });

  it('knows anchors and merge keys', () => {
    expect(labels('  annotations: &a {x: "1", y1: "2"}\n  labels: {<<: *a, y1: "3"}')).toEqual({ x: '1', y1: '3' });
  });

  it('is not harmed by __proto__', () => {
    const text = `${BUSYBOX}  __proto__: {polluted: true}\n  nodeSelector: {__proto__: x}\n`;
    expect(read(text).ok).toBe(false);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('hostile input', () => {
  it('follows no more than a hundred aliases', () => {
    const lines = ['a0: &a0 [x, x]'];
    for (let i = 1; i < 10; i += 1)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    expect(codes(lines.join('\n'))).toEqual(['TooManyAliases']);
  });

  it('stops at an anchor that contains itself', () => {
    expect(codes('a: &a [*a]\n')).toEqual(['YamlUnknownAnchor']);
    expect(codes('a: &a {b: *a}\n')).toEqual(['YamlUnknownAnchor']);
  });

  it.each([
    ['flow', 'a: '.concat('['.repeat(5000))],
    ['closed flow', `a: ${'['.repeat(100)}${']'.repeat(100)}`],
    ['block', Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['JSON', `{"a":${'['.repeat(5000)}`],
    ['a megabyte of brackets', `a: ${'['.repeat(1_000_000)}`],
    ['a megabyte of dashes', '- '.repeat(500_000)],
    ['question marks', '? '.repeat(20_000)],
  ])('stops at deep nesting: %s', (_, text) => expect(codes(text)).toContain('TooDeep'));

  it('stops at the first of a million faults', () => {
    expect(refusalOf(']'.repeat(1_000_000)).problems).toHaveLength(1);
    expect(refusalOf('%'.repeat(1_000_000)).problems).toHaveLength(1);
  });

  it('names at most a hundred unknown fields', () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `  contaners${i}: 1`);
    expect(codes(`${BUSYBOX}${lines.join('\n')}\n`)).toHaveLength(100);
  });

  it('refuses what is too large', () => {
    expect(refusalOf(`# ${'x'.repeat(1024 * 1024)}`)).toMatchObject({ message: 'the read limit is reached' });
    expect(codes(`{${' '.repeat(1024 * 1024)}}`)).toEqual(['TooLarge']);
  });
});
