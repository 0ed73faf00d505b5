// Two seats on a real engine: what a participant types, and what one must not reach.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Learner, until } from './seat-fixture';
import { DEFAULT_SEAT_LIMITS, type SeatLab } from './seat-lab';
import { host, prepareHost, testSeats } from './seats-fixture';

const { folder, idOf, open } = testSeats('t');

let one: SeatLab;
let two: SeatLab;
let ada: Learner;
let bob: Learner;

beforeAll(async () => {
  await prepareHost();
  [one, two] = await Promise.all([open(1, { dockerRun: false }), open(2, { dockerRun: false })]);
  ada = new Learner(one);
  bob = new Learner(two);
  await Promise.all([ada.sitDown(), bob.sitDown()]);
}, 180_000);
afterAll(async () => {
  await Promise.all([one?.remove(), two?.remove()]);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
}, 60_000);

const POD = (name: string) =>
  `mkdir -p kubelet-manifests; printf 'apiVersion: v1\\nkind: Pod\\nmetadata:\\n  name: ${name}\\nspec:\\n  containers:\\n  - name: web\\n    image: nginx:latest\\n    imagePullPolicy: IfNotPresent\\n' > kubelet-manifests/${name}.yaml`;

const web = (lab: SeatLab) => Object.values(lab.snapshot().view.pods)[0]?.containers.find(({ name }) => name === 'web');

