// A seat that writes into its containers' own layers what the engine's disk has, with another seat beside it.
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Learner, until } from '../seat/seat-fixture';
import type { SeatLab } from '../seat/seat-lab';
import { ENGINE, prepareHost, testSeats } from '../seat/seats-fixture';
import { type LayerWatch, watchLayers } from './watch-layers';

const { folder, idOf, open } = testSeats('l');
const LIMITS = { bytes: 48 * 1024 * 1024, files: 2000 };
const said: string[] = [];
let layers: LayerWatch;
/** As if the host's disk were nearly full. */
let full: string | undefined;
let seats: SeatLab[];
let learner: Learner;

beforeAll(async () => {
  await prepareHost();
  layers = watchLayers({
    dockerSocket: ENGINE,
    limits: LIMITS,
    labs: async () => new Set([idOf(21), idOf(22)]),
    warn: (message) => said.push(message),
  });
  const watched = { layers: { ended: (id: string) => layers.ended(id), refusal: () => full ?? layers.refusal() } };
  seats = await Promise.all([open(21, watched), open(22, watched)]);
  learner = new Learner(seats[0] as SeatLab);
  await learner.sitDown();
  learner.press('./kubelet --pod-manifest-path=$PWD/kubelet-manifests\n');
  await learner.sees(/Started kubelet|Starting to listen/);
  await learner.sitDown();
}, 180_000);
afterAll(async () => {
  await Promise.all(seats.map((seat) => seat.remove()));
  rmSync(folder, { recursive: true });
}, 60_000);

/** Starts a pod with one container `c` that runs these lines of shell. */
async function pod(name: string, ...lines: string[]): Promise<void> {
  const manifest = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      restartPolicy: 'Never',
      containers: [
        { name: 'c', image: 'busybox:1.35', imagePullPolicy: 'IfNotPresent', command: ['sh', '-c', lines.join('\n')] },
      ],
    },
  });
  const text = Buffer.from(manifest).toString('base64');
  await learner.type(`mkdir -p kubelet-manifests; echo ${text} | base64 -d > kubelet-manifests/${name}.yaml`);
}

const statusOf = (name: string) =>
  Object.values(seats[0]?.snapshot().view.pods ?? {})
    .find(({ baseName }) => baseName === name)
    ?.status?.containerStatuses?.find((container) => container.name === 'c');

const stopped = (name: string) =>
  until(
    () => {
      return statusOf(name)?.state?.terminated ?? null;
    },
    60_000,
    () => JSON.stringify([statusOf(name), said]),
  );

it.each([
  ['writes without end', 'big', ['while :; do dd if=/dev/zero bs=1M count=8 >> /big 2>/dev/null; sleep 0.1; done']],
  ['makes file after file', 'many', ['mkdir /f; i=0; while :; do : > /f/$i; i=$((i+1)); done']],
  [
    'writes into a file that it has deleted',
    'hidden',
    ['exec 3> /gone; rm /gone', 'while :; do dd if=/dev/zero bs=1M count=8 >&3 2>/dev/null; sleep 0.1; done'],
  ],
  [
    'hides it deeper than a path reaches',
    'deep',
    [
      'i=0; while [ $i -lt 500 ]; do mkdir ddddddddddd; cd ddddddddddd; i=$((i+1)); done',
      'while :; do dd if=/dev/zero bs=1M count=8 >> big 2>/dev/null; sleep 0.1; done',
    ],
  ],
])(
  'a pod that %s is stopped, and its status says why',
  async (_what, name, lines) => {
    await pod('calm', 'echo here > /mine; sleep 3600');
    await pod(name, ...lines);
    const terminated = await stopped(name);
    expect(terminated).toMatchObject({
      exitCode: 137,
      message: expect.stringContaining('exceeded their local ephemeral storage limit (48Mi, 2000 files)'),
    });
    expect(said.join('\n')).toMatch(new RegExp(`${name}-worker21.* is stopped`));
    // Who has written little in the same seat goes on.
    expect(statusOf('calm')).toMatchObject({ restartCount: 0, state: { running: expect.anything() } });
  },
  180_000,
);

it('what has ended is removed before it fills the disk', async () => {
  for (const name of ['one', 'two'])
    expect(
      (await learner.type(`docker run --name ${name} busybox:1.35 dd if=/dev/zero of=/x bs=1M count=30`, 60_000)).code,
    ).toBe(0);
  await until(
    () => (/\b(one|two)\b.* had ended and is removed/.test(said.join('\n')) ? true : null),
    90_000,
    () => said.join('\n'),
  );
  const left = (await learner.type("docker ps -a --format '{{.Names}}'")).out.split('\n');
  expect(left.filter((name) => ['one', 'two'].includes(name))).toHaveLength(1);
}, 180_000);

it('on a disk that is nearly full nothing new is created, and it is said', async () => {
  full = 'the disk is nearly full';
  expect((await learner.type('docker run busybox:1.35 true')).out).toContain(full);
  await pod('late', 'sleep 3600');
  const pods = () => Object.values(seats[0]?.snapshot().view.pods ?? {}).find(({ baseName }) => baseName === 'late');
  await until(
    () => (JSON.stringify(seats[0]?.snapshot().view).includes('the disk is nearly full') ? true : null),
    30_000,
    () => JSON.stringify(pods()),
  );
  full = undefined;
  await until(
    () => (pods()?.status?.phase === 'Running' ? true : null),
    60_000,
    () => JSON.stringify(pods()),
  );
}, 120_000);
