import { describe, expect, it } from 'vitest';
import type { ManifestContext } from './read-manifest';
import { BUSYBOX, context, NGINX, podOf, read } from './testdata/manifests';

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

  it('points at what an API server would be needed for', () => {
    const asking = (secrets: string) => `${BUSYBOX}  imagePullSecrets: ${secrets}\n`;
    expect(read(asking('[{name: a}]')).ok).toBe(true);
    expect(located(asking('[{name: a}]')).map(({ path }) => path)).toEqual(['spec.imagePullSecrets']);
    expect(located(asking('[]'))).toEqual([]);
  });

  it('points into JSON as well', () => {
    expect(located('{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "spec": {"containers": 5}\n}')).toEqual([
      { code: 'WrongType', line: 4, column: 26, path: 'spec.containers' },
    ]);
  });
});
