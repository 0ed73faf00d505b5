import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ClientEvent, clientEvents } from '@/lib/protocol/events';
import { MAX_FRAME_BYTES } from '@/lib/protocol/limits';
import { DECISIONS, MAX_REFUSALS, RATES } from './decisions';
import { VALID } from './payloads-fixture';
import { emit, knock, next, startWire, type Wire } from './wire-fixture';

let wire: Wire;
beforeEach(async () => {
  wire = await startWire();
});
afterEach(() => wire.close());

const SOCKET = '/socket.io/?EIO=4&transport=websocket';
const host = () => `127.0.0.1:${wire.site.port}`;
const good = () => ({ Host: host(), Origin: wire.site.origin, Cookie: wire.site.cookie() });
const without = (name: 'Origin' | 'Cookie') => {
  const { [name]: _, ...rest } = good();
  return rest;
};

const terminal = 't1';

describe('the upgrade', () => {
  it('is open to a page of ours with a session', async () => {
    const { status, socket } = await knock(wire.site.port, SOCKET, good());
    expect(status).toBe(101);
    socket.destroy();
  });
  it.each<[string, () => Record<string, string>, number]>([
    ['another page’s origin (A01)', () => ({ ...good(), Origin: 'https://evil.example' }), 403],
    ['no origin (A02)', () => without('Origin'), 403],
    ['origin null (A03)', () => ({ ...good(), Origin: 'null' }), 403],
    ['a look-alike origin', () => ({ ...good(), Origin: `http://127.0.0.1:${wire.site.port}.evil.com` }), 403],
    ['another scheme', () => ({ ...good(), Origin: `https://${host()}` }), 403],
    ['another port', () => ({ ...good(), Origin: `http://127.0.0.1:${wire.site.port + 1}` }), 403],
    ['a foreign host (A05)', () => ({ ...good(), Host: `rebind.evil:${wire.site.port}` }), 421],
    ['no cookie', () => without('Cookie'), 401],
    ['a wrong cookie', () => ({ ...good(), Cookie: `kulissen_${wire.site.port}=x` }), 401],
  ])('is refused with %s', async (_, headers, status) => {
    const answer = await knock(wire.site.port, SOCKET, headers());
    expect(answer.status).toBe(status);
    if (!answer.socket.closed) await once(answer.socket, 'close');
    expect(wire.gateway.clients).toBe(0);
    expect(wire.site.log).toHaveLength(1);
  });
  it.each([
    ['/', 404],
    ['/de', 404],
    ['/socket.io', 404],
    ['/socket.io/../x', 400],
    ['/_next/webpack-hmr', 404],
  ])('is refused on %s', async (path, status) => {
    expect((await knock(wire.site.port, path, good())).status).toBe(status);
    if (status === 404) expect((await knock(wire.site.port, path, without('Cookie'))).status).toBe(401);
  });
  it('is the only way: polling does not exist (A04)', async () => {
    const { status } = await wire.site.ask('/socket.io/?EIO=4&transport=polling', { headers: good() });
    expect(status).toBe(400);
    const foreign = { ...good(), Origin: 'https://evil.example' };
    const post = await wire.site.ask('/socket.io/?EIO=4&transport=polling', { method: 'POST', headers: foreign });
    expect(post.status).toBe(403);
    expect((await knock(wire.site.port, '/socket.io/?EIO=4&transport=polling', good())).status).toBe(400);
  });
});

