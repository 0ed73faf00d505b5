// bin/kubelet against the engine itself, measured in turns within one run: these machines are noisy, seconds mean nothing. The last
// column is what the real kubelet 1.20.2 reached over the floor of its own run (recorded on another day, so its ratio, not its seconds).
import { DOCKER_SOCKET, docker, removeLabContainers } from '../browser/support/lab-process';
import { KubeletProcess } from '../kubelet/kubelet-process';
import { type EngineEvents, watchEngine } from './engine-events';
import { median, ms } from './figures';
import { Floor, removeFloor } from './floor';
import { idle } from './idle';

const RUNS = Number(process.env.BENCH_RUNS ?? 10);
const CROWDS = (process.env.BENCH_CROWDS ?? '1,10,30,60').split(',').map(Number);
const CROWD_RUNS = Number(process.env.BENCH_CROWD_RUNS ?? 3);
const GRACE_SECONDS = 5;
const NODE = 'bench1';
const SPEC = {
  terminationGracePeriodSeconds: GRACE_SECONDS,
  containers: [
    {
      name: 'c',
      image: 'busybox:1.35',
      imagePullPolicy: 'IfNotPresent',
      command: ['sh', '-c', 'trap "exit 0" TERM; sleep 3600 & wait'],
    },
  ],
};

/** Our best and what it is held against, and the ratio that the real kubelet reached. */
function row(label: string, value: number, base: number, target: string, real: string): void {
  const ratio = (value / base).toFixed(2);
  console.log(`${label.padEnd(44)}${ms(value)}  floor${ms(base)}  ratio ${ratio}  ${target.padEnd(16)} real ${real}`);
}
const part = (label: string, value: number): void => console.log(`  ${label.padEnd(42)}${ms(value)}`);

const isApp = (action: string, pod: string, attempt: number) => (event: { action: string; name: string }) =>
  event.action === action && event.name.startsWith(`k8s_c_${pod}-${NODE}_`) && event.name.endsWith(`_${attempt}`);
const isSandbox = (action: string, pod: string) => (event: { action: string; name: string }) =>
  event.action === action && event.name.startsWith(`k8s_POD_${pod}-${NODE}_`);

interface Bench {
  kubelet: KubeletProcess;
  events: EngineEvents;
  floor: Floor;
}

/** When the engine says that this happened to a container, ms since the epoch: both sides are measured by its events. */
const happened = async (events: EngineEvents, action: string, id: string, from: number): Promise<number> =>
  (await events.next(from, (event) => event.action === action && event.id === id)).at;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** One pod at a time: start, kill, removal, each beside its floor. */
async function single({ kubelet, events, floor }: Bench): Promise<void> {
  const found = new Map<string, number[]>();
  const note = (name: string, value: number) => found.set(name, [...(found.get(name) ?? []), value]);
  const of = (name: string): number => median(found.get(name) ?? []);
  for (let run = 0; run < RUNS; run += 1) {
    const plain = await floor.pod().then(async (pod) => {
      await floor.stop(pod, GRACE_SECONDS);
      return pod;
    });
    const again = { sandbox: plain.sandbox, app: plain.app };
    const floorFrom = Date.now();
    Object.assign(again, await floor.pod());
    note('floor start', (await happened(events, 'start', again.app, floorFrom)) - floorFrom);

    const name = `single-${run}`;
    const saved = kubelet.apply(name, SPEC);
    const started = await events.next(saved, isApp('start', name, 0));
    const sandbox = await events.next(saved, isSandbox('start', name));
    note('start', started.at - saved);
    note('to sandbox', sandbox.at - saved);

    const floorKilled = Date.now();
    await docker.getContainer(again.app).kill();
    note('floor death', (await happened(events, 'die', again.app, floorKilled)) - floorKilled);
    const floorRestart = Date.now();
    again.app = await floor.containerIn(again.sandbox);
    note('floor restart', (await happened(events, 'start', again.app, floorRestart)) - floorRestart);

    const killed = Date.now();
    await docker.getContainer(started.id).kill();
    const died = await events.next(killed, ({ action, id }) => action === 'die' && id === started.id);
    const back = await events.next(killed, isApp('start', name, 1));
    note('restart', back.at - killed);
    note('to death', died.at - killed);

    const floorStop = Date.now();
    await floor.stop(again, GRACE_SECONDS);
    note('floor stop', (await happened(events, 'die', again.sandbox, floorStop)) - floorStop);
    const removed = kubelet.remove(name);
    await events.next(removed, isApp('die', name, 1));
    note('stop', (await events.next(removed, isSandbox('die', name))).at - removed);
  }
  console.log(`\nOne pod, medians of ${RUNS} runs:`);
  row('manifest saved → running', of('start'), of('floor start'), '(target ≤ 1.10)', '1.38');
  part('of it, to the start of the sandbox', of('to sandbox'));
  row(
    'docker kill → running again',
    of('restart'),
    of('floor death') + of('floor restart'),
    '(target ≤ 1.25)',
    '1.08 s, mostly its one-second listing',
  );
  part('of it, to the death', of('to death'));
  part('floor: kill → death', of('floor death'));
  part('floor: create and start', of('floor restart'));
  row('manifest gone → nothing runs', of('stop'), of('floor stop'), '(target ≤ 1.10)', '0.22 s');
}

