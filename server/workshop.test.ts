// A workshop over real HTTP and real sockets: who gets in, who sees what, and that no seat ever meets another.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ClientEvent, clientEvents } from '@/lib/protocol/events';
import { type RoomEvent, roomEvents } from '@/lib/protocol/room';
import { DECISIONS, ROOM_DECISIONS } from './realtime/decisions';
import { VALID, VALID_ROOM } from './realtime/payloads-fixture';
import { emit, next } from './realtime/wire-fixture';
import { CODE, cookieOf, type Page, SECRET, startWorkshop, type WorkshopFixture } from './workshop-fixture';

let at: WorkshopFixture;
beforeEach(async () => {
  at = await startWorkshop();
});
afterEach(() => at.close());

const whoAmI = async (Cookie: string): Promise<unknown> =>
  JSON.parse((await at.site.ask('/auth', { headers: { Cookie } })).body);
const ready = (page: Page) => vi.waitFor(() => expect(page.view?.shows?.lab).toBe('ready'));
const seated = async (name: string): Promise<Page> => {
  const page = await at.page(await at.join(name));
  await ready(page);
  return page;
};
const heard = ({ heard }: Page, event: string): unknown[] =>
  heard.filter((each) => each.event === event).map(({ value }) => value);
const readOnly = { ok: false, error: { code: 'ReadOnly', facts: {} } };
const notAllowed = { ok: false, error: { code: 'NotAllowed', facts: {} } };

describe('two seats', () => {
  it('never meet: changes, answers, terminals and their bytes stay at the seat whose they are', async () => {
    const [ada, grace] = [await seated('Ada'), await seated('Grace')];
    const [one, two] = [at.labOf('s01'), at.labOf('s02')];
    if (!one || !two) throw new Error('a seat without a lab');
    // A real lab knows its own terminals only; this one says so.
    one.answer = async () => ({ ok: true, value: { from: 0, end: 0 } });
    two.answer = async () => ({ ok: false, error: { code: 'TerminalGone', facts: {} } });
    expect(await emit(ada.socket, 'term:attach', { terminal: 't1', offset: 0 })).toMatchObject({ ok: true });
    expect(await emit(grace.socket, 'term:attach', { terminal: 't1', offset: 0 })).toMatchObject({
      ok: false,
      error: { code: 'TerminalGone' },
    });
    one.performed[0]?.client.terminalData({ terminal: 't1', offset: 0, bytes: Uint8Array.of(1) });
    one.change({ node: { name: 'ada', ready: true, reason: '' } });
    await vi.waitFor(() => expect([...heard(ada, 'term:data'), ...heard(ada, 'view:change')]).toHaveLength(2));
    const snapshot = await emit(grace.socket, 'view:snapshot', {});
    expect(snapshot).toMatchObject({ ok: true, value: { rev: 0, view: { node: { name: 'worker1' } } } });
    expect([...heard(grace, 'term:data'), ...heard(grace, 'view:change')]).toEqual([]);
    expect(two.performed.map(({ event }) => event)).toEqual(['term:attach']);
  });
  it('can’t be named by anybody but a trainer: not in a payload, not at the handshake', async () => {
    const cookie = await at.join('Ada');
    await at.join('Grace');
    await expect(at.page(cookie, 's02')).rejects.toThrow('NotAllowed');
    await expect(at.page(cookie, 's01')).rejects.toThrow('NotAllowed');
    const ada = await at.page(cookie);
    await ready(ada);
    const answer = await emit(ada.socket, 'room:hand', { raised: true, seat: 's02' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'Invalid' } });
  });
  it('of one person’s two tabs are the same', async () => {
    const cookie = await at.join('Ada');
    const tabs = [await at.page(cookie), await at.page(cookie)];
    await Promise.all(tabs.map(ready));
    at.labOf('s01')?.change({ node: { name: 'ada', ready: true, reason: '' } });
    await vi.waitFor(() => expect(tabs.map((tab) => heard(tab, 'view:change').length)).toEqual([1, 1]));
  });
});

