// The browser's end and the server's end of the wire, together.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLabConnection, type LabConnection, type LabConnectionOptions } from '@/components/client/lab-connection';
import { MAX_FILE_BYTES } from '@/lib/protocol/limits';
import type { LabView } from '@/lib/protocol/view';
import { createGateway } from './gateway';
import { oneLab } from './tab';
import { startWire, type Wire } from './wire-fixture';

interface Page {
  connection: LabConnection;
  states: string[];
  view: LabView | null;
  rev: number;
  epoch: string;
  offset: number;
  refused: number;
  ended: number;
}

let wire: Wire;
const pages: Page[] = [];
beforeEach(async () => {
  wire = await startWire();
});
afterEach(async () => {
  for (const page of pages.splice(0)) page.connection.close();
  await wire.close();
});

const OFFLINE = { ok: false, error: { code: 'Offline', facts: {} } };

function open(options: Partial<LabConnectionOptions> = {}): Page {
  const connection = createLabConnection({
    url: wire.site.origin,
    headers: { Cookie: wire.site.cookie(), Origin: wire.site.origin },
    now: () => wire.now,
    onConnection: (state) => {
      if (page.states.at(-1) !== state) page.states.push(state);
    },
    onView(replica, offset) {
      Object.assign(page, { view: replica.view, rev: replica.rev, epoch: replica.epoch });
      if (offset !== null) page.offset = offset;
    },
    onRefused: () => {
      page.refused += 1;
    },
    onSessionEnd: () => {
      page.ended += 1;
    },
    ...options,
  });
  const page: Page = { connection, states: [], view: null, rev: -1, epoch: '', offset: 0, refused: 0, ended: 0 };
  pages.push(page);
  connection.open();
  return page;
}
const online = async (page: Page): Promise<Page> => {
  await vi.waitFor(() => expect(page.states.at(-1)).toBe('online'), { timeout: 8000 });
  return page;
};
const change = (reason: string, lose?: 'lose') => wire.lab.change({ node: { name: 'n', ready: false, reason } }, lose);
const reason = (page: Page) => page.view?.node.reason;

describe('the view', () => {
  it('arrives whole and follows every change', async () => {
    const page = await online(open());
    expect(page.states).toEqual(['connecting', 'online']);
    expect(page.view?.lab.home).toBe('/home/lab');
    for (const text of ['a', 'b', 'c']) change(text);
    await vi.waitFor(() => expect(reason(page)).toBe('c'));
    expect(page.rev).toBe(3);
  });
  it('is fetched anew after a gap, without a word of being offline', async () => {
    const page = await online(open());
    change('lost', 'lose');
    change('seen');
    await vi.waitFor(() => expect(page.rev).toBe(2));
    expect(reason(page)).toBe('seen');
    expect(page.states).toEqual(['connecting', 'online']);
  });
  it('is fetched anew from a new server, even when the numbers fit', async () => {
    const page = await online(open());
    change('old');
    await vi.waitFor(() => expect(page.rev).toBe(1));
    wire.lab.restart('second');
    change('lost', 'lose');
    change('new');
    await vi.waitFor(() => expect(page.epoch).toBe('second'));
    expect(page).toMatchObject({ rev: 2 });
    expect(reason(page)).toBe('new');
  });
  it('brings the difference of the clocks', async () => {
    const page = await online(open({ now: () => wire.now - 3_600_000 }));
    expect(page.offset).toBe(3_600_000);
  });
});

