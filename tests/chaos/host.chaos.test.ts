// What a host runs out of, and what its clock and network do, while people work (threat model G08, G09, G10, G12).
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { percentile } from '@/server/workshop/robots/figures';
import { ChaosEngine, chaosFolder } from './support/engine';
import { Link } from './support/link';
import { Member, seat } from './support/member';
import { Room, type RoomOptions } from './support/room';

const PATIENCE = { timeout: 60_000, interval: 100 };
const engine = new ChaosEngine();
let room: Room;
let members: Member[] = [];
/** What has to be undone before a room can be removed. */
const undo: (() => void)[] = [];

beforeAll(async () => {
  await engine.start('--live-restore');
  await engine.loadImages();
});
beforeEach(() => {
  members = [];
});
afterEach(async () => {
  for (const { client } of members) client.close();
  await room.endWeb();
  for (const step of undo.splice(0)) step();
  await room.dispose(engine.socket);
});
afterAll(() => engine.dispose());

function run(command: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}
async function open(count: number, options: Partial<RoomOptions> = {}): Promise<void> {
  room = new Room({ socket: engine.socket, ...options });
  await room.start();
  members = await seat(room, count);
}
async function joined(name: string): Promise<Member> {
  const member = new Member(await room.join(name));
  members.push(member);
  await member.ready();
  return member;
}

/** A folder whose file system is so large, for this test. */
function smallFolder(megabytes: number): string {
  const folder = mkdtempSync(join(chaosFolder(), 's-'));
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', folder);
  // After the room in it is gone.
  onTestFinished(() => {
    run('umount', '-l', folder);
    rmSync(folder, { recursive: true });
  });
  const dataDir = join(folder, 'room');
  mkdirSync(dataDir);
  return dataDir;
}
/** Gives the room's own files, beside those of its seats, a file system so large. */
function separateWeb(dataDir: string, megabytes: number): void {
  const web = join(dataDir, 'web');
  mkdirSync(web, { mode: 0o700 });
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', web);
  undo.push(() => run('umount', '-l', web));
}
/** Takes all the room that a folder has. Returns how to give it back. */
function fill(folder: string): () => void {
  const file = join(folder, 'fill');
  spawnSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=64k'], { stdio: 'ignore' });
  return () => rmSync(file);
}