describe('a seat whose lab is not open yet', () => {
  it('hears how it stands; the lab’s events wait for it, the room’s do not', async () => {
    at.labs.atOnce = false;
    const ada = await at.page(await at.join('Ada'));
    await vi.waitFor(() => expect(ada.view?.seat?.lab).toBe('opening'));
    const snapshot = () => emit(ada.socket, 'view:snapshot', {});
    expect(await snapshot()).toEqual({ ok: false, error: { code: 'BrokerAway', facts: {} } });
    expect(await emit(ada.socket, 'room:hand', { raised: true })).toEqual({ ok: true, value: {} });
    for (const { open } of [...at.labs.waiting.values()]) open();
    await ready(ada);
    expect(await snapshot()).toMatchObject({ ok: true });
  });
});

describe('a workshop', () => {
  it('from joining to a reset: own lab only, the board, a new lab, the end of the session', async () => {
    const [adaCookie, trainerCookie] = [await at.join('Ada'), await at.trainer()];
    expect(await whoAmI(adaCookie)).toEqual({ signedIn: true, workshop: true, member: 's01' });
    const [ada, trainer] = [await at.page(adaCookie), await at.page(trainerCookie)];
    await ready(ada);
    expect(ada.board).toBeUndefined();
    await emit(ada.socket, 'room:hand', { raised: true });
    await vi.waitFor(() => expect(trainer.board?.seats.s01).toMatchObject({ name: 'Ada', lab: 'ready', tabs: 1 }));
    await vi.waitFor(() => expect(trainer.board?.seats.s01?.handAt).toBeGreaterThan(0));
    expect(trainer.board?.code).toBe(CODE);
    const before = at.labOf('s01');
    expect(await emit(trainer.socket, 'room:reset', { seat: 's01', labNumber: 1 })).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(at.labs.removed).toHaveLength(1));
    await ready(ada);
    before?.change({ node: { name: 'old', ready: true, reason: '' } });
    at.labOf('s01')?.change({ node: { name: 'new', ready: true, reason: '' } });
    await vi.waitFor(() => expect(heard(ada, 'view:change')).toHaveLength(1));
    expect(JSON.stringify(heard(ada, 'view:change'))).toContain('"new"');
    const ended = next(ada.socket, 'session:end');
    expect(await emit(trainer.socket, 'room:remove', { seat: 's01' })).toMatchObject({ ok: true });
    await ended;
    expect(await whoAmI(adaCookie)).toMatchObject({ signedIn: false });
    await expect(at.page(adaCookie)).rejects.toThrow();
    await vi.waitFor(() => expect(trainer.board?.seats).toEqual({}));
  });
  it('goes on after the web process was killed: everybody comes back to their own lab', async () => {
    const [adaCookie, trainerCookie] = [await at.join('Ada'), await at.trainer()];
    const ada = await at.page(adaCookie);
    await ready(ada);
    const [lab, resume] = [at.labOf('s01'), ada.view?.seat?.resume];
    const port = at.site.port;
    await at.restart();
    const moved = (cookie: string) => cookie.replace(String(port), String(at.site.port));
    const again = await at.page(moved(adaCookie));
    await ready(again);
    expect(at.labOf('s01')).toBe(lab);
    expect(again.view?.seat).toMatchObject({ id: 's01', resume });
    expect(await whoAmI(moved(trainerCookie))).toMatchObject({ member: 'trainer' });
    const other = await at.post('/resume', { code: resume });
    expect(other.status).toBe(204);
  });
  it('says in its log who sat down where, and neither codes nor secrets', async () => {
    const ada = await seated('Ada');
    await at.post('/join', { code: 'WRONG2', name: 'Eve', locale: 'de' });
    await at.trainer();
    expect(at.log).toEqual(['room: joined seat=s01 locale=de seats=1/9', 'room: a trainer signed in']);
    expect(at.log.join()).not.toMatch(new RegExp(`${CODE}|${SECRET}|${ada.view?.seat?.resume}`));
  });
  it('tells a watcher numbers, a trainer the results, and a participant neither', async () => {
    const cookie = await at.join('Ada');
    await at.post('/join', { code: 'WRONG2', name: 'Eve', locale: 'de' });
    await ready(await at.page(cookie));
    const { body } = await at.site.ask('/metrics');
    expect(body).toMatch(/^kulissen_sockets 1$/m);
    expect(body).toMatch(/^kulissen_labs\{state="ready"\} 1$/m);
    expect(body).toMatch(/^kulissen_broker_up\{broker="aaaaaaaa",socket="\/run\/broker.sock"\} 1$/m);
    expect(body).toMatch(/^kulissen_broker_seats\{broker="aaaaaaaa",socket="\/run\/broker.sock"\} 0$/m);
    expect(body).toMatch(/^kulissen_joins_total 1$/m);
    expect(body).toMatch(/^kulissen_tries_refused_total\{door="join"\} 1$/m);
    expect(body).toMatch(/^kulissen_event_loop_delay_seconds\{quantile="0\.99"\} [0-9.e-]+$/m);
    expect(body).not.toMatch(/Ada|NaN|Infinity/);
    expect((await at.site.ask('/room.csv', { headers: { Cookie: cookie } })).status).toBe(403);
    const csv = await at.site.ask('/room.csv', { headers: { Cookie: await at.trainer() } });
    expect(csv.headers['content-disposition']).toBe('attachment; filename="room.csv"');
    expect(csv.body).toContain('s01,Ada,de');
  });
});

