// Asks the machine what the pre-flight page wants to know.
import { readFile, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { freemem, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { MachineFacts, PortState } from '@/lib/protocol/machine';
import type { EngineView, KubeletView } from '@/lib/protocol/view';
import type { RuntimeService } from '@/server/kubelet/runtime-service';

/** Where a kubelet with its usual flags listens: read-only API and healthz. */
const KUBELET_PORTS = [10255, 10248];

export interface MachineQuestion {
  home: string;
  engine: EngineView;
  kubelet: Pick<KubeletView, 'state' | 'readOnlyPort'>;
  runtime: Pick<RuntimeService, 'imageStatus'>;
  /** Images that the lessons use. */
  images: readonly string[];
}

/** Never rejects: what can't be found out is null. */
export async function machineFacts({ home, engine, kubelet, runtime, images }: MachineQuestion): Promise<MachineFacts> {
  const { runtime: kind, state, version, message = '' } = engine;
  const running = kubelet.state === 'running' || kubelet.state === 'starting';
  return {
    engine: { runtime: kind, state, version, message },
    images: state === 'available' ? await imagesOf(runtime, images) : null,
    diskFree: await statfs(home).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => null,
    ),
    memory: { total: totalmem(), available: await availableMemory() },
    clock: { now: Date.now(), builtAt: await builtAt() },
    ports: await Promise.all(KUBELET_PORTS.map(async (port) => ({ port, state: await portState(port, running) }))),
    home,
  };
}

async function imagesOf(
  runtime: MachineQuestion['runtime'],
  names: readonly string[],
): Promise<MachineFacts['images']> {
  try {
    return await Promise.all(
      names.map(async (name) => ({ name, present: (await runtime.imageStatus(name)) !== null })),
    );
  } catch {
    return null;
  }
}

/** Linux knows what caches would give back; elsewhere only what is unused. */
async function availableMemory(): Promise<number> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const [, kilobytes] = /^MemAvailable:\s+(\d+) kB$/m.exec(text) ?? [];
  return kilobytes === undefined ? freemem() : Number(kilobytes) * 1024;
}

/** When the file of this program was written; an archive keeps that. */
const builtAt = (): Promise<number | null> =>
  stat(fileURLToPath(import.meta.url)).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );

/** Listening is the only sure way to know. */
async function portState(port: number, kubeletRuns: boolean): Promise<PortState> {
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  if (free) return 'free';
  return kubeletRuns ? 'ours' : 'taken';
}
