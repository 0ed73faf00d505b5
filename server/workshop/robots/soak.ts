// Hours of a class in a row: robots work, are reset by their trainer, and work again, while the two processes are watched from outside.
import { readdirSync, readFileSync } from 'node:fs';
import type { Figure } from './figures';

export interface Watched {
  name: string;
  pid: number;
}

interface Sample {
  at: number;
  memory: number;
  files: number;
}

const MB = 1024 * 1024;
const HOUR_MS = 3_600_000;

/** Resident memory (bytes) and open files of a process; null when it is gone. */
function sampleOf(pid: number): Omit<Sample, 'at'> | null {
  try {
    const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return { memory: Number(kilobytes) * 1024, files: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return null;
  }
}

/** Growth per hour by least squares over the second half: the first half fills caches and histories. */
export function slopePerHour(samples: readonly { at: number; value: number }[]): number {
  const late = samples.slice(Math.floor(samples.length / 2));
  const mean = (pick: (sample: { at: number; value: number }) => number) =>
    late.reduce((sum, sample) => sum + pick(sample), 0) / Math.max(1, late.length);
  const [at, value] = [mean((sample) => sample.at), mean((sample) => sample.value)];
  const spread = late.reduce((sum, sample) => sum + (sample.at - at) ** 2, 0);
  if (spread === 0) return 0;
  return (late.reduce((sum, sample) => sum + (sample.at - at) * (sample.value - value), 0) / spread) * HOUR_MS;
}

/** Samples both processes every `everyMs` until it is told to stop. */
export function watchProcesses(watched: readonly Watched[], everyMs: number, now: () => number = Date.now) {
  const samples = new Map<string, Sample[]>(watched.map(({ name }) => [name, []]));
  const take = () => {
    for (const { name, pid } of watched) {
      const sample = sampleOf(pid);
      if (sample) samples.get(name)?.push({ at: now(), ...sample });
    }
  };
  take();
  const timer = setInterval(take, everyMs);
  return {
    /** Ends it; two figures for each process. */
    end(): Figure[] {
      clearInterval(timer);
      take();
      return watched.flatMap(({ name }): Figure[] => {
        const own = samples.get(name) ?? [];
        const last = own.at(-1);
        return [
          { name: `${name}: memory at the end`, value: (last?.memory ?? 0) / MB, unit: 'MB' },
          {
            name: `${name}: growth of memory per hour, second half`,
            value: slopePerHour(own.map(({ at, memory }) => ({ at, value: memory }))) / MB,
            unit: 'MB',
          },
          {
            name: `${name}: growth of open files per hour, second half`,
            value: slopePerHour(own.map(({ at, files }) => ({ at, value: files }))),
            unit: '',
          },
        ];
      });
    },
  };
}
