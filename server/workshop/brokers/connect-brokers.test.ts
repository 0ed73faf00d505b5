// Real brokers over real sockets; what they hold are stand-ins for labs, and their figures are made up.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeLab } from '@/server/realtime/fake-lab';
import { serveBroker } from '../../broker';
import { type Placement, type SeatLabs, SOMEWHERE } from '../room';
import { type Brokers, connectBrokers } from './connect-brokers';

const GB = 1e9;
const [A, B] = ['aaaaaaaa', 'bbbbbbbb'];

/** A broker's process; it may be killed and begun again, and what it holds stays. */
class FakeBroker {
  readonly socket: string;
  /** Seats with files there. */
  readonly holds = new Set<string>();
  /** Each opening, in order. */
  readonly opened: string[] = [];
  most = 0;
  memoryBytes = 9 * GB;
  #close: (() => Promise<void>) | undefined;

  constructor(
    name: string,
    public id: string,
  ) {
    this.socket = join(dir, name);
  }

  async begin(): Promise<this> {
    const labs = {
      open: async (seat: string) => {
        this.opened.push(seat);
        this.holds.add(seat);
        return { ...createFakeLab(), close: async () => {} };
      },
      remove: async (seat: string) => void this.holds.delete(seat),
      usage: async (seat: string) => ({ memoryBytes: seat.length, containers: this.holds.size }),
      capacity: async () => {
        const { id: broker, most, memoryBytes } = this;
        return { broker, most, memoryBytes, processors: 64, holds: [...this.holds] };
      },
    };
    this.#close = await serveBroker({ socketPath: this.socket, labs, log: () => {} });
    return this;
  }

  async end(): Promise<void> {
    await this.#close?.();
    this.#close = undefined;
  }
}

let dir: string;
let a: FakeBroker;
let b: FakeBroker;
let log: string[];
let kept: Record<string, string>;
let webs: Brokers[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kulissen-brokers-'));
  mkdirSync(join(dir, 'run'), { mode: 0o700 });
  [a, b] = [await new FakeBroker('run/a', A).begin(), await new FakeBroker('run/b', B).begin()];
  log = [];
  kept = {};
  webs = [];
});
afterEach(async () => {
  for (const brokers of webs) brokers.end();
  await Promise.all([a.end(), b.end()]);
  rmSync(dir, { recursive: true, force: true });
});

/** As the room keeps it; `place` answers who came first. */
const placement: Placement = {
  brokerOf: (lab) => kept[lab],
  seatsAt: (broker) => Object.values(kept).filter((each) => each === broker).length,
  async place(lab, broker) {
    kept[lab] ||= broker;
    return kept[lab];
  },
};
const until = (holds: () => boolean) => vi.waitFor(() => expect(holds()).toBe(true), { timeout: 20_000, interval: 10 });
const allThere = (brokers: Brokers) => until(() => brokers.standing().every(({ there }) => there));

/** A web process, connected to whoever is there. */
async function web(sockets = [a.socket, b.socket]): Promise<{ brokers: Brokers; labs: Required<SeatLabs> }> {
  const brokers = connectBrokers(sockets, (line) => log.push(line));
  webs.push(brokers);
  return { brokers, labs: brokers.labs(placement) };
}
/** Opens it, and says what it waits for. */
function opening(labs: SeatLabs, lab: string) {
  const said: string[] = [];
  return { said, lab: labs.open(lab, (what) => said.push(what)) };
}

