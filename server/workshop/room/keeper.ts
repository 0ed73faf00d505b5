// Holds the room's state: what people rely on is on the disk before it is true, the rest follows within a second.
import type { RoomFile } from './file';
import { type Advance, advance, type RoomCommand, type RoomState } from './state';

/** Nobody is told yes to these before they are kept. */
const AT_ONCE: ReadonlySet<RoomCommand['kind']> = new Set(['Join', 'Open', 'Announce', 'Reset', 'Remove', 'Place']);
/** Hands, places and progress of sixty people are one write a second. */
const SOON_MS = 1000;

export interface Keeper {
  readonly state: RoomState;
  /** Throws the system's error when it must be kept and can't be; nothing has happened then. */
  run(command: RoomCommand): Advance;
  /** Writes what still waits. */
  close(): void;
}

/** `onError`: what could wait could not be written; it is tried again with the next change. */
export function createKeeper(file: RoomFile, first: RoomState, onError: (error: unknown) => void): Keeper {
  let state = first;
  let timer: NodeJS.Timeout | undefined;
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
    run(command) {
      const step = advance(state, command);
      if (!step.ok || step.state === state) return step;
      if (AT_ONCE.has(command.kind)) {
        file.save(step.state);
        clearTimeout(timer);
        timer = undefined;
      } else timer ??= setTimeout(save, SOON_MS);
      state = step.state;
      return step;
    },
    close() {
      if (timer) save();
    },
  };
}
