import { expect, it } from 'vitest';
import { type BrokerRoom, placeLab } from './place-lab';

const GB = 1e9;
const at = (id: string, more: Partial<BrokerRoom> = {}): BrokerRoom => ({
  id,
  seats: 0,
  open: 0,
  most: 0,
  memoryBytes: 3 * GB,
  processors: 4,
  holds: false,
  ...more,
});

it.each<[string, BrokerRoom[], string | undefined, string]>([
  ['nobody is there', [], undefined, 'none-there'],
  ['there is no choice', [at('a', { memoryBytes: 0, processors: 1 })], 'a', 'only-one'],
  ['memory decides', [at('a'), at('b', { memoryBytes: 4 * GB })], 'b', 'most-room'],
  [
    'what has come but is not open yet counts as taken',
    [at('a', { memoryBytes: 4 * GB, seats: 10, open: 1 }), at('b')],
    'b',
    'most-room',
  ],
  [
    'what is open has its memory already',
    [at('a', { memoryBytes: 4 * GB, seats: 10, open: 10 }), at('b')],
    'a',
    'most-room',
  ],
  [
    'processors decide where memory is plenty',
    [at('a', { memoryBytes: 99 * GB, processors: 1 }), at('b')],
    'b',
    'most-room',
  ],
  [
    'of equals the one with fewer seats',
    [at('a', { seats: 2, open: 2 }), at('b', { seats: 1, open: 1 })],
    'b',
    'most-room',
  ],
  ['of equals the first', [at('b'), at('a')], 'b', 'most-room'],
  [
    'a number of seats is never passed',
    [at('a', { most: 2, seats: 2 }), at('b', { memoryBytes: GB })],
    'b',
    'most-room',
  ],
  ['all have what they may', [at('a', { most: 2, seats: 2 }), at('b', { most: 1, seats: 3 })], undefined, 'all-full'],
  [
    'everybody is overdrawn',
    [at('a', { memoryBytes: 0, seats: 9 }), at('b', { memoryBytes: 0, seats: 7 })],
    'b',
    'most-room',
  ],
  ['memory that is not known is none', [at('a', { memoryBytes: -1 }), at('b', { memoryBytes: GB })], 'b', 'most-room'],
  ['its files decide before anything else', [at('a'), at('b', { holds: true, most: 1, seats: 1 })], 'b', 'holds-it'],
])('%s', (_name, brokers, broker, because) => {
  expect(placeLab(brokers, false)).toMatchObject({ because, ...(broker && { broker }) });
  expect(placeLab(brokers, false).broker).toBe(broker);
});

it('the trainers’ lab finds a place where all seats are taken', () => {
  expect(placeLab([at('a', { most: 1, seats: 1 })], true).broker).toBe('a');
});

it('a class that comes at once is shared out by room', () => {
  const brokers = [at('a', { memoryBytes: 6 * GB, processors: 8 }), at('b'), at('c', { most: 3 })];
  for (let person = 0; person < 60; person += 1) {
    const { broker } = placeLab(brokers, false);
    const chosen = brokers.find(({ id }) => id === broker);
    if (chosen) chosen.seats += 1;
  }
  expect(brokers.map(({ seats }) => seats)).toEqual([39, 19, 2]);
});