/** Many pods at once, against the engine at the concurrency that suits it best. */
async function crowd({ kubelet, events, floor }: Bench, count: number): Promise<void> {
  const parallels = [...new Set([4, 8, 16, count].map((parallel) => Math.min(parallel, count)))];
  const floors = new Map<number, number[]>();
  const ours: number[] = [];
  for (let run = 0; run < CROWD_RUNS; run += 1) {
    for (const parallel of parallels) {
      const took = await timed(() => floor.pods(count, parallel));
      floors.set(parallel, [...(floors.get(parallel) ?? []), took]);
      await removeFloor(docker);
    }
    const names = Array.from({ length: count }, (_, index) => `crowd-${count}-${run}-${index}`);
    const from = Date.now();
    for (const name of names) kubelet.apply(name, SPEC);
    const starts = await Promise.all(names.map((name) => events.next(from, isApp('start', name, 0))));
    ours.push(Math.max(...starts.map(({ at }) => at)) - from);
    const removed = kubelet.remove(...names);
    await Promise.all(names.map((name) => events.next(removed, isSandbox('die', name))));
    await gone(names);
  }
  const [best = 0, floorMs = Number.NaN] =
    [...floors].map(([parallel, took]) => [parallel, median(took)] as const).sort((a, b) => a[1] - b[1])[0] ?? [];
  const real = { 1: '1.38', 10: '0.76 of 10 in a row', 30: '1.43', 60: '0.99' }[count] ?? '–';
  row(`${count} pods at once (floor: ${best} at a time)`, median(ours), floorMs, '(target ≤ 1.05)', real);
}

/** What removed pods leave is gone as well: the next measure starts on a clean engine. */
async function gone(names: readonly string[]): Promise<void> {
  for (const end = Date.now() + 120_000; Date.now() < end; ) {
    const all = await docker.listContainers({ all: true });
    if (!all.some(({ Names }) => names.some((name) => Names[0]?.includes(`_${name}-${NODE}_`)))) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

export async function benchKubelet(): Promise<void> {
  await removeFloor(docker);
  const events = await watchEngine(docker);
  const lab = `bench-${process.pid}`;
  const kubelet = new KubeletProcess({ socket: DOCKER_SOCKET, node: NODE, lab });
  try {
    await kubelet.start();
    const warmUp = kubelet.apply('warm-up', SPEC);
    const model = await events.next(warmUp, isApp('start', 'warm-up', 0));
    const bench = { kubelet, events, floor: await Floor.like(docker, model.id) };
    if (RUNS > 0) await single(bench);
    await removeFloor(docker);
    console.log(`\nMany pods, medians of ${CROWD_RUNS} runs:`);
    for (const count of CROWDS.filter((one) => one > 0)) await crowd(bench, count);
    kubelet.remove('warm-up');
    await idle(kubelet, async (count) => {
      const names = Array.from({ length: count }, (_, index) => `idle-${index}`);
      const from = Date.now();
      for (const name of names) kubelet.apply(name, SPEC);
      await Promise.all(names.map((name) => events.next(from, isApp('start', name, 0))));
    });
  } finally {
    await kubelet.dispose();
    await removeFloor(docker);
    await removeLabContainers(lab);
    events.close();
  }
}
