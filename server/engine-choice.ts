// Docker if there is one, the in-memory engine where there is none and nobody insists.
import { createDeadline } from '@/server/lab/engine/deadline';
import { type Clock, systemClock } from './kubelet/clock';
import type { Ownership, RuntimeService } from './kubelet/runtime-service';
import { createDockerRuntime } from './runtime/docker';
import { createMemoryRuntime, MemoryEngine } from './runtime/memory';
import { createStandIn, type StandIn } from './runtime/memory/stand-in';
import type { Settings } from './settings';

const ANSWER_MS = 3000;

export interface EngineChoice {
  runtime: RuntimeService;
  /** Why it is the in-memory one; '' for Docker, or when it was asked for. */
  reason: string;
  /** The demo's `docker` and `curl`; undefined for Docker. */
  standIn?: StandIn;
}

/** With `auto` the engine is asked once. With `docker` it need not answer yet: the lab waits for it. */
export async function chooseEngine(
  settings: Pick<Settings, 'runtime' | 'runtimeReason' | 'dockerSocket'>,
  ownership: Ownership,
  onWarning: (message: string) => void,
  clock: Clock = systemClock,
): Promise<EngineChoice> {
  const memory = (reason: string): EngineChoice => {
    const engine = new MemoryEngine(clock);
    const runtime = createMemoryRuntime({ clock, ownership, engine });
    return { runtime, reason, standIn: createStandIn(engine, runtime) };
  };
  if (settings.runtime === 'memory') return memory(settings.runtimeReason);
  const docker = createDockerRuntime({ socketPath: settings.dockerSocket, ownership, onWarning });
  if (settings.runtime === 'docker') return { runtime: docker, reason: '' };
  try {
    await createDeadline(clock, ANSWER_MS)(docker.version());
    return { runtime: docker, reason: '' };
  } catch (error) {
    return memory(error instanceof Error ? error.message : String(error));
  }
}
