// Volumes in a whole kubelet: real files below --root-dir, the memory engine, time moved by hand.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { givenTestLab, SECOND, type TestNode, until } from './kubelet-fixture';
import { VOLUMES_TIMEOUT_MS } from './plan/plan-volumes';

const lab = givenTestLab();
const PATIENCE = { timeout: 20_000, interval: 5 };
const UID = 'c0ffee00000000000000000000000001';
const STAYS = 'trap "exit 0" TERM; sleep 100000 & wait';

interface Wish {
  volumes?: object[];
  mounts?: object[];
  container?: object;
  pod?: object;
  metadata?: object;
  script?: string;
}
const manifestWith = ({ volumes = [], mounts, container, pod, metadata, script = STAYS }: Wish) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', uid: UID, ...metadata },
    spec: {
      volumes,
      containers: [
        {
          name: 'c',
          image: 'busybox:1.35',
          command: ['sh', '-c', script],
          volumeMounts: mounts ?? volumes.map((volume) => ({ mountPath: '/v', ...volume, name: 'v' })),
          ...container,
        },
      ],
      ...pod,
    },
  });
const mounts = [{ name: 'v', mountPath: '/v' }];

async function started(wish: Wish): Promise<TestNode> {
  const node = await lab.startNode();
  await node.save('web.json', manifestWith({ mounts, ...wish }));
  return node;
}
const volumeDir = (plugin: string) => join(lab.home, 'root/pods', UID, 'volumes', `kubernetes.io~${plugin}`, 'v');
const mountFailures = (node: TestNode) =>
  node.events.flatMap((event) => (event.type === 'event' && event.reason === 'FailedMount' ? [event.message] : []));
const waiting = (node: TestNode) => node.container()?.state.waiting;

describe('volumes', () => {
  it('are set up before anything else, and why is said', async () => {
    const node = await started({ volumes: [{ name: 'v', emptyDir: {} }] });
    await until(() => expect(node.status()?.phase).toBe('Running'));
    const [plan] = node.events.flatMap((event) => (event.type === 'planned' ? [event.actions] : []));
    expect(plan?.map(({ kind, because }) => [kind, because.code])).toEqual([
      ['MountVolume', 'VolumeNotMounted'],
      ['CreateSandbox', 'NoSandbox'],
      ['StartContainer', 'NeverStarted'],
    ]);
    expect((await stat(volumeDir('empty-dir'))).mode & 0o777).toBe(0o777);
  });

  it('go with the pod, and are told to go', async () => {
    const node = await started({ volumes: [{ name: 'v', emptyDir: { medium: 'Memory' } }] });
    await until(() => expect(node.status()?.phase).toBe('Running'));
    await node.remove('web.json');
    await until(() => expect(existsSync(join(lab.home, 'root/pods', UID))).toBe(false));
    const acted = node.events.flatMap((event) => (event.type === 'acted' ? [event.action] : []));
    expect(acted).toContainEqual({
      kind: 'UnmountVolume',
      volume: 'v',
      because: { code: 'ManifestGone', facts: { source: 'file' } },
    });
  });

  it('go when the pod has finished, though its dead container stays', async () => {
    const volumes = [{ name: 'v', emptyDir: { medium: 'Memory' } }];
    const node = await started({ volumes, pod: { restartPolicy: 'Never' }, script: 'sleep 5; exit 0' });
    await until(() => expect(node.container()?.ready).toBe(true));
    expect(existsSync(volumeDir('empty-dir'))).toBe(true);
    await lab.clock.advance(5 * SECOND);
    await until(() => expect(node.status()?.phase).toBe('Succeeded'));
    await until(() => expect(existsSync(volumeDir('empty-dir'))).toBe(false));
    expect(node.containers()).toEqual(['web-node1_0 exited']);
  });

  it('that nobody mounts are not set up', async () => {
    const node = await started({ volumes: [{ name: 'v', emptyDir: {} }], mounts: [] });
    await until(() => expect(node.status()?.phase).toBe('Running'));
    expect(existsSync(volumeDir('empty-dir'))).toBe(false);
  });
});

