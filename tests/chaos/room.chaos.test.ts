// Both programs of a room ended in every way, with people at work in it (threat model C09, G07, G17, H02).
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineProxy } from '@/server/runtime/docker/engine-proxy';
import { ChaosEngine, chaosFolder } from './support/engine';
import { type Member, seat } from './support/member';
import { Room } from './support/room';

const SEATS = Number(process.env.KULISSEN_CHAOS_SEATS ?? 25);
const PATIENCE = { timeout: 60_000, interval: 100 };

const engine = new ChaosEngine();
const proxy = new EngineProxy(join(chaosFolder(), 'p.sock'), engine.socket);
const listings: number[] = [];
let room: Room;
let members: Member[];

beforeAll(async () => {
  await engine.start('--live-restore');
  await engine.loadImages();
  await proxy.open();
  proxy.onRequest = (line) => {
    if (line.includes('/containers/json')) listings.push(performance.now());
  };
});
afterAll(async () => {
  await proxy.cut();
  await engine.dispose();
});
const open = async (count: number) => {
  members = [];
  room = new Room({ socket: proxy.socketPath });
  await room.start();
  members = await seat(room, count);
};
afterEach(async () => {
  for (const { client } of members) client.close();
  await room.dispose(engine.socket);
});

const ids = async () => (await engine.docker('ps', '-q', '--no-trunc')).split('\n').sort();
const allBack = async () => {
  for (const member of members) await member.ready();
};
/** Programs that run in the seats' workstations, besides their own: shells of nobody. */
async function leftInWorkstations(): Promise<string[]> {
  const stations = (await engine.docker('ps', '-q', '--filter', 'label=dev.kulissen.workstation')).split('\n');
  const tables = await Promise.all(stations.map((id) => engine.docker('top', id, '-eo', 'pid,args')));
  const rows = tables.flatMap((table) => table.split('\n').slice(1));
  return rows.filter((row) => !/relay\.mjs/.test(row));
}

describe(`with ${SEATS} seats`, () => {
  beforeEach(() => open(SEATS));

  it('the broker ends in time and leaves no shell; the next one adopts what runs', async () => {
    for (const member of members.slice(0, 4)) await member.work();
    const before = await ids();
    const ms = await room.endBroker();
    console.info(`the broker with ${SEATS} seats ended within ${Math.round(ms)} ms`);
    expect(room.log).not.toContain('not everything ended');
    expect(await leftInWorkstations()).toEqual([]);
    await room.startBroker();
    await allBack();
    for (const member of members) await member.sitDown();
    expect(await ids()).toEqual(before);
    for (const member of members.slice(0, 4)) await member.runs('web');
  });

  it('a broker that is killed leaves nothing that the next one does not clear away', async () => {
    const before = await ids();
    await room.endBroker('SIGKILL');
    await room.startBroker();
    await allBack();
    await vi.waitFor(async () => expect(await leftInWorkstations()).toEqual([]), PATIENCE);
    for (const member of members) await member.sitDown();
    expect(await ids()).toEqual(before);
  });

  it('the web process goes and comes: shells and jobs go on, and the engine is asked no more than before (C09, G07, H02)', async () => {
    const counting = members.slice(0, 5);
    for (const member of counting)
      void member.press('for i in $(seq 400); do echo "tick $i."; sleep 0.1; done; echo d""one\n');
    const rate = async (work: () => Promise<unknown>) => {
      listings.length = 0;
      const from = performance.now();
      await work();
      return listings.length / ((performance.now() - from) / 1000);
    };
    const usual = await rate(() => new Promise((resolve) => setTimeout(resolve, 10_000)));
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      let ended = 0;
      const during = await rate(async () => {
        ended = await room.endWeb(signal);
        await room.startWeb();
        await allBack();
      });
      const words = `${ended.toFixed()} ms to end; ${usual.toFixed(1)} → ${during.toFixed(1)} listings a second`;
      console.info(`${signal} with ${SEATS} clients: ${words}`);
      expect(ended).toBeLessThan(10_000);
      expect(during).toBeLessThan(2 * usual + 5);
      for (const member of counting) await member.attach();
    }
    for (const member of counting) {
      await member.sees(/^done$/m);
      const ticks = [...member.text.matchAll(/^tick (\d+)\.$/gm)].map(([, count]) => Number(count));
      expect(ticks).toEqual(Array.from({ length: 400 }, (_none, index) => index + 1));
    }
  });
});

it('the machine loses its current: seats, files and progress are there again, terminals are new (G17)', async () => {
  await open(3);
  for (const member of members) await member.work();
  await members[0]?.type('echo kept > note; sync');
  const place = { lesson: '00-welcome', step: 'goal' };
  const answer = { ...place, question: 'not-for', answer: 'production' };
  expect(await members[1]?.client.perform('lesson:enter', place)).toMatchObject({ ok: true });
  expect(await members[1]?.client.perform('lesson:answer', answer)).toMatchObject({ ok: true });
  const done = () => members[1]?.client.snapshot().view.steps['00-welcome/goal']?.tasks.understood?.state;
  await vi.waitFor(() => {
    expect(done()).toBe('done');
    expect(keptProgress()).toContain('"understood"');
  }, PATIENCE);
  await Promise.all([room.endWeb('SIGKILL'), room.endBroker('SIGKILL'), engine.powerOff()]);
  forgetNetworkAndMounts();
  await engine.start('--live-restore');
  await room.start();
  await allBack();
  for (const member of members) {
    await member.sitDown();
    const started = await member.client.perform('kubelet:start', { id: crypto.randomUUID() });
    expect(started).toMatchObject({ ok: true });
    await member.runs('web');
  }
  expect((await members[0]?.type('cat note'))?.out).toBe('kept');
  expect(done()).toBe('done');
});

/** What stands on the disk of what the second member has done. */
function keptProgress(): string {
  const seats = join(room.dataDir, 'broker', 'seats');
  const [folder = ''] = readdirSync(seats).filter((name) => name.startsWith(members[1]?.client.room?.seat?.id ?? '-'));
  return readFileSync(join(seats, folder, 'progress.json'), 'utf8');
}

/** What a machine no longer has after it was off: bridges, rules, mounts of seats. */
function forgetNetworkAndMounts(): void {
  for (const device of readdirSync('/sys/class/net'))
    if (/^(docker0|kls|br-)/.test(device)) spawnSync('ip', ['link', 'delete', device]);
  for (const table of ['filter', 'nat']) {
    spawnSync('iptables', ['-t', table, '-F']);
    spawnSync('iptables', ['-t', table, '-X']);
  }
  const mounts = spawnSync('findmnt', ['-rno', 'TARGET'], { encoding: 'utf8' }).stdout.split('\n');
  for (const target of mounts.filter((path) => path.startsWith(room.dataDir)).reverse())
    spawnSync('umount', ['-l', target]);
}