describe('labs over two brokers', () => {
  it('are shared out, each is opened at one, and asked and removed there', async () => {
    const { brokers, labs } = await web();
    await allThere(brokers);
    const names = Array.from({ length: 6 }, (_, number) => `s0${number + 1}-xxxxxxxx`);
    await Promise.all(names.map((name) => labs.open(name)));
    expect([a.holds.size, b.holds.size]).toEqual([3, 3]);
    expect([...a.opened, ...b.opened].toSorted()).toEqual(names);
    expect(names.map((name) => kept[name])).toEqual(names.map((name) => (a.holds.has(name) ? A : B)));
    const [first = ''] = a.holds;
    expect(await labs.usage(first)).toEqual({ memoryBytes: first.length, containers: 3 });
    await labs.remove(first);
    expect([a.holds.has(first), a.holds.size, b.holds.size]).toEqual([false, 2, 3]);
    await labs.close(names.find((name) => b.holds.has(name)) ?? '');
    expect(b.holds.size).toBe(3);
  });

  it('of one that is killed wait for it and are opened nowhere else; the other’s go on, new ones go there', async () => {
    const { brokers, labs } = await web();
    await allThere(brokers);
    Object.assign(kept, { 's01-xxxxxxxx': A, 's02-xxxxxxxx': B, 's03-xxxxxxxx': A, 's05-xxxxxxxx': A });
    const [one, two] = [await labs.open('s01-xxxxxxxx'), await labs.open('s02-xxxxxxxx')];
    await a.end();
    await until(() => one.health().engine === 'broker away');
    expect(two.health().engine).not.toBe('broker away');
    expect(brokers.standing()).toEqual([
      { socket: a.socket, id: A, there: false },
      { socket: b.socket, id: B, there: true },
    ]);
    await labs.open('s04-xxxxxxxx');
    expect(kept['s04-xxxxxxxx']).toBe(B);
    const three = opening(labs, 's03-xxxxxxxx');
    await until(() => three.said.length > 0);
    await expect(labs.remove('s05-xxxxxxxx')).rejects.toThrow('BrokerAway');
    expect(three.said).toEqual([`broker ${A} is away`]);
    expect(log.filter((line) => line.startsWith(`${a.socket}: broker: away`))).not.toEqual([]);
    await a.begin();
    await three.lab;
    await until(() => one.health().engine !== 'broker away');
    expect(three.said.at(-1)).toBe('');
    // Opened once more by the broker that came back; by the other never.
    expect(a.opened.toSorted()).toEqual(['s01-xxxxxxxx', 's01-xxxxxxxx', 's03-xxxxxxxx']);
    expect(b.opened).toEqual(['s02-xxxxxxxx', 's04-xxxxxxxx']);
  });

  it('wait also where this process has not met their broker yet', async () => {
    await a.end();
    const { brokers, labs } = await web();
    kept['s01-xxxxxxxx'] = A;
    const one = opening(labs, 's01-xxxxxxxx');
    await until(() => brokers.standing()[1]?.there === true && one.said.length > 0);
    expect([one.said, b.opened]).toEqual([[`broker ${A} is away`], []]);
    await a.begin();
    await one.lab;
    expect(a.opened).toEqual(['s01-xxxxxxxx']);
  });

  it('whose broker is none of the room’s say so', async () => {
    const { brokers, labs } = await web([b.socket]);
    await allThere(brokers);
    kept['s01-xxxxxxxx'] = A;
    await expect(labs.open('s01-xxxxxxxx')).rejects.toThrow(`broker ${A}, which is none of this room’s`);
    expect(b.opened).toEqual([]);
  });

  it('are opened where another web process placed them', async () => {
    const { brokers, labs } = await web();
    await allThere(brokers);
    a.memoryBytes = 0;
    const place = vi.spyOn(placement, 'place').mockImplementationOnce(async (lab) => {
      kept[lab] = A;
      return A;
    });
    await labs.open('s01-xxxxxxxx');
    expect(place).toHaveBeenCalledWith('s01-xxxxxxxx', B);
    expect([a.opened, b.opened]).toEqual([['s01-xxxxxxxx'], []]);
  });

  it('wait while nobody is there, and fail where all have what they may', async () => {
    await Promise.all([a.end(), b.end()]);
    const { labs } = await web();
    const one = opening(labs, 's01-xxxxxxxx');
    await until(() => one.said.length > 0);
    expect(one.said).toEqual(['no broker is there']);
    [a.most, b.most] = [1, 1];
    await Promise.all([a.begin(), b.begin()]);
    await one.lab;
    await labs.open('s02-xxxxxxxx');
    await expect(labs.open('s03-xxxxxxxx')).rejects.toThrow('as many seats as it may have');
    await labs.open('trainer-xxxxxxxx');
    expect([a.holds.size, b.holds.size].toSorted()).toEqual([1, 2]);
  });

  it('end with the connections', async () => {
    await a.end();
    const { brokers, labs } = await web([a.socket]);
    const one = labs.open('s01-xxxxxxxx');
    brokers.end();
    await expect(one).rejects.toThrow('ended');
  });
});

describe('a lab from before brokers were told apart', () => {
  it('is found by its files, when everybody who may have them was asked', async () => {
    b.holds.add('s01-xxxxxxxx').add('s02-xxxxxxxx');
    for (const lab of ['s01', 's02', 's03']) kept[`${lab}-xxxxxxxx`] = SOMEWHERE;
    await b.end();
    const { brokers, labs } = await web();
    await until(() => brokers.standing()[0]?.there === true);
    const one = opening(labs, 's01-xxxxxxxx');
    await until(() => one.said.length > 0);
    expect([one.said, a.opened]).toEqual([['a broker that may have it is away'], []]);
    await expect(labs.remove('s02-xxxxxxxx')).rejects.toThrow('away');
    await b.begin();
    await one.lab;
    await labs.remove('s02-xxxxxxxx');
    await labs.open('s03-xxxxxxxx');
    expect(kept).toMatchObject({ 's01-xxxxxxxx': B, 's03-xxxxxxxx': A });
    expect([...b.holds]).toEqual(['s01-xxxxxxxx']);
  });
});

it('to another broker at the same socket nothing is said: the seats are not its own', async () => {
  const { brokers, labs } = await web();
  await allThere(brokers);
  kept['s01-xxxxxxxx'] = A;
  const lab = await labs.open('s01-xxxxxxxx');
  await a.end();
  const other = new FakeBroker('run/a', 'cccccccc');
  await other.begin();
  await until(() => log.some((line) => line.includes(`another broker is there, cccccccc instead of ${A}`)));
  expect([other.opened, lab.health().engine]).toEqual([[], 'broker away']);
  await other.end();
  await a.begin();
  await until(() => lab.health().engine !== 'broker away');
  expect(a.opened).toEqual(['s01-xxxxxxxx', 's01-xxxxxxxx']);
});

it('two sockets of one broker are one broker', async () => {
  const { brokers, labs } = await web([a.socket, join(dir, 'run', '..', 'run', 'a')]);
  await allThere(brokers);
  await labs.open('s01-xxxxxxxx');
  expect(a.opened).toEqual(['s01-xxxxxxxx']);
  expect(log.filter((line) => line.includes('because='))).toEqual([expect.stringContaining('because=only-one')]);
});
