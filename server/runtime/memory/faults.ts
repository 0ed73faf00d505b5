// Faults on purpose, for tests: what a real engine does once in a blue moon, at will.
import { RuntimeError, type RuntimeService } from '@/server/kubelet/runtime-service';

export type RuntimeMethod = Exclude<keyof RuntimeService, 'kind' | 'network' | 'events'>;

/** Given to createMemoryRuntime by a test, which keeps it and turns its screws. */
export class RuntimeFaults {
  private readonly planned: { method: RuntimeMethod; error: RuntimeError; left: number }[] = [];
  private unavailable = false;
  private changed: (() => void)[] = [];
  /** While true no event reaches a reader: docker's stream is lossy. */
  dropEvents = false;

  /** The next `times` calls of a method throw `error` and have no effect. */
  fail(method: RuntimeMethod, error: RuntimeError, times = 1): void {
    this.planned.push({ method, error, left: times });
  }

  /** The engine is gone (true) or back (false): every call throws Unavailable, event streams break and come back with `resync`. */
  setUnavailable(unavailable: boolean): void {
    this.unavailable = unavailable;
    const listeners = this.changed;
    this.changed = [];
    for (const listener of listeners) listener();
  }

  get isUnavailable(): boolean {
    return this.unavailable;
  }

  /** Calls once at the next setUnavailable. */
  onceChanged(listener: () => void): void {
    this.changed.push(listener);
  }

  /** Throws what is planned for this call. */
  check(method: RuntimeMethod): void {
    if (this.unavailable) {
      throw new RuntimeError('Unavailable', 'Cannot connect to the memory engine. Is it switched off by a test?');
    }
    const fault = this.planned.find((candidate) => candidate.method === method && candidate.left > 0);
    if (fault === undefined) return;
    fault.left -= 1;
    throw fault.error;
  }
}
