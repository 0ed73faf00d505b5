// Logs that tabs look at. A tab asks for the next lines when it can show more; while it does not ask, the engine's stream is held up,
// so that neither a chatty container nor a sleeping tab fills anybody's memory.
import type { Clock } from '@/server/kubelet/clock';
import type { RuntimeService } from '@/server/kubelet/runtime-service';
import { LogLines } from './log-lines';

/** Unread characters at which the stream is held up. */
const MAX_UNREAD = 2_000_000;
/** Lines at first, from the end of what there is. */
const TAIL_LINES = 5000;
const MAX_LINES = 4000;
/** Nobody has asked for so long: the tab shows something else. */
const IDLE_MS = 15_000;
/** How long an answer waits for something to tell. */
const WAIT_MS = 100;

export interface LogAnswer {
  /** Each begins with its time (RFC 3339) and a space. */
  lines: string[];
  next: number;
  /** Nothing more will come. */
  over: boolean;
}

export interface LogFollowers {
  /** The lines from number `from` on (0: begin with the end of what there is). Throws what the engine throws. */
  read(client: string, containerId: string, from: number): Promise<LogAnswer>;
  leave(client: string): void;
  close(): void;
}

export function createLogFollowers(runtime: Pick<RuntimeService, 'logs'>, clock: Clock): LogFollowers {
  const followers = new Map<string, Follower>();
  const drop = (key: string) => {
    followers.get(key)?.stop();
    followers.delete(key);
  };
  return {
    read(client, containerId, from) {
      const key = `${client} ${containerId}`;
      if (from === 0) drop(key);
      const follower = followers.get(key) ?? new Follower(runtime, clock, containerId, () => drop(key));
      followers.set(key, follower);
      return follower.read(from);
    },
    leave(client) {
      for (const key of [...followers.keys()]) if (key.startsWith(`${client} `)) drop(key);
    },
    close() {
      for (const key of [...followers.keys()]) drop(key);
    },
  };
}

class Follower {
  private readonly lines = new LogLines();
  private readonly stopping = new AbortController();
  private over = false;
  private failure: unknown;
  private wake = () => {};
  private resume = () => {};
  private cancelIdle = () => {};

  constructor(
    private readonly runtime: Pick<RuntimeService, 'logs'>,
    private readonly clock: Clock,
    private readonly id: string,
    private readonly onIdle: () => void,
  ) {
    this.follow()
      .catch((error: unknown) => {
        this.failure = error;
      })
      .finally(() => {
        this.over = true;
        this.wake();
      });
  }

  async read(from: number): Promise<LogAnswer> {
    this.cancelIdle();
    this.cancelIdle = this.clock.after(IDLE_MS, this.onIdle);
    let page = this.lines.read(from, MAX_LINES);
    this.resume();
    if (page.lines.length === 0 && !this.over) {
      await this.something();
      page = this.lines.read(from, MAX_LINES);
    }
    if (page.lines.length === 0 && this.failure !== undefined) throw this.failure;
    return { ...page, over: this.over && page.lines.length < MAX_LINES };
  }

  stop(): void {
    this.cancelIdle();
    this.stopping.abort();
    this.resume();
  }

  private something(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.clock.after(WAIT_MS, resolve);
      this.wake = () => {
        cancel();
        resolve();
      };
    });
  }

  private async follow(): Promise<void> {
    const options = { follow: true, timestamps: true, tailLines: TAIL_LINES };
    const bytes = await this.runtime.logs(this.id, options, this.stopping.signal);
    for await (const chunk of bytes) {
      this.lines.push(chunk);
      this.wake();
      if (this.lines.unread > MAX_UNREAD && !this.stopping.signal.aborted) {
        await new Promise<void>((resolve) => {
          this.resume = resolve;
        });
      }
      if (this.stopping.signal.aborted) return;
    }
    this.lines.end();
  }
}
