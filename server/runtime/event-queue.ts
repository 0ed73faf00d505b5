// A queue between an engine that pushes and a reader that pulls.
import type { RuntimeEvent } from '@/server/kubelet/runtime-service';

/** Beyond this the reader has slept through so much that one listing is cheaper than all the hints. */
const MAX_PENDING = 1_000;

/** Events in order, until `end`. A reader that is too slow gets one `resync` in place of everything it has missed. */
export class EventQueue implements AsyncIterable<RuntimeEvent> {
  private pending: RuntimeEvent[] = [];
  private ended = false;
  private wake: () => void = () => undefined;

  /** `now`: milliseconds since the epoch, for a `resync` of its own. */
  constructor(private readonly now: () => number) {}

  push(event: RuntimeEvent): void {
    if (this.ended) return;
    if (this.pending.length >= MAX_PENDING) this.pending = [{ type: 'resync', at: this.now() }];
    else this.pending.push(event);
    this.wake();
  }

  /** What was pushed before is still delivered. */
  end(): void {
    this.ended = true;
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RuntimeEvent> {
    for (;;) {
      const batch = this.pending;
      this.pending = [];
      yield* batch;
      if (this.pending.length > 0) continue;
      if (this.ended) return;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