describe('a volume that can’t be set up', () => {
  it('is tried again after 0.5 s, 1 s, 2 s; the pod waits, and starts once it is there', async () => {
    const path = join(lab.home, 'later');
    const node = await started({ volumes: [{ name: 'v', hostPath: { path, type: 'Directory' } }] });
    const failure = `MountVolume.SetUp failed for volume "v" : hostPath type check failed: ${path} is not a directory`;
    await until(() => expect(mountFailures(node)).toEqual([failure]));
    expect(waiting(node)).toEqual({ reason: 'ContainerCreating' });
    expect(lab.engine.all()).toEqual([]);
    for (const [tries, ms] of [500, 1000, 2000].entries()) {
      await until(() =>
        expect(node.log()).toContain(`(durationBeforeRetry ${ms === 500 ? '500ms' : `${ms / 1000}s`})`),
      );
      await lab.clock.advance(ms - 1);
      expect(mountFailures(node)).toHaveLength(tries + 1);
      await lab.due(() => expect(mountFailures(node)).toHaveLength(tries + 2));
    }
    await mkdir(path);
    await lab.clock.advance(4 * SECOND - 5);
    await lab.due(() => expect(node.status()?.phase).toBe('Running'));
  });

  it('is named after two minutes', async () => {
    const volumes = [
      { name: 'v', hostPath: { path: '/nowhere', type: 'File' } },
      { name: 'w', emptyDir: {} },
    ];
    const both = [...mounts, { name: 'w', mountPath: '/w' }];
    const began = lab.clock.now();
    const node = await started({ volumes, mounts: both });
    await until(() => expect(mountFailures(node)).toHaveLength(1));
    const named =
      'Unable to attach or mount volumes: unmounted volumes=[v], unattached volumes=[v w]: timed out waiting for the condition';
    const afterASecond = async () => {
      await lab.clock.advance(SECOND);
      return mountFailures(node);
    };
    await expect.poll(afterASecond, PATIENCE).toContain(named);
    expect(lab.clock.now() - began).toBeGreaterThanOrEqual(VOLUMES_TIMEOUT_MS);
    expect(node.log()).toContain('Error syncing pod');
  }, 30_000);

  it.each([
    [{ configMap: { name: 'x' } }, 'failed to sync configmap cache: timed out waiting for the condition'],
    [{ secret: { secretName: 'x' } }, 'failed to sync secret cache: timed out waiting for the condition'],
    [
      { projected: { sources: [{ configMap: { name: 'x' } }] } },
      'Cannot setup projected volume v because kube client is not configured',
    ],
  ])('for want of an API server: %j', async (source, why) => {
    const node = await started({ volumes: [{ name: 'v', ...source }] });
    const failure = `MountVolume.SetUp failed for volume "v" : ${why}`;
    await until(() => expect(mountFailures(node)).toEqual([failure]));
    expect(waiting(node)).toEqual({ reason: 'ContainerCreating' });
  });

  it('for want of a plugin', async () => {
    const node = await started({ volumes: [{ name: 'v', nfs: { server: 's', path: '/' } }] });
    const why = 'failed to get Plugin from volumeSpec for volume "v" err=no volume plugin matched';
    const failure = `Unable to attach or mount volumes: unmounted volumes=[v], unattached volumes=[v]: ${why}`;
    await until(() => expect(mountFailures(node)).toEqual([failure]));
  });
});

describe('a downwardAPI volume', () => {
  it('holds what it is asked for, and follows the pod’s labels', async () => {
    const items = [
      { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
      { path: 'sub/name', fieldRef: { fieldPath: 'metadata.name' }, mode: 0o400 },
      { path: 'cpu', resourceFieldRef: { containerName: 'c', resource: 'limits.cpu', divisor: '1m' } },
    ];
    const wish = {
      volumes: [{ name: 'v', downwardAPI: { items } }],
      container: { resources: { limits: { cpu: '250m' } } },
    };
    const node = await started({ ...wish, metadata: { labels: { b: 'x', a: '1' } } });
    await until(() => expect(node.status()?.phase).toBe('Running'));
    const dir = volumeDir('downward-api');
    const read = (name: string) => readFile(join(dir, name), 'utf8');
    expect([await read('labels'), await read('sub/name'), await read('cpu')]).toEqual([
      'a="1"\nb="x"',
      'web-node1',
      '250',
    ]);
    expect((await stat(join(dir, 'sub/name'))).mode & 0o777).toBe(0o400);
    await node.save('web.json', manifestWith({ mounts, ...wish, metadata: { labels: { a: '2' } } }));
    await until(() => expect(node.log()).toContain('SyncLoop (UPDATE'));
    await expect.poll(() => read('labels')).toBe('a="2"');
    const generations = async () => (await readdir(dir)).filter((name) => /^\.\.\d{4}_/.test(name));
    await expect.poll(generations).toHaveLength(1);
    expect(node.container()?.restartCount).toBe(0);
  });
});

describe('a container that can’t be configured', () => {
  it.each([
    [{ envFrom: [{ configMapRef: { name: 'x' } }] }, "couldn't get configMap default/x, no kubeClient defined"],
    [{ volumeMounts: [{ name: 'v', mountPath: '/v', subPathExpr: '$(A)$(NOPE)' }] }, 'missing value for A, NOPE'],
    [
      {
        env: [{ name: 'A', value: '/tmp' }],
        volumeMounts: [{ name: 'v', mountPath: '/v', subPathExpr: '$(A)' }],
      },
      'error SubPath `/tmp` must not be an absolute path',
    ],
    [
      { env: [{ name: 'A', value: '..' }], volumeMounts: [{ name: 'v', mountPath: '/v', subPathExpr: '$(A)' }] },
      "unable to provision SubPath `..`: must not contain '..'",
    ],
  ])('says why: %j', async (container, message) => {
    const node = await started({ volumes: [{ name: 'v', emptyDir: {} }], container });
    await until(() => expect(waiting(node)).toEqual({ reason: 'CreateContainerConfigError', message }));
    expect(node.containers('podsandbox')).toEqual(['web-node1_0 running']);
  });
});
