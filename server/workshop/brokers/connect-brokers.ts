// The labs of a room over several brokers, each beside an engine of its own: every lab lies at one of them, chosen once.
import type { Lab } from '@/server/lab/lab';
import { type BrokerClient, type Capacity, connectBroker } from '../../broker';
import { type Placement, type SeatLabs, SOMEWHERE } from '../room';
import { type BrokerRoom, placeLab } from './place-lab';

const AGAIN_MS = 5000;

/** Where one broker stands. */
export interface BrokerStanding {
  /** As it was named; unique. */
  socket: string;
  /** '' while it has never been there. */
  id: string;
  there: boolean;
}

export interface Brokers {
  /**
   * What lies at a broker that is away waits for it, and is opened nowhere else. `open` rejects when no broker may take one more seat, or
   * when the lab's broker is none of these; `close`, `remove` and `usage` when the broker is away.
   */
  labs(placement: Placement): Required<SeatLabs>;
  /** In the order in which they were named. */
  standing(): BrokerStanding[];
  /** Ends the connections; the labs go on. */
  end(): void;
}

interface Known {
  socket: string;
  client: BrokerClient;
}

/** `sockets`: absolute paths. Connects, and again whenever a connection ends. */
export function connectBrokers(sockets: readonly string[], log: (line: string) => void): Brokers {
  const hearers = new Set<() => void>();
  let ended = false;
  const changed = () => {
    for (const hear of [...hearers]) hear();
  };
  const brokers = sockets.map((socket): Known => {
    const say = sockets.length === 1 ? log : (line: string) => log(`${socket}: ${line}`);
    return { socket, client: connectBroker({ socketPath: socket, log: say, named: true, onStanding: changed }) };
  });
  return {
    labs: (placement) => new PlacedLabs(brokers, placement, hearers, () => ended, log),
    standing: () => brokers.map(({ socket, client }) => ({ socket, id: client.id ?? '', there: client.online })),
    end() {
      ended = true;
      for (const { client } of brokers) client.end();
      changed();
    },
  };
}

class PlacedLabs implements Required<SeatLabs> {
  /** One after the other, so that each choice knows of the one before. */
  #choosing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly brokers: readonly Known[],
    private readonly placement: Placement,
    private readonly hearers: Set<() => void>,
    private readonly ended: () => boolean,
    private readonly log: (line: string) => void,
  ) {}

  async open(lab: string, waits: (what: string) => void = () => {}): Promise<Lab> {
    const { id } = await this.#wait(waits, () => this.#placeOf(lab));
    const client = await this.#wait(waits, async () => this.#reached(id));
    // It may go while it works; whoever comes back first then is this same broker.
    let waited = false;
    const hear = () => {
      waited ||= !client.online;
      if (waited) waits(client.online ? '' : away(id));
    };
    this.hearers.add(hear);
    try {
      return await client.open(lab);
    } finally {
      this.hearers.delete(hear);
    }
  }

  async close(lab: string): Promise<void> {
    const id = this.placement.brokerOf(lab);
    if (id) await this.#at(id)?.close(lab);
  }

  async remove(lab: string): Promise<void> {
    const kept = this.placement.brokerOf(lab);
    // Where it was never opened there is nothing.
    if (kept === undefined) return;
    const id = kept === SOMEWHERE ? await this.#holderOf(lab) : kept;
    if (id === null) throw new Error('a broker that may have it is away');
    if (id === undefined) return;
    const client = this.#at(id);
    if (!client) throw new Error(away(id));
    await client.remove(lab);
  }

  async usage(lab: string): Promise<{ memoryBytes: number; containers: number }> {
    const client = this.#at(this.placement.brokerOf(lab) ?? '');
    if (!client) throw new Error('its broker is away');
    return client.usage(lab);
  }

  /** Two sockets may lead to one broker. */
  #at(id: string): BrokerClient | undefined {
    const clients = this.brokers.map(({ client }) => client).filter((client) => client.id === id);
    return clients.find(({ online }) => online) ?? clients[0];
  }

  #reached(id: string): BrokerClient | string {
    const client = this.#at(id);
    if (client?.online) return client;
    if (!client && this.brokers.every((broker) => broker.client.id !== undefined))
      throw new Error(`the lab lies at broker ${id}, which is none of this room’s`);
    return away(id);
  }

  /** The broker that the lab lies at from now on; a sentence: what has to come first. */
  async #placeOf(lab: string): Promise<{ id: string } | string> {
    const kept = this.placement.brokerOf(lab);
    if (kept) return { id: kept };
    if (kept === SOMEWHERE) {
      const holder = await this.#holderOf(lab);
      if (holder === null) return 'a broker that may have it is away';
      if (holder !== undefined) return { id: await this.placement.place(lab, holder) };
    }
    return this.#inTurn(() => this.#choose(lab));
  }

  async #choose(lab: string): Promise<{ id: string } | string> {
    const kept = this.placement.brokerOf(lab);
    if (kept) return { id: kept };
    const rooms = (await this.#capacities()).map(
      ({ broker: id, holds, ...rest }): BrokerRoom => ({
        ...rest,
        id,
        seats: this.placement.seatsAt(id),
        holds: holds.includes(lab),
      }),
    );
    const placing = placeLab(rooms, lab.startsWith('trainer-'));
    if (placing.because === 'all-full') throw new Error('every broker has as many seats as it may have');
    if (placing.broker === undefined) return 'no broker is there';
    const id = await this.placement.place(lab, placing.broker);
    this.log(`room: lab=${lab} broker=${id} because=${placing.because} room=${placing.room}`);
    return { id };
  }

  /** Of which the files are; undefined: nobody's. null: not everybody could be asked. */
  async #holderOf(lab: string): Promise<string | undefined | null> {
    const answers = await this.#capacities();
    const holder = answers.find(({ holds }) => holds.includes(lab));
    if (holder) return holder.broker;
    const heard = new Set(answers.map(({ broker }) => broker));
    return this.brokers.every(({ client }) => client.id !== undefined && heard.has(client.id)) ? undefined : null;
  }

  /** Of each that answers, once. */
  async #capacities(): Promise<Capacity[]> {
    const there = this.brokers.map(({ client }) => client).filter(({ online }) => online);
    const asked = await Promise.allSettled(there.map((client) => client.capacity()));
    const answers = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    return answers.filter(({ broker }, at) => answers.findIndex((other) => other.broker === broker) === at);
  }

  /** Tries until there is more than a sentence: when a broker has come or gone, and now and then, for one that only did not answer. */
  async #wait<T extends object>(waits: (what: string) => void, look: () => Promise<T | string>): Promise<T> {
    let said = '';
    for (;;) {
      let hear = () => {};
      let timer: NodeJS.Timeout | undefined;
      const change = new Promise<void>((resolve) => {
        hear = resolve;
        timer = setTimeout(resolve, AGAIN_MS);
      });
      this.hearers.add(hear);
      try {
        if (this.ended()) throw new Error('the connections to the brokers were ended');
        const found = await look();
        if (typeof found !== 'string') {
          if (said) waits('');
          return found;
        }
        if (found !== said) waits(found);
        said = found;
        await change;
      } finally {
        clearTimeout(timer);
        this.hearers.delete(hear);
      }
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#choosing.then(work);
    this.#choosing = result.catch(() => undefined);
    return result;
  }
}

const away = (id: string): string => `broker ${id} is away`;