describe('what each may ask (A09)', () => {
  it('is decided for every event of the room', () => {
    expect(Object.keys(ROOM_DECISIONS).sort()).toEqual(Object.keys(roomEvents).sort());
  });
  it.each(Object.keys(roomEvents) as RoomEvent[])('%s: checked, and for whom it is meant only', async (event) => {
    const [ada, trainer] = [await seated('Ada'), await at.page(await at.trainer())];
    const may = ROOM_DECISIONS[event].access === 'trainer' ? trainer : ada;
    const not = may === ada ? trainer : ada;
    expect(await emit(not.socket, event, VALID_ROOM[event])).toEqual(notAllowed);
    for (const payload of [undefined, null, 'text', { ...VALID_ROOM[event], extra: 1 }, [VALID_ROOM[event]]]) {
      expect(await emit(may.socket, event, payload)).toMatchObject({ ok: false, error: { code: 'Invalid' } });
    }
    expect(await emit(may.socket, event, VALID_ROOM[event])).toEqual({ ok: true, value: {} });
    expect(at.labOf('s01')?.performed ?? []).toEqual([]);
  });
  it('and nothing of the room exists in self-study', async () => {
    const { startWire } = await import('./realtime/wire-fixture');
    const wire = await startWire();
    const socket = await wire.client();
    expect(await emit(socket, 'room:hand', { raised: true })).toEqual({
      ok: false,
      error: { code: 'Invalid', facts: { where: 'event' } },
    });
    await wire.close();
  });
});

