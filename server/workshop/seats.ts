// The seats of a workshop, as its broker holds them: names become folders, and no more are opened at once than the engine can bear.
import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Locale } from '@/lib/i18n/locale';
import type { BrokerLabs } from '@/server/broker';
import { watchLayers } from './layers/watch-layers';
import { closeHostToSeats } from './seat/firewall';
import { openSeatLab, removeSeat } from './seat/open-seat-lab';
import type { SeatLab, SeatLimits } from './seat/seat-lab';

/** `s07-k3f9x2ab`: seat 7, its lab; `trainer-…`: the lab that the trainers share. */
const SEAT_NAME = /^(?:s([0-9]{2,4})|trainer)-([a-z0-9]{8})$/;
const AT_ONCE = 3;
/** Whoever loads the host's firewall anew takes the seats' rule away: so long it may be missing, ms. */
const GUARD_EVERY_MS = 15_000;

export interface SeatsOptions {
  /** Seats are folders of `seats` in it. */
  dataDir: string;
  dockerSocket: string;
  root: string;
  locale: Locale;
  limits: SeatLimits;
  /** Of the broker, as `brokerIdIn` gives it. */
  brokerId: string;
  /** Seats that it is to hold at most, the trainers' lab aside; 0: as many as come. */
  most: number;
  /** May participants create containers with `docker run`? */
  dockerRun: boolean;
  warn(message: string): void;
}

/** What a seat's name says; null for anything else. */
export function seatName(name: string): { id: string; number: number; nodeName: string } | null {
  const [, number = '0', id] = SEAT_NAME.exec(name) ?? [];
  if (id === undefined) return null;
  return { id, number: Number(number), nodeName: Number(number) === 0 ? 'trainer' : `worker${number}` };
}

/** Nothing is opened before it is asked for. While a seat is open, the host stays closed to it. */
export function workshopSeats(options: SeatsOptions): Required<BrokerLabs> {
  const live = new Map<string, SeatLab>();
  const guard = () => {
    if (live.size > 0) void closeHostToSeats().catch((error: unknown) => options.warn(String(error)));
  };
  setInterval(guard, GUARD_EVERY_MS).unref();
  const turn = turns(AT_ONCE);
  const names = async () =>
    (await readdir(join(options.dataDir, 'seats')).catch(() => [])).filter((name) => seatName(name));
  // What an earlier broker has left behind goes on writing before anybody opens it.
  const labs = async () => new Set((await names()).map((name) => seatName(name)?.id ?? ''));
  const layers = watchLayers({ ...options, limits: options.limits.layers, labs });
  const place = (seat: string) => {
    const named = seatName(seat);
    if (!named) throw new Error(`there is no seat ${seat}`);
    return { ...named, dataDir: join(options.dataDir, 'seats', seat) };
  };
  return {
    open: (seat) =>
      turn(async () => {
        // Without the rule there is no seat.
        await closeHostToSeats();
        const lab = await openSeatLab({ ...options, ...place(seat), layers });
        live.set(seat, lab);
        return {
          ...lab,
          async close() {
            if (live.get(seat) === lab) live.delete(seat);
            await lab.close();
          },
        };
      }),
    remove: async (seat) => removeSeat({ ...options, ...place(seat) }),
    async usage(seat) {
      const lab = live.get(seat);
      if (!lab) throw new Error(`seat ${seat} is not open`);
      return lab.usage();
    },
    async capacity() {
      return {
        broker: options.brokerId,
        most: options.most,
        memoryBytes: memoryIn(await readFile('/proc/meminfo', 'utf8').catch(() => '')),
        processors: availableParallelism(),
        holds: await names(),
      };
    },
  };
}

/** Bytes that could be given away, of /proc/meminfo; -1 where it does not say. */
export function memoryIn(meminfo: string): number {
  const [, kilobytes] = /^MemAvailable:\s+(\d+) kB$/m.exec(meminfo) ?? [];
  return kilobytes === undefined ? -1 : Number(kilobytes) * 1024;
}

/** Runs at most `most` pieces of work at a time, in the order in which they came. */
function turns(most: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    // Who waited takes over the place of who ended: nobody slips in between.
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
