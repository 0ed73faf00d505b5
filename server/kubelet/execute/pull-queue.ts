// When images are pulled: one at a time (--serialize-image-pulls), and not too many a second (--registry-qps, --registry-burst).
// Upstream: pkg/kubelet/images/puller.go, helpers.go throttledImageService (1.20).
import type { Clock } from '../clock';

export interface PullQueueOptions {
  clock: Pick<Clock, 'now'>;
  serial: boolean;
  /** Pulls a second; 0 = any number. */
  qps: number;
  /** So many may come at once. */
  burst: number;
}

/** Upstream's words, which never went through the engine. */
export class PullQpsExceeded extends Error {
  override name = 'PullQpsExceeded';
  constructor() {
    super('pull QPS exceeded');
  }
}

export class PullQueue {
  private last: Promise<unknown> = Promise.resolve();
  private tokens: number;
  private filledAt: number;

  constructor(private readonly options: PullQueueOptions) {
    this.tokens = options.burst;
    this.filledAt = options.clock.now();
  }

  /** Runs `pull` when it may run. Rejects with what `pull` rejects with, or with PullQpsExceeded. */
  runThrottled<T>(pull: () => Promise<T>): Promise<T> {
    return this.run(async () => {
      if (!this.take()) throw new PullQpsExceeded();
      return pull();
    });
  }

  /** As runThrottled, for an image that upstream's engine side pulls: the sandbox's. */
  run<T>(pull: () => Promise<T>): Promise<T> {
    if (!this.options.serial) return pull();
    const mine = this.last.then(pull, pull);
    this.last = mine.catch(() => undefined);
    return mine;
  }

  private take(): boolean {
    const { qps, burst, clock } = this.options;
    if (qps <= 0) return true;
    const now = clock.now();
    this.tokens = Math.min(burst, this.tokens + ((now - this.filledAt) / 1000) * qps);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