describe('a second device at a seat (B09)', () => {
  it('sees everything and changes nothing, until it takes over: each event is decided', async () => {
    const ada = await seated('Ada');
    const again = await at.post('/resume', { code: ada.view?.seat?.resume });
    const phone = await at.page(cookieOf(again));
    await ready(phone);
    expect(phone.view?.seat?.elsewhere).toBe(true);
    const elsewhere = { ok: false, error: { code: 'Elsewhere', facts: {} } };
    const refusedTo = async ({ socket }: Page) => {
      const refused: string[] = [];
      for (const event of Object.keys(clientEvents) as ClientEvent[]) {
        const answer = await emit(socket, event, {
          ...VALID[event],
          ...('id' in VALID[event] ? { id: randomUUID() } : {}),
        });
        if (answer.ok) continue;
        expect(answer, event).toEqual(elsewhere);
        refused.push(event);
      }
      return refused;
    };
    const changing = (Object.keys(clientEvents) as ClientEvent[]).filter((event) => DECISIONS[event].needs !== 'sees');
    expect(changing).toContain('term:input');
    expect(changing).toContain('file:save');
    expect(await refusedTo(phone)).toEqual(changing);
    expect(await refusedTo(ada)).toEqual([]);
    for (const event of ['room:at', 'room:follow', 'room:typing'] as const) {
      expect(await emit(phone.socket, event, VALID_ROOM[event])).toEqual(elsewhere);
    }
    expect(await emit(phone.socket, 'room:hand', { raised: true })).toMatchObject({ ok: true });
    expect(await emit(phone.socket, 'room:work-here', {})).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(ada.view?.seat?.elsewhere).toBe(true));
    expect(await refusedTo(ada)).toEqual(changing);
    expect(await refusedTo(phone)).toEqual([]);
  });
});

describe('a trainer who looks at a seat', () => {
  const looking = async () => {
    const ada = await seated('Ada');
    const cookie = await at.trainer();
    const look = await at.page(cookie, 's01');
    await ready(look);
    return { ada, look, cookie };
  };
  it('sees it and does nothing: each event is decided', async () => {
    const { ada, look } = await looking();
    await vi.waitFor(() => expect(ada.view?.seat?.lookers).toBe(1));
    expect(look.view).toMatchObject({ member: 'trainer', seat: null, shows: { seat: 's01' } });
    expect(look.board?.seats.s01?.lab).toBe('ready');
    const lab = at.labOf('s01');
    for (const event of Object.keys(clientEvents) as ClientEvent[]) {
      const answer = await emit(look.socket, event, VALID[event]);
      if (DECISIONS[event].needs === 'sees') expect(answer, event).toMatchObject({ ok: true });
      else expect(answer, event).toEqual(readOnly);
    }
    const asked = new Set(lab?.performed.map(({ event }) => event));
    expect([...asked].sort()).toEqual([
      'container:inspect',
      'container:log',
      'file:read',
      'history:at',
      'history:reel',
      'history:track',
      'machine:facts',
      'term:attach',
      'term:detach',
      'term:taken',
      'workbook:read',
    ]);
    lab?.change({ node: { name: 'ada', ready: true, reason: '' } });
    await vi.waitFor(() => expect(heard(look, 'view:change')).toHaveLength(1));
  });
  it('types only while the seat lets it, and nothing else even then', async () => {
    const { ada, look, cookie } = await looking();
    const type = () => emit(look.socket, 'term:input', VALID['term:input']);
    const board = await at.page(cookie);
    await emit(board.socket, 'room:ask-typing', { seat: 's01', wanted: true });
    expect(await type()).toEqual(readOnly);
    await vi.waitFor(() => expect(ada.view?.seat?.typing).toBe('asked'));
    await emit(ada.socket, 'room:typing', { granted: true });
    expect(await type()).toMatchObject({ ok: true });
    expect(await emit(look.socket, 'file:save', VALID['file:save'])).toEqual(readOnly);
    expect(await emit(board.socket, 'term:input', VALID['term:input'])).toMatchObject({ ok: true });
    expect(at.labOf('s01')?.performed.map(({ event }) => event)).toEqual(['term:input']);
    await emit(ada.socket, 'room:typing', { granted: false });
    expect(await type()).toEqual(readOnly);
  });
  it('is at a seat that exists, or nowhere', async () => {
    const cookie = await at.trainer();
    for (const look of ['s09', 'trainer', '__proto__', '../s01']) {
      await expect(at.page(cookie, look), look).rejects.toThrow('NotAllowed');
    }
  });
});