describe('a full disk (G08)', () => {
  it('under the room: nobody is taken in without being kept, who is in goes on, and nothing is lost', async () => {
    const dataDir = smallFolder(300);
    separateWeb(dataDir, 1);
    await open(2, { dataDir });
    const free = fill(join(dataDir, 'web'));
    const before = readFileSync(join(dataDir, 'web', 'room.json'), 'utf8');
    await expect(room.join('Late')).rejects.toThrow(/join: 5\d\d/);
    for (const member of members) expect((await member.type('echo here')).out).toBe('here');
    expect(readFileSync(join(dataDir, 'web', 'room.json'), 'utf8')).toBe(before);
    free();
    await joined('Later');
    await room.endWeb('SIGKILL');
    await room.startWeb();
    for (const member of members) await member.ready();
    expect(members.map(({ node }) => node)).toEqual(['worker01', 'worker02', 'worker03']);
  });

  it('under the seats: what can’t be kept is said, the broker lives, and with room again all goes on', async () => {
    const dataDir = smallFolder(200);
    separateWeb(dataDir, 16);
    await open(2, { dataDir });
    const [first, second] = members;
    await first?.type('echo kept > note; sync');
    const free = fill(dataDir);
    const { out } = (await first?.type('head -c 100M /dev/zero > big; sync big; echo $?; rm -f big')) ?? {};
    console.info(`a seat whose disk finds no room: ${out}`);
    expect((await second?.type('echo here'))?.out).toBe('here');
    const late = new Member(await room.join('Late'));
    members.push(late);
    await vi.waitFor(() => expect(late.client.room?.seat?.lab).toBe('failed'), PATIENCE);
    expect(late.client.room?.seat?.labError).toMatch(/no space|ENOSPC/i);
    free();
    expect((await first?.type('cat note; echo new > note2; sync; cat note2'))?.out).toBe('kept\nnew');
    await joined('Later');
  });

  it('under the engine: the pod waits and says why, and runs when there is room', async () => {
    await open(1);
    const [member] = members;
    await member?.work();
    // The folder in which each container begins; those of the containers that run are open already.
    const containers = join(engine.dir, 'root', 'containers');
    run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'none', containers);
    fill(containers);
    const pod = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"two"},"spec":{"containers":[{"name":"c","image":"nginx:latest","imagePullPolicy":"IfNotPresent"}]}}`;
    await member?.type(`echo '${pod}' > kubelet-manifests/two.yaml`);
    await vi.waitFor(() => {
      const said = Object.values(member?.client.snapshot().view.decisions ?? {}).map(({ facts }) =>
        JSON.stringify(facts),
      );
      expect(said.join()).toMatch(/no space left on device/);
    }, PATIENCE);
    run('umount', '-l', containers);
    await member?.runs('two');
  });
});

it('no descriptors are left: new connections are refused, those there live, and it takes new ones later (G09)', async () => {
  await open(2, { webPrefix: ['prlimit', '--nofile=256'] });
  const knocks: Socket[] = [];
  for (let count = 0; count < 400; count += 1) {
    const knock = createConnection(3000, '127.0.0.1');
    knock.on('error', () => undefined);
    knocks.push(knock);
  }
  await vi.waitFor(() => expect(knocks.filter(({ destroyed }) => destroyed).length).toBeGreaterThan(100), PATIENCE);
  for (const member of members) expect((await member.type('echo here')).out).toBe('here');
  for (const knock of knocks) knock.destroy();
  await joined('Later');
});

it('the clock jumps a day on and two back: nobody is signed out, and what happens keeps its order (G10)', async () => {
  const clock = join(chaosFolder(), 'clock');
  writeFileSync(clock, '0');
  const jump = ['--import', join(import.meta.dirname, 'support/clock-jump.mjs')];
  await open(3, { node: jump, env: { KULISSEN_CHAOS_CLOCK: clock } });
  const workers = [...members];
  for (const member of workers) await member.work();
  let connections = 0;
  for (const { client } of members) client.socket.on('connect', () => (connections += 1));
  for (const hours of [24, -24, 0]) {
    writeFileSync(clock, String(hours * 3_600_000));
    for (const member of workers) {
      const web = member.pod('web')?.containers.find(({ name }) => name === 'web');
      const restarts = web?.restartCount ?? 0;
      await member.type(`docker kill $(docker ps -q --filter name=k8s_web)`);
      await vi.waitFor(() => {
        const now = member.pod('web')?.containers.find(({ name }) => name === 'web');
        expect([now?.state, now?.restartCount]).toEqual(['running', restarts + 1]);
      }, PATIENCE);
      const { decisions } = member.client.snapshot().view;
      const order = Object.entries(decisions).sort(([a], [b]) => (a < b ? -1 : 1));
      expect(order.map(([, { seq }]) => seq)).toEqual(order.map(([, { seq }]) => seq).sort((a, b) => a - b));
    }
    await joined(`At ${hours}`);
  }
  expect(connections).toBe(0);
});

it('a line with 300 ms, 32 kB/s and each tenth packet lost: slow, and nobody falls out (G12)', async () => {
  const link = new Link({ port: 3001, to: 3000, delayMs: 150, bytesPerSecond: 32 * 1024 });
  await link.open();
  onTestFinished(() => link.close());
  room = new Room({ socket: engine.socket, hosts: 'http://127.0.0.1:3001' });
  await room.start();
  const member = new Member(await room.join('Far', 'http://127.0.0.1:3001'));
  members = [member];
  await member.ready();
  await member.sitDown();
  const lose = (verb: string) => {
    for (const way of ['--sport', '--dport'])
      run(
        'iptables',
        verb,
        'INPUT',
        '-i',
        'lo',
        '-p',
        'tcp',
        way,
        '3001',
        '-m',
        'statistic',
        '--mode',
        'random',
        '--probability',
        '0.1',
        '-j',
        'DROP',
      );
  };
  lose('-I');
  onTestFinished(() => lose('-D'));
  let lost = 0;
  member.client.socket.on('disconnect', () => (lost += 1));
  const times: number[] = [];
  for (let word = 0; word < 30; word += 1) {
    const from = performance.now();
    expect((await member.type(`echo word${word}`)).out).toBe(`word${word}`);
    times.push(performance.now() - from);
  }
  await member.press('seq 100000 | head -c 300000; echo d""one\n');
  await member.sees(/done/, 120_000);
  console.info(
    `a command and its answer: ${percentile(times, 0.5).toFixed()} ms, p95 ${percentile(times, 0.95).toFixed()} ms`,
  );
  expect(lost).toBe(0);
});
