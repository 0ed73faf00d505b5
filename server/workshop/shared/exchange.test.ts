import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { presenceWith, type SeatPresence, standingWith } from '../room/elsewhere';
import { createExchange } from './exchange';
import { createPeers, GONE_MS, type Peers, TELL_EVERY_MS, type Wire } from './peers';

/** Processes that hear each other, unless one is cut off. */
function createNet() {
  const ends = new Map<Wire, (envelope: unknown) => void>();
  const cut = new Set<Wire>();
  const faults: unknown[] = [];
  const join = () => {
    const wire: Wire = {
      say(envelope) {
        if (cut.has(wire)) return;
        const text = JSON.stringify(envelope);
        for (const [other, hear] of ends) if (other !== wire && !cut.has(other)) hear(JSON.parse(text));
      },
      hear: (heard) => void ends.set(wire, heard),
    };
    const peers = createPeers((error) => faults.push(error));
    return { peers, wire };
  };
  return { join, cut, faults };
}

const LAB = 's01-aaaaaaaa';
const seat = (more: Partial<SeatPresence> = {}): SeatPresence => ({
  lab: LAB,
  tabs: 1,
  goneAt: 0,
  sessions: ['laptop'],
  lookers: 0,
  state: 'ready',
  error: '',
  queue: -1,
  facts: null,
  usage: { memoryBytes: -1, containers: -1 },
  ...more,
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function started(net: ReturnType<typeof createNet>) {
  const { peers, wire }: { peers: Peers; wire: Wire } = net.join();
  const exchange = createExchange(peers, () => Date.now());
  const gone: string[] = [];
  let own: Record<string, SeatPresence> = {};
  exchange.serve(() => own);
  exchange.onChange((seats) => gone.push(...seats));
  peers.attach(wire);
  const set = (seats: Record<string, SeatPresence>) => {
    own = seats;
    exchange.touch();
  };
  return { exchange, gone, set, wire };
}

it('tells the others what changes, and whoever comes late everything', async () => {
  const net = createNet();
  const one = started(net);
  one.set({ s01: seat() });
  await vi.advanceTimersByTimeAsync(300);
  const two = started(net);
  expect(two.exchange.of('s01')).toMatchObject([{ tabs: 1, sessions: ['laptop'] }]);
  two.set({ s01: seat({ tabs: 2 }) });
  await vi.advanceTimersByTimeAsync(300);
  expect(one.exchange.of('s01')).toMatchObject([{ tabs: 2 }]);
  expect([one.exchange.others, two.exchange.others]).toEqual([1, 1]);
});

it('tells it again without being asked, so that what was lost is known in a moment', async () => {
  const net = createNet();
  const [one, two] = [started(net), started(net)];
  net.cut.add(two.wire);
  one.set({ s01: seat() });
  await vi.advanceTimersByTimeAsync(300);
  net.cut.clear();
  await vi.advanceTimersByTimeAsync(TELL_EVERY_MS);
  expect(two.exchange.of('s01')).toHaveLength(1);
});

it('lets go of a process that says nothing any more, with its people, and at once of one that says goodbye', async () => {
  const net = createNet();
  const [one, two, three] = [started(net), started(net), started(net)];
  one.set({ s01: seat() });
  three.set({ s02: seat() });
  await vi.advanceTimersByTimeAsync(300);
  three.exchange.close();
  expect([two.exchange.of('s02'), two.gone]).toEqual([[], ['s02']]);
  net.cut.add(one.wire);
  await vi.advanceTimersByTimeAsync(GONE_MS - TELL_EVERY_MS);
  expect(two.exchange.of('s01')).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(3 * TELL_EVERY_MS);
  expect([two.exchange.of('s01'), two.gone]).toEqual([[], ['s02', 's01']]);
});

it('takes nothing that is not a message of these processes', () => {
  const net = createNet();
  const [one, stranger] = [started(net), net.join()];
  stranger.wire.say({ from: 'x', message: { kind: 'presence', seats: { s01: { tabs: 'many' } } } });
  stranger.wire.say('hello');
  expect(net.faults).toHaveLength(2);
  expect(one.exchange.of('s01')).toEqual([]);
});

it('people are counted together, a lab is as far as anybody has it, and of an older lab nothing is true', () => {
  const usage = { memoryBytes: -1, containers: -1 };
  const own = { tabs: 0, goneAt: 50, seen: false, lookers: 1, facts: undefined, usage };
  const measured = { memoryBytes: 7, containers: 2 };
  const facts = { tasks: 3, done: 1, failed: null, progressAt: 9, doneByLesson: {} };
  const others = [
    seat({ tabs: 2, lookers: 1, usage: measured, facts }),
    seat({ tabs: 0, goneAt: 40, state: 'failed' }),
  ];
  expect(presenceWith(own, others, LAB)).toEqual({ tabs: 2, lookers: 2, goneAt: 0, usage: measured, facts });
  const left = [seat({ tabs: 0, goneAt: 40 })];
  expect(presenceWith(own, left, LAB).goneAt).toBe(40);
  expect(presenceWith({ ...own, seen: true }, left, LAB).goneAt).toBe(50);
  expect(presenceWith(own, others, 's01-bbbbbbbb')).toMatchObject({ tabs: 2, usage, facts: undefined });
  const queued = { state: 'queued', error: '', queue: 0 } as const;
  expect(standingWith(queued, others, LAB).state).toBe('ready');
  expect(standingWith(queued, others, 's01-bbbbbbbb')).toEqual(queued);
});
