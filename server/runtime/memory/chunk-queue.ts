// Output between an imitated process and whoever reads it.
import type { OutputChunk } from '@/server/kubelet/runtime-service';

/** Chunks in order, until `end`. One reader. */
export class ChunkQueue implements AsyncIterable<OutputChunk> {
  private pending: OutputChunk[] = [];
  private ended = false;
  private wake: () => void = () => undefined;

  push(chunk: OutputChunk): void {
    if (this.ended) return;
    this.pending.push(chunk);
    this.wake();
  }

  /** What was pushed before is still delivered. */
  end(): void {
    this.ended = true;
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<OutputChunk> {
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
