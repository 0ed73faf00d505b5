// What a participant may try, from inside a seat, with another seat beside it (shared reference security §3 D, F).
import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Learner, until } from './seat-fixture';
import { DEFAULT_SEAT_LIMITS, type SeatLab } from './seat-lab';
import { host, prepareHost, testSeats } from './seats-fixture';

const run = promisify(execFile);
const { folder, idOf, open } = testSeats('a');
let bad: SeatLab;
let good: SeatLab;
let mallory: Learner;
let ada: Learner;

beforeAll(async () => {
  await prepareHost();
  [bad, good] = await Promise.all([open(11), open(12)]);
  mallory = new Learner(bad);
  ada = new Learner(good);
  await Promise.all([mallory.sitDown(), ada.sitDown()]);
}, 180_000);
afterAll(async () => {
  await Promise.all([bad?.remove(), good?.remove()]);
  rmSync(folder, { recursive: true });
}, 60_000);

describe('from a shell', () => {
  it.each([
    [
      'mount -t tmpfs none /mnt 2>&1 || busybox mount -t tmpfs none /mnt',
      /denied|permitted|must be superuser|not found/,
    ],
    ['busybox unshare -U true 2>&1; busybox unshare -m true', /not permitted|applet not found/],
    ['busybox chroot / true', /not permitted|applet not found/],
    ['echo 1 > /proc/sys/kernel/hostname', /Read-only|denied/],
    ['busybox mknod /tmp/d b 254 0', /not permitted|applet not found/],
    ['kill -9 1; cat /proc/1/environ', /not permitted|denied/],
    ['cat /etc/shadow', /No such file/],
    ['ls /var/lib/docker /run/docker.sock.real 2>&1; ls -l /run/kulissen-relay', /denied|cannot/],
    ['rm -f /run/kulissen/docker.sock', /Read-only|denied/],
  ])('%s', async (line, refused) => {
    const { out, code } = await mallory.type(line);
    expect(out).toMatch(refused);
    expect(code).not.toBe(0);
  });

  it('a fork bomb stays inside, and its terminal ends it', async () => {
    mallory.press('bomb() { bomb | bomb & }; bomb\n');
    await until(
      () => (pids(idOf(11)) > 200 ? true : null),
      20_000,
      () => String(pids(idOf(11))),
    );
    expect((await ada.type('echo calm')).out).toBe('calm');
    await mallory.stand();
    await until(
      () => (pids(idOf(11)) < 50 ? true : null),
      30_000,
      () => String(pids(idOf(11))),
    );
    await mallory.sitDown();
    expect((await mallory.type('echo back')).out).toBe('back');
  }, 90_000);

  it('memory runs out for the hog, not for its machine', async () => {
    const { out } = await mallory.type(
      'head -c 600M /dev/zero | tail >/dev/null; echo status ${PIPESTATUS[1]}',
      60_000,
    );
    expect(out).toContain('status 137');
    expect((await mallory.type('echo alive')).out).toBe('alive');
  }, 90_000);

  it('ten thousand files and a full disk stay on its own disk', async () => {
    await mallory.type('mkdir many; for i in $(seq 10000); do : > many/$i; done; rm -r many', 120_000);
    const { out } = await mallory.type('head -c 2G /dev/zero > big; stat -c %s big; rm big', 120_000);
    expect(out).toMatch(/No space left on device|File too large/);
    expect((await ada.type('echo x > y; cat y; rm y')).out).toBe('x');
  }, 300_000);
});

