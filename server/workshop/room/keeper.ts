// Holds the room's state: what people rely on is on the disk before it is true, the rest follows within a second.
import type { RoomFile } from './file';
import { type Advance, advance, type RoomCommand, type RoomState } from './state';

/** Nobody is told yes to these before they are kept. */
const AT_ONCE: ReadonlySet<RoomCommand['kind']> = new Set(['Join', 'Open', 'Announce', 'Reset', 'Remove', 'Place']);
/** Hands, places and progress of sixty people are one write a second. */
const SOON_MS = 1000;

/** `own`: a command of this process made it. */
export type StateListener = (before: RoomState, after: RoomState, own: boolean) => void;

export interface Keeper {
  readonly state: RoomState;
  /**
   * What the command makes of the state, kept as firmly as its kind has to be. Rejects with the system's error when it can't be
   * kept; nothing has happened then.
   */
  run(command: RoomCommand): Promise<Advance>;
  /** Hears of each change, whoever made it, before the command that made it is answered. */
  onChange(listener: StateListener): void;
  /** Writes what still waits. */
  close(): Promise<void>;
}

/** In one file, of one process. `onError`: what could wait could not be written; it is tried again with the next change. */
export function createKeeper(file: RoomFile, first: RoomState, onError: (error: unknown) => void): Keeper {
  let state = first;
  let timer: NodeJS.Timeout | undefined;
  const listeners = new Set<StateListener>();
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    try {
      file.save(state);
    } catch (error) {
      onError(error);
    }
  };
  return {
    get state() {
      return state;
    },
    async run(command) {
      const step = advance(state, command);
      if (!step.ok || step.state === state) return step;
      if (AT_ONCE.has(command.kind)) {
        file.save(step.state);
        clearTimeout(timer);
        timer = undefined;
      } else timer ??= setTimeout(save, SOON_MS);
      const before = state;
      state = step.state;
      for (const hear of listeners) hear(before, state, true);
      return step;
    },
    onChange: (listener) => void listeners.add(listener),
    async close() {
      if (timer) save();
    },
  };
}
