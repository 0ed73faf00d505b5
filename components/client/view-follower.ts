// Keeps one replica of the view current: asks for a snapshot when connected or after a gap, and applies changes in between.
import type { Change, Snapshot } from '@/lib/protocol/changes';
import type { Ack } from '@/lib/protocol/events';
import { emptyReplica, markStale, type Replica, takeChange, takeSnapshot } from '@/lib/protocol/replica';
import type { LabView } from '@/lib/protocol/view';

export interface ViewFollowerOptions {
  /** Asks the server; only called while connected. */
  askSnapshot: () => Promise<Ack<Snapshot<LabView>>>;
  /** ms since the epoch. */
  now: () => number;
  /** `clockOffset`: server clock minus ours, ms; half of the way there and back counts as the way back. Null: unchanged. */
  onView: (replica: Replica<LabView>, clockOffset: number | null) => void;
  /** The view is current, for the first time on this connection or again after a gap. */
  onCurrent: () => void;
}

export interface ViewFollower {
  connected(): void;
  /** What is shown stays. */
  lost(): void;
  take(change: Change): void;
}

/** With jitter: a server that could not answer sixty tabs should not be asked by all of them at once. */
const ASK_AGAIN_MS = 2_000;

export function createViewFollower({ askSnapshot, now, onView, onCurrent }: ViewFollowerOptions): ViewFollower {
  let replica = emptyReplica<LabView>();
  let connected = false;
  let asking = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  const refresh = async (): Promise<void> => {
    if (asking || !connected) return;
    asking = true;
    const sentAt = now();
    const answer = await askSnapshot();
    asking = false;
    if (!connected) return;
    if (!answer.ok) {
      clearTimeout(again);
      again = setTimeout(() => void refresh(), ASK_AGAIN_MS * (0.5 + Math.random()));
      return;
    }
    replica = takeSnapshot(replica, answer.value);
    onView(replica, Math.round(answer.value.at - (sentAt + now()) / 2));
    if (replica.stale) await refresh();
    else onCurrent();
  };

  return {
    connected() {
      connected = true;
      replica = markStale(replica);
      void refresh();
    },
    lost() {
      connected = false;
      clearTimeout(again);
      replica = markStale(replica);
    },
    take(change) {
      const before = replica;
      replica = takeChange(before, change);
      if (replica.rev !== before.rev) onView(replica, null);
      if (replica.stale) void refresh();
    },
  };
}
