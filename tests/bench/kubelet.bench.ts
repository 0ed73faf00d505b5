// Two ratios against the engine itself, measured in turns within one run: these machines are noisy, seconds mean nothing.
import { DOCKER_SOCKET, docker, removeLabContainers } from '../browser/support/lab-process';
import { watchEngine } from './engine-events';
import { median, ms } from './figures';
import { floorLike, removeFloor } from './floor';
import { startKubelet } from './kubelet-process';

const RUNS = 12;
const IMAGE = 'busybox:1.35';
const COMMAND = ['sleep', '3600'];

export async function benchKubelet(): Promise<void> {
  const events = await watchEngine(docker);
  await removeFloor(docker);
  const kubelet = await startKubelet(DOCKER_SOCKET);
  const figures = {
    floorPod: [] as number[],
    pod: [] as number[],
    floorOne: [] as number[],
    restart: [] as number[],
    fromDeath: [] as number[],
  };
  try {
    const warmUp = kubelet.apply('warm-up', IMAGE, COMMAND);
    const model = await events.next(
      warmUp,
      ({ action, name }) => action === 'start' && name.startsWith('k8s_c_warm-up-'),
    );
    const plain = await floorLike(docker, model.id);
    for (let run = 0; run < RUNS; run += 1) {
      figures.floorPod.push(await plain.pod(run));
      const name = `bench-${run}`;
      const saved = kubelet.apply(name, IMAGE, COMMAND);
      const isApp = (attempt: number) => (container: { name: string; action: string }) =>
        container.action === 'start' &&
        container.name.startsWith(`k8s_c_${name}-`) &&
        container.name.endsWith(`_${attempt}`);
      const started = await events.next(saved, isApp(0));
      figures.pod.push(started.at - saved);

      figures.floorOne.push(await plain.container(run));
      const killed = Date.now();
      await docker.getContainer(started.id).kill();
      const again = await events.next(killed, isApp(1));
      const died = await events.next(killed, ({ action, id }) => action === 'die' && id === started.id);
      figures.restart.push(again.at - killed);
      figures.fromDeath.push(again.at - died.at);
    }
  } finally {
    await kubelet.stop();
    await removeFloor(docker);
    await removeLabContainers(`bench-${process.pid}`);
    events.close();
  }
  const row = (label: string, value: number[], base: number[], target: string) =>
    console.log(
      `${label.padEnd(46)}${ms(median(value))}  floor${ms(median(base))}  ratio ${(median(value) / median(base)).toFixed(2)}  ${target}`,
    );
  console.log(`\nMedians of ${RUNS} runs, floor measured in the same run:`);
  row('manifest saved → both containers running', figures.pod, figures.floorPod, '(target ≤ 1.25)');
  row('docker kill → replacement running', figures.restart, figures.floorOne, '(target ≤ 1.5)');
  row('  of it, from the death of the old one', figures.fromDeath, figures.floorOne, '');
}
