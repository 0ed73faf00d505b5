// What bin/kubelet costs while nothing happens: processor time, memory, and whether memory grows.
import type { KubeletProcess } from '../kubelet/kubelet-process';
import { median, slope } from './figures';

const PODS = Number(process.env.BENCH_IDLE_PODS ?? 60);
/** BENCH_IDLE_S=3600 for the slope of an hour. */
const SECONDS = Number(process.env.BENCH_IDLE_S ?? 60);
/** A heap breathes: a shorter look at it is no trend. */
const HONEST_SLOPE_S = 600;
const SETTLE_MS = 15_000;
const SAMPLE_MS = 2_000;
const MB = 1024 * 1024;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** `start`: brings up so many pods. */
export async function idle(kubelet: KubeletProcess, start: (count: number) => Promise<void>): Promise<void> {
  if (SECONDS <= 0) return;
  await start(PODS);
  await pause(SETTLE_MS);
  const before = kubelet.usage();
  const began = Date.now();
  const samples: { at: number; amount: number }[] = [];
  while (Date.now() - began < SECONDS * 1000) {
    await pause(SAMPLE_MS);
    samples.push({ at: Date.now(), amount: kubelet.usage().residentBytes / MB });
  }
  const cpu = ((kubelet.usage().cpuSeconds - before.cpuSeconds) / ((Date.now() - began) / 1000)) * 100;
  const resident = median(samples.map(({ amount }) => amount));
  console.log(`\n${PODS} pods, idle for ${SECONDS} s:`);
  console.log(`  processor  ${cpu.toFixed(2)} % of one core  (target ≤ 1)    real 3.3 % with 30 pods`);
  console.log(`  resident   ${resident.toFixed(0)} MB            (target ≤ 120)  real 129 MB with 30 pods`);
  const growth =
    SECONDS < HONEST_SLOPE_S ? `not told by ${SECONDS} s, see BENCH_IDLE_S` : `${slope(samples).toFixed(1)} MB an hour`;
  console.log(`  growth     ${growth}`);
}
