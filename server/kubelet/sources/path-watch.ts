// Hints that something changed in a directory or file. The kernel watches an inode, not a path: when the path is removed
// and made again, or a file is replaced by a rename, the watch is dead. Deliberate deviation: upstream then only notices
// changes by its 20 s listing; here the path is looked at once a second and watched anew.
import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Clock } from '../clock';

const LOOK_MS = 1_000;

export interface PathWatchListener {
  /** Something happened to this name in the directory; null: anything may have changed. */
  hint(name: string | null): void;
  /** The path appeared, vanished or is another one now: all must be listed. */
  replaced(): void;
}

/** Watches until `signal` aborts. The first attempt is made before the promise resolves: a listing made after it misses nothing. */
export async function watchPath(
  path: string,
  clock: Clock,
  signal: AbortSignal,
  listener: PathWatchListener,
): Promise<void> {
  const watched = new PathWatch(path, listener);
  await watched.look();
  let cancel: () => void = () => undefined;
  const next = () => {
    cancel = clock.after(
      LOOK_MS,
      () =>
        void watched.look().then((changed) => {
          if (signal.aborted) return;
          if (changed) listener.replaced();
          next();
        }),
    );
  };
  next();
  const stop = () => {
    cancel();
    watched.close();
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
}

class PathWatch {
  private watcher: FSWatcher | undefined;
  private identity = '';

  constructor(
    private readonly path: string,
    private readonly listener: PathWatchListener,
  ) {}

  /** Attaches to what the path is now; returns whether that is something else than before. */
  async look(): Promise<boolean> {
    const identity = await identityOf(this.path);
    if (identity === this.identity && (this.watcher || identity === '')) return false;
    this.close();
    if (identity !== '' && !this.attach()) return false;
    this.identity = identity;
    return true;
  }

  close(): void {
    this.watcher?.close();
    this.watcher = undefined;
  }

  private attach(): boolean {
    try {
      const watcher = watch(this.path, (_event, name) => this.listener.hint(name));
      watcher.on('error', () => {
        if (this.watcher === watcher) this.close();
        this.listener.hint(null);
      });
      this.watcher = watcher;
      return true;
    } catch {
      // Gone again, or no watches left on this machine: the listing goes on, and the next look tries again.
      return false;
    }
  }
}

const identityOf = (path: string): Promise<string> =>
  stat(path).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => '',
  );
