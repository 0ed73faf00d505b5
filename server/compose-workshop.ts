// What a server has instead of one lab when it serves a workshop: the room, over labs that live in a broker.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { SessionStore } from './http/sessions';
import type { Workshop } from './http/workshop-doors';
import type { Lab } from './lab/lab';
import type { Settings } from './settings';
import type { BrokerStanding } from './workshop/brokers';
import {
  freshRoom,
  metricsText,
  openRoom,
  type Placement,
  type Room,
  type RoomOptions,
  type SeatLabs,
} from './workshop/room';
import type { Shared } from './workshop/shared';

/** A trainer's session ends on time also where nobody asks anything. */
const EXPIRE_EVERY_MS = 60_000;

const LOOP_SAMPLE_MS = 20;

export interface OpenWorkshop {
  room: Room;
  /** For the edge. */
  workshop: Workshop;
  /** Of the engine, as the lab that was opened last tells it; says so when a broker is away. */
  health: Lab['health'];
  close(): Promise<void>;
}

export interface WorkshopParts {
  settings: Pick<Settings, 'dataDir' | 'workshop'>;
  labs: (placement: Placement) => SeatLabs;
  /** The brokers that the labs come from. */
  standing: () => BrokerStanding[];
  /** With other web processes. */
  shared?: Shared | undefined;
  sessions: SessionStore;
  /** Connected tabs. */
  sockets: () => number;
  log: (line: string) => void;
}

/** Rejects with RoomUnreadable, or a system error when the room can't be kept. */
export async function openWorkshop(parts: WorkshopParts): Promise<OpenWorkshop> {
  const { settings, labs, standing, sessions, sockets, log } = parts;
  if (!settings.workshop) throw new Error('these settings are of no workshop');
  const { code, seats: maxSeats, secretHash, idleMs } = settings.workshop;
  let newest: Lab | undefined;
  let seatsAt: Placement['seatsAt'] = () => 0;
  const heard = (placement: Placement): SeatLabs => {
    seatsAt = placement.seatsAt;
    const given = labs(placement);
    const close = given.close?.bind(given);
    return {
      async open(seat, waits) {
        newest = await given.open(seat, waits);
        return newest;
      },
      remove: (seat) => given.remove(seat),
      usage: (seat) => given.usage(seat),
      ...(close && { close }),
    };
  };
  const onRemoved = (gone: string) => sessions.endOf((member) => member === gone);
  const shared = parts.shared && (await sharedRoom(parts.shared, code, maxSeats));
  const dir = settings.dataDir;
  const room = openRoom({ dir, shared, code, maxSeats, secretHash, idleMs, labs: heard, log, onRemoved });
  // A seat may have been removed by a server that was killed before it ended the sessions.
  sessions.endOf((member) => member !== 'owner' && !room.has(member));
  const expiry = setInterval(() => sessions.expire(), EXPIRE_EVERY_MS);
  const delay = monitorEventLoopDelay({ resolution: LOOP_SAMPLE_MS });
  delay.enable();

  const metrics: Workshop['metrics'] = (refused) => {
    // The histogram's values are the time between two samples, so their distance is taken off.
    const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - LOOP_SAMPLE_MS / 1000);
    const loopDelay = { p99: late(delay.percentile(99)), max: late(delay.max) };
    delay.reset();
    return metricsText({
      ...room.counts(),
      sockets: sockets(),
      brokers: standing().map((broker) => ({ ...broker, seats: broker.id ? seatsAt(broker.id) : 0 })),
      refused,
      loopDelay,
      residentBytes: process.memoryUsage.rss(),
    });
  };
  return {
    room,
    workshop: { ...room, metrics },
    health() {
      const of = newest?.health() ?? { runtime: 'docker', engine: 'not asked yet', engineVersion: '' };
      const all = standing();
      const away = all.filter(({ there }) => !there).length;
      if (away === 0) return of;
      return { ...of, engine: all.length === 1 ? 'broker away' : `${away} of ${all.length} brokers away` };
    },
    async close() {
      clearInterval(expiry);
      delay.disable();
      await room.close();
    },
  };
}

/** The room as the others have it, with what this process was started with. */
async function sharedRoom(
  { keeper: keeperOf, exchange, audit }: Shared,
  code: string,
  maxSeats: number,
): Promise<NonNullable<RoomOptions['shared']>> {
  const keeper = await keeperOf(freshRoom(maxSeats));
  await keeper.run({ kind: 'Settings', code: code || keeper.state.code, maxSeats });
  return { keeper, elsewhere: exchange, audit };
}
