// Looks at a past: the lab's own history or a recording. The stage draws what a player shows exactly as it draws what is live.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LabState } from '@/components/state/lab-store';
import { createTrack, type Track, type TrackData } from '@/lib/history/track';
import type { Failure } from '@/lib/protocol/events';
import type { LabView } from '@/lib/protocol/view';

export type Found = { ok: true; view: LabView } | { ok: false; error: Failure };

/** Where past views come from. Times are ms since the epoch. */
export interface Archive {
  viewAt(at: number): Promise<Found>;
}

export interface PlayerState extends LabState {
  /** The moment that is looked at; null: live. */
  cursor: number | null;
  /** The moment that another one is compared with. */
  mark: number | null;
  /** Where a recording ends; null for a lab, which goes on. */
  end: number | null;
  playing: boolean;
  /** A view could not be had. */
  failure: Failure | null;
  /** For the timeline; the object changes when there is something new in it. */
  track: TrackData;
}

export interface Player {
  store: StoreApi<PlayerState>;
  /** Goes to a moment, or back to live with null. The view follows as soon as it is there. */
  seek(at: number | null): void;
  /** The view of a moment, without going there. */
  viewAt(at: number): Promise<Found>;
  mark(at: number | null): void;
  /** Lets time run from the cursor on; stops at `until`. */
  play(until: number, loop?: boolean): void;
  pause(): void;
  /** The timeline's memory, to be fed with views; tells the store at most a few times a second. */
  track: { take(view: LabView, at: number): void; restart(data?: TrackData): void };
}

const BEAT_MS = 100;
const TELL_MS = 250;

const EMPTY: PlayerState = {
  connection: 'online',
  connectionSince: 0,
  view: null,
  epoch: '',
  rev: 0,
  viewAt: 0,
  clockOffset: 0,
  cursor: null,
  mark: null,
  end: null,
  playing: false,
  failure: null,
  track: { from: 0, lives: [], waits: [], moments: [] },
};

export function createPlayer(archive: Archive): Player {
  const store = createStore<PlayerState>(() => EMPTY);
  const memory = createMemory(store);
  let beat: ReturnType<typeof setInterval> | undefined;

  const pause = () => {
    clearInterval(beat);
    if (store.getState().playing) store.setState({ playing: false });
  };
  const seek = (at: number | null) => {
    if (at === null) return store.setState({ cursor: null, mark: null, view: null, failure: null });
    const cursor = Math.round(at);
    store.setState({ cursor });
    void archive.viewAt(cursor).then((found) => {
      // Whoever drags asks for many moments: only the last one counts.
      if (store.getState().cursor !== cursor) return;
      store.setState(found.ok ? { view: found.view, viewAt: cursor, failure: null } : { failure: found.error });
    });
  };
  return {
    store,
    seek(at) {
      pause();
      seek(at);
    },
    viewAt: (at) => archive.viewAt(at),
    mark: (mark) => store.setState({ mark }),
    play(until, loop = false) {
      pause();
      const from = store.getState().cursor ?? 0;
      let started = { at: from, on: performance.now() };
      store.setState({ playing: true });
      beat = setInterval(() => {
        const now = started.at + performance.now() - started.on;
        if (now < until) return seek(now);
        if (!loop) pause();
        else started = { at: store.getState().track.from, on: performance.now() };
        seek(loop ? started.at : until);
      }, BEAT_MS);
    },
    pause,
    track: memory,
  };
}

function createMemory(store: StoreApi<PlayerState>): Player['track'] {
  let track: Track = createTrack();
  let told = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    if (track.version === told) return;
    told = track.version;
    store.setState({ track: track.data() });
  };
  return {
    take(view, at) {
      track.take(view, at);
      if (track.version !== told && timer === undefined) timer = setTimeout(tell, TELL_MS);
    },
    restart(data) {
      track = createTrack(data);
      told = -1;
      tell();
    },
  };
}