describe('with a manifest', () => {
  /** A command that writes it: in a terminal's line there is no place for a here-document and what follows. */
  const manifest = (name: string, more: string, spec = '') => {
    const text = `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
${spec}  containers:
  - name: c
    image: busybox:1.35
    command: ["sleep", "600"]
    imagePullPolicy: IfNotPresent
${more}
`;
    return `mkdir -p kubelet-manifests; echo ${Buffer.from(text).toString('base64')} | base64 -d > kubelet-manifests/${name}.yaml`;
  };
  beforeAll(async () => {
    mallory.press('./kubelet --pod-manifest-path=$PWD/kubelet-manifests\n');
    await mallory.sees(/Started kubelet|Starting to listen/);
    await mallory.sitDown();
  }, 60_000);

  it.each([
    ['privileged', 'privileged', '    securityContext: { privileged: true }', ''],
    ['hostnet', 'host namespaces', '', '  hostNetwork: true\n'],
    ['hostpid', 'host namespaces', '', '  hostPID: true\n'],
    ['capability', 'non-default capabilities', '    securityContext: { capabilities: { add: [SYS_ADMIN] } }', ''],
    ['hostport', 'hostPort', '    ports: [{ containerPort: 80, hostPort: 8080 }]', ''],
    ['path', 'hostPath volumes', '', '  volumes: [{ name: v, hostPath: { path: / } }]\n'],
  ])(
    '%s is refused by its rule',
    async (name, rule, more, spec) => {
      await mallory.type(manifest(name, more, spec));
      await until(
        () => {
          const found = JSON.stringify(bad.snapshot().view.manifests[`${name}.yaml`]?.problems ?? []);
          return found.includes(rule) ? found : null;
        },
        20_000,
        () => JSON.stringify(bad.snapshot().view.manifests[`${name}.yaml`]),
      );
      await mallory.type(`rm kubelet-manifests/${name}.yaml`);
      expect(await host('ps', '-aq', '--filter', `label=io.kubernetes.pod.name=${name}-worker11`)).toBe('');
    },
    60_000,
  );

  // The engine sees the home through the same mount: it can't follow the link, nor make a folder in its place.
  it('a path of its home mounts; a link in it leads nowhere', async () => {
    const volume = (path: string) => `  volumes: [{ name: v, hostPath: { path: ${path} } }]\n`;
    const home = bad.snapshot().view.lab.home;
    const mount = '    volumeMounts: [{ name: v, mountPath: /v }]';
    const running = (name: string) =>
      host(
        'ps',
        '-q',
        '--filter',
        `label=io.kubernetes.pod.name=${name}-worker11`,
        '--filter',
        'label=io.kubernetes.container.name=c',
      );
    await mallory.type('mkdir -p shared; echo mine > shared/file; ln -sfn /etc way-out');
    await mallory.type(manifest('inside', mount, volume(`${home}/shared`)));
    await mallory.type(manifest('outside', mount, volume(`${home}/way-out`)));
    await until(
      () => (podOf('inside')?.status?.phase === 'Running' ? true : null),
      30_000,
      () => JSON.stringify(bad.snapshot().view.pods),
    );
    expect(await host('exec', await running('inside'), 'cat', '/v/file')).toBe('mine');
    const waiting = await until(
      () => podOf('outside')?.containers.find(({ name, reason }) => name === 'c' && reason !== '') ?? null,
      30_000,
      () => JSON.stringify(podOf('outside')),
    );
    expect([waiting.state, waiting.message]).toEqual([
      'waiting',
      expect.stringMatching(/error while creating mount source path|too many levels/),
    ]);
    expect(await running('outside')).toBe('');
    await mallory.type('rm kubelet-manifests/inside.yaml kubelet-manifests/outside.yaml');
  }, 90_000);

  it('a link that is swapped in a loop never shows a file of the host', async () => {
    const secret = join(folder, 'secret.yaml');
    rmSync(secret, { force: true });
    await run('sh', ['-c', `echo 'kind: TopSecret' > ${secret}`]);
    await mallory.type(
      `(while :; do ln -sfn ${folder} kubelet-manifests.x; ln -sf ${secret} kubelet-manifests/swap.yaml; echo 'kind: Mine' > t; mv t kubelet-manifests/swap.yaml; done) 2>/dev/null & sleep 0`,
    );
    for (let tries = 0; tries < 300; tries += 1) {
      const read = await bad.perform(mallory, 'file:read', { file: 'swap.yaml' });
      if (read.ok) expect(read.value.content).not.toContain('TopSecret');
    }
    expect(JSON.stringify(bad.snapshot().view)).not.toContain('TopSecret');
    await mallory.type('kill %1 2>/dev/null; rm -f kubelet-manifests/swap.yaml kubelet-manifests.x');
  }, 60_000);

  it('more pods than a seat may have are not started', async () => {
    for (let index = 0; index < 14; index += 1) await mallory.type(manifest(`p${index}`, ''));
    await until(
      () =>
        Object.values(bad.snapshot().view.pods).some(({ status }) => status?.reason === 'UnexpectedAdmissionError')
          ? true
          : null,
      60_000,
      () => JSON.stringify(Object.values(bad.snapshot().view.pods).map(({ status }) => status?.reason)),
    );
    const running = await host(
      'ps',
      '-q',
      '--filter',
      `label=dev.kulissen.lab=${idOf(11)}`,
      '--filter',
      'label=io.kubernetes.docker.type=podsandbox',
    );
    expect(running.split('\n').length).toBeLessThanOrEqual(DEFAULT_SEAT_LIMITS.pods);
    await mallory.type('rm kubelet-manifests/*');
  }, 120_000);
});

const podOf = (name: string) => Object.values(bad.snapshot().view.pods).find(({ baseName }) => baseName === name);

/** Processes of the seat's workstation. */
function pids(id: string): number {
  try {
    return Number(readFileSync(`/sys/fs/cgroup/pids/kulissen/${id}/pids.current`, 'utf8'));
  } catch {
    return Number(readFileSync(`/sys/fs/cgroup/kulissen/${id}/pids.current`, 'utf8'));
  }
}