describe('a seat', () => {
  it('is a machine of its own name, for a user without powers', async () => {
    expect((await ada.type('hostname; whoami; echo $USER')).out.split('\n')).toEqual(['worker1', 'learner', 'learner']);
    const { out } = await ada.type("grep -E '^(CapEff|NoNewPrivs|Seccomp):' /proc/self/status");
    expect(out.split(/\s+/)).toEqual(['CapEff:', '0000000000000000', 'NoNewPrivs:', '1', 'Seccomp:', '2']);
  });

  it('runs the lesson: kubelet, pod, docker, curl, jq', async () => {
    await ada.type(POD('web'));
    await bob.type(POD('shop'));
    ada.press('sudo ./kubelet --pod-manifest-path=$PWD/kubelet-manifests\n');
    bob.press('sudo ./kubelet --pod-manifest-path=$PWD/kubelet-manifests\n');
    await ada.sees(/Started kubelet|Starting to listen/);
    await Promise.all([ada.sitDown(), bob.sitDown()]);
    await until(
      () => Object.values(one.snapshot().view.pods)[0]?.status?.phase === 'Running' || null,
      30_000,
      () => JSON.stringify(one.snapshot().view.pods),
    );
    const { out: names } = await ada.type("sudo docker ps --format '{{.Names}}'");
    expect(names.split('\n').sort()).toEqual([
      expect.stringMatching(/^k8s_POD_web-worker1_default_/),
      expect.stringMatching(/^k8s_web_web-worker1_default_/),
    ]);
    const { out: ip } = await ada.type("curl -s localhost:10255/pods | jq -r '.items[0].status.podIP'");
    expect(ip).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect((await ada.type(`curl -s ${ip} | grep -o 'Welcome to nginx' | head -1`)).out).toBe('Welcome to nginx');
    const { out: id } = await ada.type('docker ps -q --filter name=k8s_web');
    expect((await ada.type(`docker kill ${id}`)).code).toBe(0);
    await until(
      () => web(one)?.restartCount === 1 || null,
      30_000,
      () => JSON.stringify(web(one)),
    );
  }, 120_000);

  it('keeps the seats apart', async () => {
    const { out: names } = await bob.type("docker ps -a --format '{{.Names}}'");
    expect(names).not.toContain('web-worker1');
    const adas =
      (await host('ps', '-q', '--no-trunc', '--filter', `label=dev.kulissen.lab=${idOf(1)}`)).split('\n')[0] ?? '';
    expect((await bob.type(`docker inspect ${adas}`)).out).toMatch(/No such (object|container)/);
    expect((await bob.type(`docker kill ${adas}`)).code).not.toBe(0);
    const { out: ip } = await ada.type("curl -s localhost:10255/pods | jq -r '.items[0].status.podIP'");
    expect((await bob.type(`curl -s -m 2 http://${ip}/`)).code).not.toBe(0);
    expect((await bob.type("curl -sS localhost:10255/pods | jq -r '.items[].metadata.name'")).out).toBe('shop-worker2');
  }, 60_000);

  it('reaches nothing of the host', async () => {
    const web = createServer((_request, response) => response.end('the host'));
    await new Promise<void>((done) => web.listen(0, '0.0.0.0', done));
    const address = web.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    try {
      const { out: own } = await ada.type('hostname -i');
      const gateway = own.replace(/\.\d+$/, '.1');
      for (const target of [gateway, '127.0.0.1', '172.17.0.1', '169.254.169.254', '10.255.255.1']) {
        const { out, code } = await ada.type(`curl -s -m 2 http://${target}:${port}/`);
        expect([target, out, code === 0]).toEqual([target, '', false]);
      }
    } finally {
      web.close();
    }
  }, 60_000);

  it('gives no file of the host to a kubelet, an editor or a link', async () => {
    const refused = await ada.type('./kubelet --client-ca-file=/etc/shadow --pod-manifest-path=$PWD/kubelet-manifests');
    expect(refused.out).toContain('permission denied');
    expect((await ada.type('./kubelet --config=/etc/shadow')).out).toContain('permission denied');
    expect((await ada.type('./kubelet --root-dir=/etc')).out).toContain("the lab's to set");
    await bob.type('ln -s /etc/passwd kubelet-manifests/stolen.yaml; ln -s /etc other');
    const read = await two.perform(bob, 'file:read', { file: 'stolen.yaml' });
    expect(read.ok).toBe(false);
    expect((await bob.type('cat kubelet-manifests/stolen.yaml | head -1')).out).toBe('root:x:0:0:root:/:/bin/false');
    expect((await bob.type('./kubelet --config=$PWD/other/passwd')).out).toMatch(/too many levels|ELOOP/i);
    expect((await bob.type('mkfifo pipe; ./kubelet --config=$PWD/pipe')).code).not.toBe(0);
  }, 60_000);

  it('bounds what a seat takes', async () => {
    expect(
      (await bob.type('dd if=/dev/zero of=$HOME/big bs=1M count=2000 2>&1 | tail -1; rm -f $HOME/big')).out,
    ).toMatch(/space|copied, [0-9.]+/);
    expect((await bob.type('touch /x 2>&1; touch /usr/bin/x 2>&1')).out).toMatch(/Read-only file system/);
    const { out } = await bob.type('head -c 400M /dev/zero | tail > /dev/null; echo code ${PIPESTATUS[1]}');
    expect(out).toContain('code 137');
    expect((await bob.type('echo alive')).out).toBe('alive');
    const { memoryBytes, containers } = await two.usage();
    expect(containers).toBe(3);
    expect(memoryBytes).toBeLessThan(DEFAULT_SEAT_LIMITS.sum.memoryBytes);
  }, 60_000);

  it('lives through its broker: pods and workstation are adopted', async () => {
    const before = await host('ps', '-q', '--filter', `label=dev.kulissen.seat=${idOf(1)}`);
    await one.close();
    one = await open(1);
    expect(await host('ps', '-q', '--filter', `label=dev.kulissen.seat=${idOf(1)}`)).toBe(before);
    ada = new Learner(one);
    await ada.sitDown();
    expect((await ada.type('ls')).out).toContain('kubelet-manifests');
    await until(
      () => web(one)?.state === 'running' || null,
      20_000,
      () => JSON.stringify(one.snapshot().view.pods),
    );
  }, 60_000);

  it('starts a kubelet again at once: its ports are free', async () => {
    for (let times = 0; times < 4; times += 1) {
      const { out } = await ada.type(
        'timeout --foreground -s INT 2 ./kubelet --pod-manifest-path=$PWD/kubelet-manifests 2>&1 | cat',
      );
      expect(out).toContain('Started kubelet');
      expect(out).not.toContain('address already in use');
    }
  }, 60_000);

  it('asks from the seat, not from the host, what its kubelet is told to ask', async () => {
    const asked: string[] = [];
    const web = createServer(({ url = '' }, response) => {
      asked.push(url);
      response.end();
    });
    await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
    try {
      const address = web.address();
      const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/pods`;
      const { out } = await ada.type(`timeout --foreground -s INT 3 ./kubelet --v=4 --manifest-url=${url} 2>&1 | cat`);
      expect(out).toContain('connection refused');
      expect(asked).toEqual([]);
    } finally {
      web.close();
    }
  }, 60_000);

  it('leaves nothing', async () => {
    await two.remove();
    expect(existsSync(join(folder, 's2'))).toBe(false);
    expect(await host('ps', '-aq', '--filter', `label=dev.kulissen.lab=${idOf(2)}`)).toBe('');
    expect(await host('ps', '-aq', '--filter', `label=dev.kulissen.seat=${idOf(2)}`)).toBe('');
    expect(await host('network', 'ls', '-q', '--filter', `label=dev.kulissen.seat=${idOf(2)}`)).toBe('');
  }, 60_000);
});
