// A seat that takes what it can get, beside others who work; and what is left of one that was removed (threat model F04, F05, F06, F11, H04).
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { percentile } from '@/server/workshop/robots/figures';
import { bridgeName, seatUid } from '@/server/workshop/seat/paths';
import { ChaosEngine } from './support/engine';
import { type Member, seat } from './support/member';
import { Room } from './support/room';

const PATIENCE = { timeout: 60_000, interval: 100 };
const FLOOD_MS = 60_000;
const TICKS_PER_SECOND = 100;

const engine = new ChaosEngine();
let room: Room;
let members: Member[] = [];

beforeAll(async () => {
  await engine.start('--live-restore');
  await engine.loadImages();
});
beforeEach(async () => {
  members = [];
  room = new Room({ socket: engine.socket });
  await room.start();
  members = await seat(room, 4);
});
afterEach(async () => {
  for (const { client } of members) client.close();
  await room.dispose(engine.socket);
});
afterAll(() => engine.dispose());

/** Processor time that a process has used, s. */
function processor(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
/** How long a line takes there and back, ms, at each member, again and again for so long. */
async function answers(of: readonly Member[], ms: number): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + ms;
  await Promise.all(
    of.map(async (member) => {
      while (performance.now() < end) {
        const from = performance.now();
        expect((await member.type('echo here')).out).toBe('here');
        times.push(performance.now() - from);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }),
  );
  return times;
}
const p99 = (times: readonly number[]) => `${percentile([...times], 0.99).toFixed()} ms (p99 of ${times.length})`;
const [greedy, ...others] = [0, 1, 2, 3];
const at = (index: number | undefined) => members[index ?? 0] as Member;

it('a container and a terminal that print without end: logs are turned over, the others go on (F05, H04)', async () => {
  const calm = await answers(others.map(at), 10_000);
  const started = await at(greedy).type(
    'docker run -d --name flood busybox:1.35 sh -c "yes $(head -c 200 /dev/zero | tr "\\0" x)"',
  );
  expect(started.code).toBe(0);
  await at(greedy).press('yes from the terminal\n');
  const [before, from] = [processor(engine.pid), performance.now()];
  const beside = await answers(others.map(at), FLOOD_MS);
  const cores = (processor(engine.pid) - before) / ((performance.now() - from) / 1000);
  const [id] = (await engine.docker('ps', '-q', '--no-trunc', '--filter', 'name=flood')).split('\n');
  const folder = join(engine.dir, 'root', 'containers', id ?? '');
  const logs = readdirSync(folder).filter((name) => name.includes('-json.log'));
  const bytes = logs.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  console.info(`calm ${p99(calm)}, beside ${p99(beside)}; dockerd ${cores.toFixed(2)} cores; logs ${bytes} bytes`);
  expect(bytes).toBeGreaterThan(1_000_000);
  expect(bytes).toBeLessThan(10_000_000);
  expect(percentile(beside, 0.99)).toBeLessThan(percentile(calm, 0.99) + 2_000);
  await at(greedy).press('\x03');
  await vi.waitFor(async () => expect((await at(greedy).type('docker rm -f flood')).code).toBe(0), PATIENCE);
});

it('a container that fills the engine’s disk from inside itself is stopped, the others go on (F04)', async () => {
  const calm = await answers(others.map(at), 5_000);
  const filler = (field: string) => engine.docker('ps', '-as', '--filter', 'name=filler', '--format', `{{.${field}}}`);
  const started = await at(greedy).type('docker run -d --name filler busybox:1.35 dd if=/dev/zero of=/big bs=1M');
  expect(started.code).toBe(0);
  const [beside] = await Promise.all([
    answers(others.map(at), 15_000),
    vi.waitFor(async () => expect(await filler('Status')).toMatch(/^Exited \(137\)/), PATIENCE),
  ]);
  console.info(`calm ${p99(calm)}, beside ${p99(beside)}; written ${await filler('Size')}`);
  expect(percentile(beside, 0.99)).toBeLessThan(percentile(calm, 0.99) + 2_000);
  // What is over the limit by itself goes with the container.
  await vi.waitFor(async () => expect(await filler('Status')).toBe(''), PATIENCE);
});

it('sockets, watches and terminals beyond every measure end at the seat’s own limits (F06)', async () => {
  const script = `
    const net = require('net'), fs = require('fs');
    const kept = []; let refused = 'none';
    const server = net.createServer((s) => kept.push(s)).listen(4000, () => {
      let open = 0;
      const more = () => net.connect(4000).on('connect', function () { kept.push(this); open += 1; open < 10000 ? more() : tell(); })
        .on('error', (e) => { refused = e.code; tell(); });
      const tell = () => { console.log('sockets', open, refused); watches(); };
      more();
    });
    server.on('error', () => {});
    function watches() {
      let count = 0;
      try { for (; count < 1000; count += 1) fs.watch('/tmp').on('error', () => {}); } catch (e) { console.log('watches', count, e.code); }
      process.exit(0);
    }`;
  const encoded = Buffer.from(script).toString('base64');
  const { out } = await at(greedy).type(`echo ${encoded} | base64 -d > greedy.cjs; node greedy.cjs`, 120_000);
  console.info(out);
  expect(out).toMatch(/sockets \d{3,4} EMFILE/);
  const opened = await Promise.all(
    Array.from({ length: 20 }, () =>
      at(greedy).client.perform('term:open', { id: crypto.randomUUID(), cols: 80, rows: 24 }),
    ),
  );
  expect(opened.filter(({ ok }) => ok)).toHaveLength(3);
  for (const index of others) expect((await at(index).type('echo here')).out).toBe('here');
});

it('a removed seat leaves nothing: daemons, mounts, loops, cgroups, networks (F11)', async () => {
  const member = at(greedy);
  await member.work();
  await member.type(
    'setsid sleep 7654 > /dev/null 2>&1 & (nohup sleep 7655 > /dev/null 2>&1 &); docker run -d busybox:1.35 sleep 7656',
  );
  const id = member.client.room?.seat?.id ?? '';
  const folders = () => readdirSync(join(room.dataDir, 'broker', 'seats'));
  const name = folders().find((folder) => folder.startsWith(id)) ?? '';
  const lab = name.split('-')[1] ?? '-';
  const uid = seatUid(1);
  const left = () => ({
    processes: processesOf(uid),
    mounts: readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .filter((row) => row.includes(name)),
    cgroups: cgroupsOf(lab),
    folders: folders().filter((folder) => folder === name),
    bridges: readdirSync('/sys/class/net').filter((device) => device === bridgeName(lab)),
  });
  expect(left().processes.length).toBeGreaterThan(2);
  expect(left().mounts).not.toEqual([]);
  const trainer = await room.lead();
  await trainer.until(() => trainer.room !== null, 10_000);
  expect(await trainer.send('room:remove', { seat: id })).toMatchObject({ ok: true });
  await vi.waitFor(
    () => expect(left()).toEqual({ processes: [], mounts: [], cgroups: [], folders: [], bridges: [] }),
    PATIENCE,
  );
  expect(await engine.docker('ps', '-aq', '--filter', `label=dev.kulissen.lab=${lab}`)).toBe('');
  expect(await engine.docker('network', 'ls', '-q', '--filter', `label=dev.kulissen.seat=${lab}`)).toBe('');
  trainer.close();
});

function processesOf(uid: number): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || !existsSync(`/proc/${pid}/status`)) return false;
    try {
      return new RegExp(`^Uid:\\s+${uid}\\s`, 'm').test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return false;
    }
  });
}

function cgroupsOf(lab: string): string[] {
  const roots = ['/sys/fs/cgroup', ...readdirSync('/sys/fs/cgroup').map((name) => join('/sys/fs/cgroup', name))];
  return roots.flatMap((root) => [join(root, 'kulissen', lab), join(root, `kulissen-${lab}.slice`)]).filter(existsSync);
}