describe('every event (A09)', () => {
  it('has a decision, and there are no others', () => {
    expect(Object.keys(DECISIONS).sort()).toEqual(Object.keys(clientEvents).sort());
    for (const event of Object.keys(clientEvents) as ClientEvent[]) {
      expect(DECISIONS[event].once, event).toBe('id' in clientEvents[event].shape);
    }
  });
  it.each(Object.keys(clientEvents) as ClientEvent[])('%s is checked before the lab sees it', async (event) => {
    const socket = await wire.client();
    const valid = VALID[event];
    const bad = [
      [],
      [null],
      ['text'],
      [[valid]],
      [{ ...valid, extra: 1 }],
      [valid, valid],
      [Buffer.from('x')],
      ...Object.keys(valid).map((field) => [{ ...valid, [field]: { toString: 1 } }]),
    ];
    for (const payload of bad) {
      expect(await emit(socket, event, ...payload), JSON.stringify(payload)).toMatchObject({
        ok: false,
        error: { code: 'Invalid', facts: { where: expect.any(String) } },
      });
    }
    expect(wire.lab.performed).toEqual([]);
    expect(await emit(socket, event, valid)).toMatchObject({ ok: true });
    expect(wire.lab.performed.map(({ event }) => event)).toEqual(event === 'view:snapshot' ? [] : [event]);
  });
  it.each([
    ['file:save', { file: '../x' }, 'file'],
    ['file:save', { file: '.hidden' }, 'file'],
    ['file:save', { file: 'a\nb' }, 'file'],
    ['file:save', { id: 'again' }, 'id'],
    ['term:open', { cols: 1e9 }, 'cols'],
    ['term:open', { cols: Number.NaN }, 'cols'],
    ['term:open', { rows: 0 }, 'rows'],
    ['term:input', { terminal: '../x' }, 'terminal'],
    ['term:input', { data: 'x'.repeat(64 * 1024 + 1) }, 'data'],
    ['container:kill', { containerId: 'nginx' }, 'containerId'],
  ] as const)('%s with %j names the field', async (event, patch, where) => {
    const answer = await emit(await wire.client(), event, { ...VALID[event], ...patch });
    expect(answer).toEqual({ ok: false, error: { code: 'Invalid', facts: { where } } });
  });
  it.each(['nothing:here', 'constructor', '__proto__', 'toString', ''])('unknown: %j', async (name) => {
    const answer = await emit(await wire.client(), name, {});
    expect(answer).toEqual({ ok: false, error: { code: 'Invalid', facts: { where: 'event' } } });
  });
});

describe('commands', () => {
  it('with one id are done once and answered twice, also on a new connection', async () => {
    const Cookie = wire.site.cookie();
    const headers = { Cookie, Origin: wire.site.origin };
    let done = 0;
    wire.lab.answer = async () => {
      done += 1;
      return { ok: true, value: { revision: `r${done}` } };
    };
    const first = await wire.client(headers);
    const answers = await Promise.all([
      emit(first, 'file:save', VALID['file:save']),
      emit(first, 'file:save', VALID['file:save']),
    ]);
    first.disconnect();
    answers.push(await emit(await wire.client(headers), 'file:save', VALID['file:save']));
    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ ok: true, value: { revision: 'r1' } })));
    expect(wire.lab.performed).toHaveLength(1);
    await emit(await wire.client(headers), 'file:save', { ...VALID['file:save'], id: randomUUID() });
    expect(wire.lab.performed).toHaveLength(2);
  });
  it('of the keyboard that arrive twice are typed once; a new connection counts anew (C11)', async () => {
    const typed = () => wire.lab.performed.filter(({ event }) => event === 'term:input').length;
    wire.lab.answer = async () => (typed() > 1 ? { ok: false, error: { code: 'TerminalGone', facts: {} } } : DONE);
    const socket = await wire.client();
    const press = (seq: number) => emit(socket, 'term:input', { ...VALID['term:input'], seq });
    const DONE = { ok: true, value: {} } as const;
    const GONE = { ok: false, error: { code: 'TerminalGone', facts: {} } };
    expect([await press(1), await press(1), typed()]).toEqual([DONE, DONE, 1]);
    expect([await press(2), await press(2), await press(1), typed()]).toEqual([GONE, GONE, GONE, 2]);
    await emit(await wire.client(), 'term:input', VALID['term:input']);
    expect(typed()).toBe(3);
  });
  it('of two sessions do not meet', async () => {
    await emit(await wire.client(), 'file:save', VALID['file:save']);
    await emit(await wire.client(), 'file:save', VALID['file:save']);
    expect(wire.lab.performed).toHaveLength(2);
  });
  it('that fail inside say so and leave the server alive', async () => {
    wire.lab.answer = async () => {
      throw new Error('bug');
    };
    const socket = await wire.client();
    expect(await emit(socket, 'file:read', { file: 'a' })).toMatchObject({ ok: false, error: { code: 'Failed' } });
    expect(wire.faults.join()).toContain('file:read failed: Error: bug');
    expect(await emit(socket, 'view:snapshot', {})).toMatchObject({ ok: true });
  });
  it('come no faster than a bucket lets them; twenty saves in a second pass', async () => {
    const socket = await wire.client();
    const save = () => emit(socket, 'file:save', { ...VALID['file:save'], id: randomUUID() });
    const burst = await Promise.all(Array.from({ length: RATES.acting.burst }, save));
    expect(burst.every(({ ok }) => ok)).toBe(true);
    expect(await save()).toEqual({ ok: false, error: { code: 'TooManyRequests', facts: { retryMs: 100 } } });
    expect(await emit(socket, 'term:input', VALID['term:input'])).toMatchObject({ ok: true });
    wire.now += 100;
    expect(await save()).toMatchObject({ ok: true });
  });
  it('without end cost the connection', async () => {
    const socket = await wire.client();
    const gone = next(socket, 'disconnect');
    for (let n = 0; n <= RATES.acting.burst + MAX_REFUSALS; n += 1) socket.emit('nothing:here', {});
    expect((await gone)[0]).toBe('io server disconnect');
  });
});

