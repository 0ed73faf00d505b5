// Follows a folder that may not exist, vanish and come back. inotify is a hint; a listing is the truth, and a slow beat repairs what
// no hint told.
import { type FSWatcher, watch as fsWatch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Clock } from '@/server/kubelet/clock';
import type { WorkspaceListing } from './listing';
import { messageOf } from './results';

export const SLOW_LIST_MS = 5000;

export interface FolderWatch {
  dir: string;
  list(): Promise<WorkspaceListing>;
  listener(listing: WorkspaceListing): void;
  clock: Clock;
  warn(message: string): void;
}

/** Calls `listener` with a first listing and one after every change; returns how to stop and how to ask for a listing. The parent of `dir` must exist. */
export function watchFolder({ dir, list, listener, clock, warn }: FolderWatch): { stop(): void; listAgain(): void } {
  const parent = hint(dirname(dir), (name) => {
    if (name === null || name === basename(dir)) {
      // The folder is another one now, or gone: its watch sees nothing any more.
      inside.renew();
      void changed();
    }
  });
  const inside = hint(dir, () => void changed());
  let stopped = false;
  let listing = false;
  let again = false;
  let cancelBeat = () => {};

  function hint(path: string, onHint: (name: string | null) => void) {
    let watcher: FSWatcher | null = null;
    const close = () => {
      watcher?.close();
      watcher = null;
    };
    const arm = () => {
      if (watcher || stopped) return;
      try {
        watcher = fsWatch(path, { persistent: false }, (_event, name) => onHint(name));
        // No inotify left, or the folder went away: the beat takes over and arms again.
        watcher.on('error', close);
      } catch {
        watcher = null;
      }
    };
    const renew = () => {
      close();
      arm();
    };
    return { arm, close, renew };
  }

  async function changed(): Promise<void> {
    if (listing || stopped) {
      again = true;
      return;
    }
    listing = true;
    do {
      again = false;
      parent.arm();
      inside.arm();
      try {
        const now = await list();
        if (!now.exists) inside.close();
        if (!stopped) listener(now);
      } catch (error) {
        warn(`cannot list ${dir}: ${messageOf(error)}`);
      }
    } while (again && !stopped);
    listing = false;
  }

  function beat(): void {
    cancelBeat = clock.after(SLOW_LIST_MS, () => {
      void changed();
      beat();
    });
  }

  void changed();
  beat();
  return {
    listAgain: () => void changed(),
    stop() {
      stopped = true;
      cancelBeat();
      parent.close();
      inside.close();
    },
  };
}