describe('a lost connection', () => {
  it('keeps the picture, refuses at once, and comes back live with what was missed', async () => {
    const page = await online(open());
    await wire.gateway.close();
    await vi.waitFor(() => expect(page.states.at(-1)).toBe('offline'));
    expect(page.view).not.toBeNull();
    expect(await page.connection.request('file:read', { file: 'a' })).toEqual(OFFLINE);
    wire.lab.restart('second');
    change('missed', 'lose');
    wire.gateway = createGateway({
      httpServer: wire.site.server,
      house: oneLab(wire.lab),
      authorizeUpgrade: wire.site.edge.authorizeUpgrade,
    });
    await online(page);
    expect(page.states).toEqual(['connecting', 'online', 'offline', 'connecting', 'online']);
    expect(reason(page)).toBe('missed');
    expect(page.connection.number).toBe(2);
  }, 15_000);
  it('never delivers later what was refused', async () => {
    const page = open();
    expect(await page.connection.request('term:input', { terminal: 't1', seq: 1, data: 'rm' })).toEqual(OFFLINE);
    await online(page);
    page.connection.close();
    expect(await page.connection.request('term:input', { terminal: 't1', seq: 2, data: 'rm' })).toEqual(OFFLINE);
    page.connection.open();
    await vi.waitFor(() => expect(page.connection.number).toBe(2));
    await online(page);
    expect(wire.lab.performed).toEqual([]);
  });
  it('does not keep what is typed into a connection that is dead already (a laptop that slept)', async () => {
    const page = await online(open());
    // socket.io notices by its own clock that no ping has come for too long, and would keep the packet.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60 * 60 * 1000 });
    const answer = page.connection.request('term:input', { terminal: 't1', seq: 1, data: 'rm' });
    vi.useRealTimers();
    expect(await answer).toEqual(OFFLINE);
    await vi.waitFor(() => expect(page.connection.number).toBe(2), { timeout: 8000 });
    await online(page);
    expect(wire.lab.performed).toEqual([]);
  }, 15_000);
  it('in the middle of a command leaves open whether it was done: Timeout, and the repeat is answered with the first answer', async () => {
    const page = await online(open());
    const save = { id: randomUUID(), file: 'a.yaml', content: 'x', revision: '' };
    let finish = () => {};
    wire.lab.answer = () =>
      new Promise((resolve) => {
        finish = () => resolve({ ok: true, value: { revision: 'r1' } });
      });
    const first = page.connection.request('file:save', save);
    await vi.waitFor(() => expect(wire.lab.performed).toHaveLength(1));
    page.connection.close();
    expect(await first).toEqual({ ok: false, error: { code: 'Timeout', facts: {} } });
    finish();
    page.connection.open();
    await vi.waitFor(() => expect(page.connection.number).toBe(2));
    await online(page);
    expect(await page.connection.request('file:save', save)).toEqual({ ok: true, value: { revision: 'r1' } });
    expect(wire.lab.performed).toHaveLength(1);
  });
});

describe('requests', () => {
  it('that nobody answers end as Timeout', async () => {
    const page = await online(open());
    wire.lab.answer = () => new Promise(() => {});
    const answer = await page.connection.request('file:read', { file: 'a' }, { timeoutMs: 20 });
    expect(answer).toEqual({ ok: false, error: { code: 'Timeout', facts: {} } });
  });
  it('with too large a file are refused here, and the connection lives', async () => {
    const page = await online(open());
    const save = (content: string) =>
      page.connection.request('file:save', { id: randomUUID(), file: 'a.yaml', content, revision: '' });
    for (const content of ['ä'.repeat(MAX_FILE_BYTES / 2 + 1), '"'.repeat(MAX_FILE_BYTES)]) {
      expect(await save(content)).toMatchObject({ ok: false, error: { code: 'TooLarge', facts: { file: 'a.yaml' } } });
    }
    expect(await save('x'.repeat(MAX_FILE_BYTES))).toMatchObject({ ok: true });
    expect(page.connection.number).toBe(1);
  });
  it('bring terminal bytes to those who listen to that terminal', async () => {
    const page = await online(open());
    const chunks: { offset: number; bytes: Uint8Array }[] = [];
    const stop = page.connection.onTerminalData('t1', (chunk) => chunks.push(chunk));
    page.connection.onTerminalData('t2', () => expect.unreachable());
    await page.connection.request('term:attach', { terminal: 't1', offset: 0 });
    const client = wire.lab.performed[0]?.client;
    client?.terminalData({ terminal: 't1', offset: 0, bytes: Uint8Array.of(0, 255) });
    await vi.waitFor(() => expect(chunks).toHaveLength(1));
    expect([...(chunks[0]?.bytes ?? [])]).toEqual([0, 255]);
    stop();
    client?.terminalData({ terminal: 't1', offset: 2, bytes: Uint8Array.of(1) });
    await page.connection.request('term:detach', { terminal: 't1' });
    expect(chunks).toHaveLength(1);
  });
});

describe('a session', () => {
  it('that is missing is noticed at the door', async () => {
    const page = open({ headers: { Origin: wire.site.origin } });
    await vi.waitFor(() => expect(page.refused).toBeGreaterThan(0));
    expect(page.states).toEqual(['offline']);
    expect(page.view).toBeNull();
  });
  it('that ends elsewhere is said', async () => {
    const headers = { Cookie: wire.site.cookie(), Origin: wire.site.origin };
    const page = await online(open({ headers }));
    await wire.site.ask('/logout', { method: 'POST', headers });
    await vi.waitFor(() => expect(page.ended).toBe(1));
  });
});
