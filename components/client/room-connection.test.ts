// What the browser's end makes of a workshop's room, on a socket that answers as told.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RoomView } from '@/lib/protocol/room';

const { socket, created, sent, hear } = vi.hoisted(() => {
  const listeners = new Map<string, (data?: unknown) => void>();
  const sent: { event: string; payload: unknown; answer: (error: Error | null, ack?: unknown) => void }[] = [];
  const socket = {
    connected: false,
    sendBuffer: [],
    on: (event: string, listener: (data?: unknown) => void) => listeners.set(event, listener),
    connect: () => {
      socket.connected = true;
      listeners.get('connect')?.();
    },
    disconnect: () => {
      socket.connected = false;
    },
    timeout: () => ({
      emit: (event: string, payload: unknown, answer: (error: Error | null, ack?: unknown) => void) =>
        sent.push({ event, payload, answer }),
    }),
  };
  const hear = (event: string, data?: unknown) => listeners.get(event)?.(data);
  return { socket, created: vi.fn(), sent, hear };
});
vi.mock('./socket', () => ({
  createSocket(options: unknown) {
    created(options);
    return socket;
  },
}));

import { createLabConnection } from './lab-connection';

const states: string[] = [];
const rooms: RoomView[] = [];
const open = async (look = '') => {
  const connection = createLabConnection({
    look,
    onConnection: (state) => states.push(state),
    onView: () => undefined,
    onRoom: (view) => rooms.push(view),
  });
  connection.open();
  await vi.waitFor(() => expect(socket.connected).toBe(true));
  return connection;
};
const asked = () => sent.filter(({ event }) => event === 'view:snapshot').length;
const room = (lab: 'queued' | 'opening' | 'ready' | 'failed'): RoomView => ({
  member: 's01',
  open: true,
  seat: null,
  shows: { seat: 's01', lab, labError: '', queue: 2, typing: 'none' },
  position: null,
  positionNumber: 0,
  announcement: null,
});

beforeEach(() => {
  socket.connected = false;
  for (const list of [sent, states, rooms]) list.length = 0;
  created.mockClear();
});

describe('a connection to a workshop', () => {
  it('says which seat it wants to look at', async () => {
    await open('s07');
    expect(created).toHaveBeenCalledWith(expect.objectContaining({ look: 's07' }));
  });
  it('tells what the room says, and asks for the view once there is a lab', async () => {
    await open();
    expect(asked()).toBe(1);
    hear('room:view', room('queued'));
    sent[0]?.answer(null, { ok: false, error: { code: 'BrokerAway', facts: {} } });
    await vi.waitFor(() => expect(states.at(-1)).toBe('connecting'));
    hear('room:view', room('opening'));
    expect(asked()).toBe(1);
    hear('room:view', room('ready'));
    expect(asked()).toBe(2);
    expect(rooms.map(({ shows }) => shows?.lab)).toEqual(['queued', 'opening', 'ready']);
  });
  it('shows a lab that was reset as one that is on its way, and asks for the new one', async () => {
    await open();
    sent[0]?.answer(null, { ok: true, value: { epoch: 'e', rev: 1, at: 0, view: {} } });
    await vi.waitFor(() => expect(states.at(-1)).toBe('online'));
    hear('room:view', room('opening'));
    expect(states.at(-1)).toBe('connecting');
    hear('room:view', room('ready'));
    expect(asked()).toBe(2);
  });
  it('asks the room, and refuses while it is offline', async () => {
    const connection = await open();
    const answer = connection.ask('room:hand', { raised: true });
    expect(sent.at(-1)).toMatchObject({ event: 'room:hand', payload: { raised: true } });
    sent.at(-1)?.answer(null, { ok: true, value: {} });
    expect(await answer).toEqual({ ok: true, value: {} });
    connection.close();
    expect(await connection.ask('room:hand', { raised: false })).toMatchObject({ error: { code: 'Offline' } });
  });
});
