// For tests: a room in a folder of its own, over labs that open when they are told to, and tabs that write down what they hear.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BoardChange, BoardView, Member, RoomView } from '@/lib/protocol/room';
import type { Lab } from '../../lab/lab';
import { createFakeLab, type FakeLab } from '../../realtime/fake-lab';
import { openRoomFile } from './file';
import { openRoom, type Room, type RoomOptions } from './open-room';
import { labOf } from './state';
import type { Entrance, SeatLabs } from './tabs';

export interface FakeLabs extends SeatLabs {
  /** Labs made, by name. */
  readonly made: Map<string, FakeLab>;
  readonly removed: string[];
  readonly closed: string[];
  /** Names whose `open` waits. */
  readonly waiting: Map<string, { open(): void; fail(message: string): void; away(what: string): void }>;
  /** Opens each at once, as by default; false: they wait. */
  atOnce: boolean;
  /** What `remove` does next. */
  removal: () => Promise<void>;
}

export function createFakeLabs(): FakeLabs {
  const labs: FakeLabs = {
    made: new Map(),
    removed: [],
    closed: [],
    waiting: new Map(),
    atOnce: true,
    removal: async () => {},
    open: (name, waits = () => {}) =>
      new Promise<Lab>((resolve, reject) => {
        const open = () => {
          labs.waiting.delete(name);
          const lab = labs.made.get(name) ?? createFakeLab();
          labs.made.set(name, lab);
          resolve(lab);
        };
        const fail = (message: string) => {
          labs.waiting.delete(name);
          reject(new Error(message));
        };
        if (labs.atOnce) open();
        else labs.waiting.set(name, { open, fail, away: waits });
      }),
    close: async (name) => void labs.closed.push(name),
    async remove(name) {
      await labs.removal();
      labs.made.delete(name);
      labs.removed.push(name);
    },
    usage: async () => ({ memoryBytes: 1000, containers: 2 }),
  };
  return labs;
}

export interface FakeTab extends Entrance {
  lab: Lab | undefined;
  view: RoomView | undefined;
  boards: BoardView[];
  changes: BoardChange[];
}

export interface RoomFixture {
  dir: string;
  readonly room: Room;
  labs: FakeLabs;
  log: string[];
  gone: Member[];
  now: number;
  /** `device`: tells the browsers of one person apart. */
  enter(member: Member, look?: string, device?: string): FakeTab;
  /** A seat for this name; its member. */
  join(name: string): Promise<Member>;
  /** What the seat's lab is called now, from the file. */
  labName(seat: string): string;
  /** As after a restart of the server: over the same folder and labs. */
  reopen(options?: Partial<RoomOptions>): Promise<Room>;
  close(): Promise<void>;
}

export const CODE = 'ABCDEF';

export function startRoom(options: Partial<RoomOptions> = {}): RoomFixture {
  const dir = mkdtempSync(join(tmpdir(), 'kulissen-room-'));
  const labs = createFakeLabs();
  let tabs = 0;
  const open = (given: Partial<RoomOptions>) =>
    openRoom({
      dir,
      code: CODE,
      maxSeats: 9,
      secretHash: '',
      labs: () => labs,
      idleMs: 60_000,
      now: () => fixture.now,
      log: (line) => fixture.log.push(line),
      onRemoved: (member) => fixture.gone.push(member),
      ...given,
    });
  const fixture: RoomFixture = {
    dir,
    labs,
    log: [],
    gone: [],
    now: 1_000_000,
    get room() {
      return room;
    },
    enter(member, look = '', device = '') {
      tabs += 1;
      const heard: Omit<FakeTab, keyof Entrance> = { lab: undefined, view: undefined, boards: [], changes: [] };
      const visit = { id: `tab${tabs}`, session: `session-of-${member}${device}`, member, look };
      const entrance = room.enter(visit, {
        lab: (lab) => Object.assign(heard, { lab }),
        view: (view) => Object.assign(heard, { view }),
        board: (board) => heard.boards.push(board),
        boardChange: (change) => heard.changes.push(change),
      });
      return Object.assign(heard, entrance);
    },
    async join(name) {
      const entry = await room.join({ code: CODE, name, locale: 'de' });
      if ('refusal' in entry) throw new Error(entry.refusal);
      return entry.member;
    },
    labName(seat) {
      const lab = openRoomFile(dir).read()?.seats[seat];
      return lab ? labOf(lab) : '';
    },
    async reopen(given = {}) {
      await room.close();
      room = open({ ...options, ...given });
      return room;
    },
    async close() {
      await room.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  let room = open(options);
  return fixture;
}
