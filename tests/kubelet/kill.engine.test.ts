// The process may be killed at any moment. Whatever it was about to do, the next one brings about what the manifests say, and no
// container ever has a double. KULISSEN_KILLS: how often it is killed (npm run test:slow: 50).
import Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LAB_LABEL } from '@/server/kubelet/runtime-service';
import { provideTestImages, SOCKET, TEST_IMAGES } from '@/server/runtime/docker/engine-fixture';
import { KubeletProcess } from './kubelet-process';

const KILLS = Number(process.env.KULISSEN_KILLS ?? 6);
/** Longest life of a kubelet before it is killed, ms: a start of a few pods falls into it, and so do adoption and removal. */
const LONGEST_LIFE_MS = 3_500;
const lab = `kill-${process.pid}-${Math.random().toString(36).slice(2, 8)}`;
const docker = new Docker({ socketPath: SOCKET });

const container = (name: string, script: string) => ({
  name,
  image: TEST_IMAGES.app,
  imagePullPolicy: 'IfNotPresent',
  command: ['sh', '-c', script],
});
const STAYS = 'trap "exit 0" TERM; sleep 100000 & wait';
/** Three kinds of pods; `version` makes another pod of the same name. */
const SPECS: Record<string, (version: number) => object> = {
  one: (version) => ({
    terminationGracePeriodSeconds: 2,
    containers: [{ ...container('c', STAYS), env: [{ name: 'V', value: String(version) }] }],
  }),
  two: (version) => ({
    terminationGracePeriodSeconds: 2,
    containers: [container('a', STAYS), { ...container('b', STAYS), env: [{ name: 'V', value: String(version) }] }],
  }),
  short: (version) => ({
    restartPolicy: 'Never',
    containers: [{ ...container('c', 'exit 0'), env: [{ name: 'V', value: String(version) }] }],
  }),
};
const NAMES = Object.keys(SPECS);

async function ours(): Promise<Docker.ContainerInfo[]> {
  return docker.listContainers({ all: true, filters: { label: [`${LAB_LABEL}=${lab}`] } });
}
const label = (info: Docker.ContainerInfo, name: string): string => info.Labels[`io.kubernetes.${name}`] ?? '';

/** Containers that run twice: the same one of the same pod. */
function doubles(all: Docker.ContainerInfo[]): string[] {
  const keys = all
    .filter(({ State }) => State === 'running')
    .map((info) => `${label(info, 'pod.uid')} ${label(info, 'container.name')}`);
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}

describe('a kubelet that is killed', () => {
  const kubelet = new KubeletProcess({
    socket: SOCKET,
    node: 'kill1',
    lab,
    flags: [`--pod-infra-container-image=${TEST_IMAGES.pause}`],
  });
  /** Desired pods: name → version. */
  const desired = new Map<string, number>();
  // A seed of its own for each run, printed where it fails: what was done can be done again.
  const seed = Number(process.env.KULISSEN_SEED ?? Date.now() % 1_000_000);
  let state = seed;
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };

  beforeAll(provideTestImages);
  afterAll(async () => {
    await kubelet.dispose();
    for (const { Id } of await ours()) await docker.getContainer(Id).remove({ force: true, v: true });
  });

  /** Something that a learner does: a manifest comes, changes or goes, or a container is killed behind the kubelet's back. */
  async function disturb(): Promise<void> {
    const name = NAMES[Math.floor(random() * NAMES.length)] ?? '';
    const what = random();
    if (what < 0.5) {
      const version = (desired.get(name) ?? 0) + (random() < 0.5 ? 1 : 0);
      desired.set(name, version);
      kubelet.apply(name, SPECS[name]?.(version) ?? {});
    } else if (what < 0.75) {
      desired.delete(name);
      kubelet.remove(name);
    } else {
      const running = (await ours()).filter(({ State }) => State === 'running');
      const victim = running[Math.floor(random() * running.length)];
      if (victim)
        await docker
          .getContainer(victim.Id)
          .kill()
          .catch(() => undefined);
    }
  }

  /** Running containers by pod, as the manifests want them. */
  const wanted = (): string[] =>
    [...desired.keys()]
      .flatMap((name) => (name === 'one' ? ['one c', 'one POD'] : name === 'two' ? ['two a', 'two b', 'two POD'] : []))
      .sort();
  const running = (all: Docker.ContainerInfo[]): string[] =>
    all
      .filter(({ State }) => State === 'running')
      .map((info) => `${label(info, 'pod.name').replace(/-kill1$/, '')} ${label(info, 'container.name')}`)
      .sort();

  it(`${KILLS} times at random points converges each time it is let be`, {
    timeout: 60_000 + KILLS * 20_000,
  }, async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      for (let times = 1 + Math.floor(random() * 2); times > 0; times -= 1) await disturb();
      await kubelet.launch();
      await new Promise((resolve) => setTimeout(resolve, random() * LONGEST_LIFE_MS));
      expect(kubelet.exitCode, kubelet.log.slice(-2_000)).toBeNull();
      await kubelet.stop('SIGKILL');
      expect(doubles(await ours()), `seed ${seed}, kill ${kill}`).toEqual([]);
    }
    await kubelet.start();
    await vi.waitFor(async () => expect(running(await ours()), `seed ${seed}`).toEqual(wanted()), {
      timeout: 60_000,
      interval: 250,
    });
    await vi.waitFor(
      async () => {
        const pods = (await kubelet.pods()) ?? [];
        const phases = new Map(pods.map(({ metadata, status }) => [metadata.name, status?.phase]));
        const expected = [...desired.keys()].map(
          (name) => [`${name}-kill1`, name === 'short' ? 'Succeeded' : 'Running'] as const,
        );
        expect(phases, `seed ${seed}`).toEqual(new Map(expected));
      },
      { timeout: 60_000, interval: 250 },
    );
  });

  it.runIf(KILLS >= 50)(
    'leaves nothing of pods that are gone: no container, directory, checkpoint or log',
    {
      timeout: 180_000,
    },
    async () => {
      const uids = (): string[] => [...new Set([...kubelet.entries('root/pods')])].sort();
      await vi.waitFor(
        async () => {
          const pods = (await kubelet.pods()) ?? [];
          const known = new Set(pods.map(({ metadata }) => metadata.uid));
          const all = await ours();
          expect(new Set(all.map((info) => label(info, 'pod.uid'))), `seed ${seed}`).toEqual(known);
          expect(uids().filter((uid) => !known.has(uid))).toEqual([]);
          expect(
            kubelet.entries('log/pods').filter((name) => !known.has(name.slice(name.lastIndexOf('_') + 1))),
          ).toEqual([]);
          const sandboxes = new Set(
            all.filter((info) => label(info, 'docker.type') === 'podsandbox').map(({ Id }) => Id),
          );
          expect(kubelet.entries('dockershim/sandbox').filter((id) => !sandboxes.has(id))).toEqual([]);
        },
        // Garbage is collected each minute; what a removed pod leaves stays a quarter of one.
        { timeout: 150_000, interval: 500 },
      );
      for (const name of NAMES) kubelet.remove(name);
      await vi.waitFor(async () => expect(running(await ours()), `seed ${seed}`).toEqual([]), {
        timeout: 30_000,
        interval: 250,
      });
    },
  );
});
