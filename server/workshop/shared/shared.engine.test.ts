// Two web processes of one room, over a real Redis and a real PostgreSQL: whoever is connected to one is as if connected to the other.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { emit } from '../../realtime/wire-fixture';
import { type Page, startWorkshop, type WorkshopFixture } from '../../workshop-fixture';
import { createFakeLabs, type FakeLabs } from '../room/room-fixture';
import { openShared } from './open-shared';
import { type Services, servicesAreHere, startServices } from './services-fixture';

const PATIENCE = { timeout: 60_000, interval: 20 };
const until = (holds: () => void | Promise<void>) => vi.waitFor(holds, PATIENCE);
const PUBLIC_PORT = 4321;

describe.runIf(servicesAreHere() || process.env.CI === 'true')('a room of two web processes', () => {
  let services: Services;
  let rooms = 0;
  let labs: FakeLabs;
  let one: WorkshopFixture;
  let two: WorkshopFixture;
  const sharing = () => ({ databaseUrl: services.database.url, redisUrl: services.redis.url, room: `room-${rooms}` });
  const webProcess = () => startWorkshop({ shared: { ...sharing(), labs, publicPort: PUBLIC_PORT } });

  beforeAll(async () => {
    services = await startServices();
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    rooms += 1;
    labs = createFakeLabs();
    [one, two] = await Promise.all([webProcess(), webProcess()]);
  });
  afterEach(async () => {
    await Promise.all([one.close(), two.close()]);
  });

  const tile = (page: Page, seat = 's01') => page.board?.seats[seat];
  const ready = (page: Page) => until(() => expect(page.view?.shows?.lab).toBe('ready'));

  it('lets a person in at once wherever her next request goes, and out everywhere', async () => {
    const cookie = await one.join('Ada');
    const page = await two.page(cookie);
    await ready(page);
    expect(page.view?.seat?.name).toBe('Ada');
    const ended = new Promise((resolve) => page.socket.once('session:end', resolve));
    expect((await one.post('/logout', {}, cookie)).status).toBe(204);
    await ended;
    await expect(two.page(cookie)).rejects.toThrow();
  });

  it('counts its seats together: one name, one number each, whoever gives them', async () => {
    const cookies = await Promise.all(
      Array.from({ length: 8 }, (_, number) => (number % 2 ? one : two).join(`P${number}`)),
    );
    expect(new Set(cookies.map((cookie) => cookie.split('=')[0]))).toEqual(new Set([`kulissen_${PUBLIC_PORT}`]));
    const trainer = await two.page(await one.trainer());
    await until(() => expect(Object.keys(trainer.board?.seats ?? {})).toHaveLength(8));
    expect((await one.post('/join', { code: 'ABCDEF', name: 'p3', locale: 'en' })).body).toContain('name-taken');
    await two.join('Last');
    expect((await one.post('/join', { code: 'ABCDEF', name: 'One too many', locale: 'en' })).body).toContain('full');
  });

  it('shows a trainer at one what people do at the other, and tells them what she says', async () => {
    const ada = await one.page(await one.join('Ada'));
    await ready(ada);
    const trainer = await two.page(await two.trainer());
    await until(() => expect(tile(trainer)).toMatchObject({ tabs: 1, lab: 'ready', goneAt: 0 }));
    await emit(ada.socket, 'room:hand', { raised: true });
    await emit(ada.socket, 'room:at', { lesson: 'pods', step: 'first' });
    await until(() => expect(tile(trainer)).toMatchObject({ place: { lesson: 'pods', step: 'first' } }));
    expect(tile(trainer)?.handAt).toBeGreaterThan(0);
    one.labOf('s01')?.change({
      steps: { 'pods/first': { tasks: { a: { state: 'done', doneAt: 7 }, b: { state: 'open' } } } },
    } as never);
    await until(() => expect(tile(trainer)).toMatchObject({ tasks: 2, done: 1, progressAt: 7 }));
    expect(await emit(trainer.socket, 'room:announce', { after: 0, text: 'Break', snippet: '' })).toMatchObject({
      ok: true,
    });
    await until(() => expect(ada.view?.announcement?.text).toBe('Break'));
    ada.socket.disconnect();
    await until(() => expect(tile(trainer)?.tabs).toBe(0));
    expect(tile(trainer)?.goneAt).toBeGreaterThan(0);
  });

  it('carries a trainer’s deeds out once, and hears the second of two too late', async () => {
    const ada = await one.page(await one.join('Ada'));
    await ready(ada);
    const [first, second] = [await one.page(await one.trainer()), await two.page(await two.trainer())];
    const old = [...labs.made.keys()].find((name) => name.startsWith('s01-'));
    const before = one.labOf('s01');
    const answers = await Promise.all(
      [first, second].map(({ socket }) => emit(socket, 'room:reset', { seat: 's01', labNumber: 1 })),
    );
    expect(answers.map((answer) => (answer as { ok: boolean }).ok).toSorted()).toEqual([false, true]);
    await until(() => expect(labs.removed).toContain(old));
    await until(() => expect(one.labOf('s01')).not.toBe(before));
    await ready(ada);
    await until(() => expect([tile(first)?.labNumber, tile(second)?.labNumber]).toEqual([2, 2]));
    await emit(second.socket, 'room:remove', { seat: 's01' });
    await new Promise<void>((resolve) =>
      ada.socket.connected ? ada.socket.once('disconnect', () => resolve()) : resolve(),
    );
    await until(() => expect([first.board?.seats, second.board?.seats]).toEqual([{}, {}]));
    await until(() => expect(labs.removed.filter((name) => name.startsWith('s01-'))).toHaveLength(2));
  });

  it('lets a trainer at one look and type at a seat of the other by consent, until nobody looks any more', async () => {
    const ada = await one.page(await one.join('Ada'));
    await ready(ada);
    const look = await two.page(await two.trainer(), 's01');
    await ready(look);
    const type = () => emit(look.socket, 'term:input', { terminal: 't1', seq: 1, data: 'x' });
    const readOnly = { ok: false, error: { code: 'ReadOnly', facts: {} } };
    await until(() => expect(ada.view?.seat?.lookers).toBe(1));
    expect(await type()).toEqual(readOnly);
    await emit(look.socket, 'room:ask-typing', { seat: 's01', wanted: true });
    await until(() => expect(ada.view?.seat?.typing).toBe('asked'));
    await emit(ada.socket, 'room:typing', { granted: true });
    await until(() => expect(look.view?.shows?.typing).toBe('granted'));
    expect(await type()).not.toEqual(readOnly);
    look.socket.disconnect();
    await until(() => expect(ada.view?.seat).toMatchObject({ typing: 'none', lookers: 0 }));
  });

  it('gives a seat to one of two devices, also when they are connected to different processes', async () => {
    const laptop = await one.page(await one.join('Ada'));
    await ready(laptop);
    const resume = laptop.view?.seat?.resume;
    const phone = await two.page(
      (await two.post('/resume', { code: resume })).headers['set-cookie']?.[0]?.split(';')[0] ?? '',
    );
    await until(() => expect([laptop.view?.seat?.elsewhere, phone.view?.seat?.elsewhere]).toEqual([false, true]));
    const type = () => emit(phone.socket, 'term:input', { terminal: 't1', seq: 1, data: 'x' });
    expect(await type()).toMatchObject({ error: { code: 'Elsewhere' } });
    expect(await emit(phone.socket, 'room:work-here', {})).toMatchObject({ ok: true });
    await until(() => expect([laptop.view?.seat?.elsewhere, phone.view?.seat?.elsewhere]).toEqual([true, false]));
  });

  it('goes on without Redis, a little later, and is at once again when it is back', async () => {
    const ada = await one.page(await one.join('Ada'));
    const trainer = await two.page(await two.trainer());
    await services.redis.stop();
    await until(() => expect(two.log).toContain('redis: away'));
    await emit(trainer.socket, 'room:announce', { after: 0, text: 'Without', snippet: '' });
    await until(() => expect(ada.view?.announcement?.text).toBe('Without'));
    await two.join('Grace');
    await services.redis.start();
    await until(() => expect(two.log).toContain('redis: connected'));
    await until(() => expect(one.log).toContain('redis: connected'));
    await emit(trainer.socket, 'room:announce', { after: 1, text: 'With', snippet: '' });
    await until(() => expect(ada.view?.announcement?.text).toBe('With'));
    await until(() => expect(Object.keys(trainer.board?.seats ?? {})).toHaveLength(2));
  });

  it('says so when the database is away, loses nothing, and goes on when it is back', async () => {
    const ada = await one.page(await one.join('Ada'));
    await ready(ada);
    const trainer = await two.page(await two.trainer());
    await services.database.stop();
    const announce = () => emit(trainer.socket, 'room:announce', { after: 0, text: 'Break', snippet: '' });
    expect(await announce()).toMatchObject({ ok: false, error: { code: 'WriteFailed' } });
    expect(ada.view?.announcement).toBeNull();
    expect(ada.socket.connected).toBe(true);
    const late = await one.post('/join', { code: 'ABCDEF', name: 'Late', locale: 'en' });
    expect([late.status, late.body]).toEqual([503, expect.stringContaining('unavailable')]);
    await services.database.start();
    await until(async () => expect(await announce()).toMatchObject({ ok: true }));
    await until(() => expect(ada.view?.announcement?.text).toBe('Break'));
  });

  it('is found again by the next process, with its sessions', async () => {
    const cookie = await one.join('Ada');
    await one.restart();
    const ada = await one.page(cookie);
    await ready(ada);
    expect(ada.view?.seat?.name).toBe('Ada');
  });

  it('does not begin where one of the two can’t be reached, and says which, without its password', async () => {
    const log = () => {};
    const nowhere = 'postgresql://someone:secret-word@127.0.0.1:1/x';
    await expect(openShared({ ...sharing(), databaseUrl: nowhere, log })).rejects.toThrow(
      /^DATABASE_URL: (?!.*secret-word)/,
    );
    await expect(openShared({ ...sharing(), redisUrl: 'redis://:secret-word@127.0.0.1:1', log })).rejects.toThrow(
      /^REDIS_URL: (?!.*secret-word)/,
    );
  });
});