describe('frames', () => {
  it('of a whole megabyte of YAML pass', async () => {
    const content = 'key: "value"\n'.repeat(1024 * 78);
    const answer = await emit(await wire.client(), 'file:save', { ...VALID['file:save'], content });
    expect(answer).toMatchObject({ ok: true });
  });
  it('of two megabytes close the connection (A12)', async () => {
    const socket = await wire.client();
    const gone = next(socket, 'disconnect');
    socket.emit('file:save', { ...VALID['file:save'], content: 'x'.repeat(MAX_FRAME_BYTES + 1) });
    await gone;
    expect(wire.lab.performed).toEqual([]);
    expect(await emit(await wire.client(), 'view:snapshot', {})).toMatchObject({ ok: true });
  });
  it('that break the protocol cost the connection, not the server (A14)', async () => {
    for (const bytes of ['\xf1\x80\x00\x00\x00\x00', 'nonsense', '\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff']) {
      const { socket } = await knock(wire.site.port, SOCKET, good());
      const gone = once(socket, 'close');
      socket.resume().write(Buffer.from(bytes, 'latin1'));
      await gone;
    }
    const { socket } = await knock(wire.site.port, SOCKET, good());
    socket.resetAndDestroy();
    await vi.waitFor(() => expect(wire.gateway.clients).toBe(0));
    expect(await emit(await wire.client(), 'view:snapshot', {})).toMatchObject({ ok: true });
  });
});

describe('what comes back', () => {
  it('is a snapshot at the server’s time, then every change', async () => {
    const socket = await wire.client();
    const changes: unknown[] = [];
    socket.on('view:change', (change) => changes.push(change));
    expect(await emit(socket, 'view:snapshot', {})).toMatchObject({ ok: true, value: { rev: 0, at: wire.now } });
    wire.lab.change({ node: { name: 'worker1', ready: false, reason: 'x' } });
    await vi.waitFor(() => expect(changes).toMatchObject([{ epoch: 'first', rev: 1 }]));
  });
  it('never overtakes a snapshot on the wire', async () => {
    const socket = await wire.client();
    const order: string[] = [];
    const snapshot = wire.lab.snapshot();
    vi.spyOn(wire.lab, 'snapshot').mockImplementation(() => {
      queueMicrotask(() => wire.lab.change({ lab: { ...snapshot.view.lab, user: 'changed' } }));
      return snapshot;
    });
    socket.on('view:change', () => order.push('change'));
    socket.emit('view:snapshot', {}, () => order.push('snapshot'));
    await vi.waitFor(() => expect(order).toEqual(['snapshot', 'change']));
  });
  it('are terminal bytes as they are, only for the tab they are meant for', async () => {
    const [one, two] = [await wire.client(), await wire.client()];
    await emit(one, 'term:attach', VALID['term:attach']);
    const foreign: unknown[] = [];
    two.on('term:data', (chunk) => foreign.push(chunk));
    const received = next(one, 'term:data');
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    wire.lab.performed[0]?.client.terminalData({ terminal, offset: 7, bytes });
    expect(await received).toEqual([{ terminal, offset: 7, bytes: Buffer.from(bytes) }]);
    await emit(two, 'view:snapshot', {});
    expect(foreign).toEqual([]);
  });
});

describe('leaving', () => {
  it('tells the lab', async () => {
    const socket = await wire.client();
    await emit(socket, 'term:attach', VALID['term:attach']);
    expect(wire.lab.clients.size).toBe(1);
    socket.disconnect();
    await vi.waitFor(() => expect(wire.lab.clients.size).toBe(0));
  });
  it('is what all tabs of a session do when it ends', async () => {
    const headers = { Cookie: wire.site.cookie(), Origin: wire.site.origin };
    const tabs = [await wire.client(headers), await wire.client(headers)];
    const other = await wire.client();
    const ended = Promise.all(tabs.flatMap((tab) => [next(tab, 'session:end'), next(tab, 'disconnect')]));
    await wire.site.ask('/logout', { method: 'POST', headers });
    await ended;
    expect(other.connected).toBe(true);
    await expect(wire.client(headers)).rejects.toThrow();
  });
  it('happens by itself when the gateway closes, and the server stays', async () => {
    const socket = await wire.client();
    const gone = next(socket, 'disconnect');
    await wire.gateway.close();
    expect((await gone)[0]).toBe('transport close');
    expect((await wire.site.ask('/healthz')).status).toBe(200);
  });
});
