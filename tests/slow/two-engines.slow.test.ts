// One room over two brokers, each beside an engine of its own as on a host of its own: other network, other mounts, other firewall.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { silent } from '@/lib/protocol/view';
import type { Member } from '@/lib/room/member';
import type { Lab } from '@/server/lab/lab';
import { EngineClient } from '@/server/runtime/images/engine-client';
import { saveArchive } from '@/server/runtime/images/image-files';
import { ensureLabImages } from '@/server/runtime/images/lab-images';
import { connectBrokers } from '@/server/workshop/brokers';
import { openRoom, type Room } from '@/server/workshop/room';
import { Learner } from '@/server/workshop/seat/seat-fixture';
import { PrivateEngine, whyNoEngine } from './private-engine';

const ENGINE = process.env.KULISSEN_TEST_SOCKET ?? '/var/run/docker.sock';
const ROOT = resolve(import.meta.dirname, '../..');
const CODE = 'ABCDEF';
const PATIENCE = { timeout: 120_000, interval: 100 };
const run = promisify(execFile);
const why = whyNoEngine();
if (why) console.warn(`a room over two engines is NOT tested: ${why}`);

/** A host with its engine and its broker. */
class Host {
  readonly engine = new PrivateEngine();
  readonly docker = new Docker({ socketPath: this.engine.socket });
  /** As `npm run workshop` lays it out, and `--clean` finds it. */
  readonly data: string;
  private readonly brokerData: string;
  readonly socket: string;
  private child: ChildProcess | undefined;

  constructor(folder: string, name: string) {
    this.data = join(folder, name);
    this.brokerData = join(this.data, 'broker');
    this.socket = join(folder, `run-${name}`, 'broker.sock');
  }

  async start(archives: string): Promise<void> {
    await this.engine.start();
    const images = await ensureLabImages({
      socketPath: this.engine.socket,
      report: () => {},
      allowDownload: false,
      archives,
      workshop: true,
    });
    expect(images.filter(({ state }) => state === 'failed')).toEqual([]);
    await this.startBroker();
  }

  async startBroker(): Promise<void> {
    const broker = [join(ROOT, 'dist/broker.mjs'), '--workshop', '--broker', this.socket, '--data', this.brokerData];
    const [program, argv] = this.engine.inside(process.execPath, ...broker);
    // One seat each: where the first goes, the second can't.
    const env = { ...process.env, DOCKER_SOCKET: this.engine.socket, KULISSEN_BROKER_SEATS: '1' };
    this.child = spawn(program, argv, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await Promise.race([
      once(this.child.stdout ?? expect.fail('no output'), 'data'),
      once(this.child, 'exit'),
    ]);
    expect(String(line)).toContain('"ready":true');
  }

  async endBroker(signal: NodeJS.Signals): Promise<void> {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }

  /** Whether the rule that keeps seats from this host is in place. */
  isClosed(): Promise<boolean> {
    const rule = ['-i', 'kls+', '-m', 'conntrack', '--ctstate', 'NEW,INVALID', '-j', 'REJECT'];
    const [program, argv] = this.engine.inside('iptables', '-w', '-C', 'INPUT', ...rule);
    return run(program, argv).then(
      () => true,
      () => false,
    );
  }

  async clean(data: string): Promise<void> {
    const script = [join(ROOT, 'dist/workshop-clean.mjs'), '--data', data, '--docker-socket', this.engine.socket];
    const [program, argv] = this.engine.inside(process.execPath, ...script);
    await run(program, argv);
  }

  /** What is on its engine, by name. */
  async names(): Promise<string[]> {
    const containers = await this.docker.listContainers({ all: true });
    return containers.flatMap(({ Names }) => Names.map((name) => name.slice(1)));
  }

  seats = (): string[] => readdirSync(join(this.brokerData, 'seats'));
}

const POD = (name: string) =>
  `mkdir -p kubelet-manifests; printf 'apiVersion: v1\\nkind: Pod\\nmetadata:\\n  name: ${name}\\nspec:\\n  containers:\\n  - name: web\\n    image: nginx:latest\\n    imagePullPolicy: IfNotPresent\\n' > kubelet-manifests/${name}.yaml`;

describe.skipIf(why !== null)('a room over two brokers', () => {
  let folder: string;
  let a: Host;
  let b: Host;
  let brokers: ReturnType<typeof connectBrokers>;
  let room: Room;
  const log: string[] = [];
  /** The lab that a tab of each member shows. */
  const shown = new Map<Member, Lab | undefined>();

  async function sit(name: string): Promise<Member> {
    const entry = await room.join({ code: CODE, name, locale: 'en' });
    if ('refusal' in entry) throw new Error(entry.refusal);
    enter(entry.member, name);
    return entry.member;
  }
  function enter(member: Member, id: string): void {
    room.enter(
      { id, session: id, member, look: '' },
      { lab: (lab) => shown.set(member, lab), view: () => {}, board: () => {}, boardChange: () => {} },
    );
  }
  async function labOf(member: Member): Promise<Lab> {
    await vi.waitFor(() => expect(shown.get(member), log.join('\n')).toBeDefined(), PATIENCE);
    return shown.get(member) ?? expect.fail('no lab');
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'k2-'));
    const archives = join(folder, 'images');
    mkdirSync(archives);
    const reports = await ensureLabImages({ socketPath: ENGINE, report: () => {}, workshop: true });
    const client = new EngineClient(ENGINE);
    for (const { image } of reports) await saveArchive(image, archives, client);
    [a, b] = [new Host(folder, 'a'), new Host(folder, 'b')];
    await a.start(archives);
    await b.start(archives);
    brokers = connectBrokers([a.socket, b.socket], (line) => log.push(line));
    room = openRoom({
      dir: join(folder, 'web'),
      code: CODE,
      maxSeats: 3,
      secretHash: '',
      idleMs: 1e9,
      labs: brokers.labs,
      log: (line) => log.push(line),
      onRemoved: () => {},
    });
  }, 300_000);

  afterAll(async () => {
    await room?.close();
    brokers?.end();
    for (const host of [a, b]) {
      await host?.endBroker('SIGTERM');
      await host?.clean(host.data).catch(() => undefined);
      await host?.engine.dispose();
    }
    if (folder) rmSync(folder, { recursive: true, force: true });
  }, 120_000);

  it('puts its seats at both; each sees its own, loses its broker alone, and is removed at its own engine', async () => {
    await vi.waitFor(() => expect(brokers.standing().every(({ there }) => there)).toBe(true), PATIENCE);
    const [first, second] = [await sit('Ada'), await sit('Grace')];
    const [one, two] = [await labOf(first), await labOf(second)];
    const [ada, grace] = [new Learner(one), new Learner(two)];
    await Promise.all([ada.sitDown(), grace.sitDown()]);
    // Whose broker took the first seat is a matter of a moment's memory.
    if (a.seats()[0]?.startsWith(second)) [a, b] = [b, a];
    expect([a.seats(), b.seats()]).toEqual([
      [expect.stringMatching(`^${first}-`)],
      [expect.stringMatching(`^${second}-`)],
    ]);

    const third = await sit('Edsger');
    await vi.waitFor(() => expect(log.join('\n')).toContain('as many seats as it may have'), PATIENCE);
    expect([a.seats().length, b.seats().length]).toEqual([1, 1]);

    await Promise.all([ada.type(POD('web'), 60_000), grace.type(POD('shop'), 60_000)]);
    for (const person of [ada, grace]) person.press('sudo ./kubelet --pod-manifest-path=$PWD/kubelet-manifests\n');
    const runs = (lab: Lab) =>
      Object.values(lab.snapshot().view.pods).flatMap(({ containers }) => containers.map((each) => each.state));
    await vi.waitFor(() => expect([runs(one), runs(two)]).toEqual([['running'], ['running']]), PATIENCE);
    const [here, there] = [await a.names(), await b.names()];
    expect(here.filter((name) => name.includes('web-worker'))).toHaveLength(2);
    expect(there.filter((name) => name.includes('shop-worker'))).toHaveLength(2);
    expect([here.some((name) => name.includes('shop')), there.some((name) => name.includes('_web-'))]).toEqual([
      false,
      false,
    ]);
    await Promise.all([ada.sitDown(), grace.sitDown()]);
    expect((await ada.type('docker ps --format {{.Names}}', 60_000)).out).not.toContain('shop');
    expect((await grace.type('docker ps --format {{.Names}}', 60_000)).out).toContain('shop');

    await a.endBroker('SIGKILL');
    await vi.waitFor(() => expect(silent(one.snapshot().view.engine)).toBe('broker'), PATIENCE);
    expect(silent(two.snapshot().view.engine)).not.toBe('broker');
    expect((await grace.type('echo st""ill', 60_000)).out).toBe('still');
    await a.startBroker();
    await vi.waitFor(() => expect(silent(one.snapshot().view.engine)).not.toBe('broker'), PATIENCE);
    expect((await a.names()).toSorted()).toEqual(here.toSorted());
    const back = new Learner(one);
    await back.sitDown();
    expect((await back.type('ls', 60_000)).out).toContain('kubelet-manifests');

    // The rule is one for each host, and another room's end on it does not take it away.
    expect([await a.isClosed(), await b.isClosed()]).toEqual([true, true]);
    await a.clean(join(folder, 'another'));
    expect(await a.isClosed()).toBe(true);

    const trainer = room.enter(
      { id: 'trainer', session: 'trainer', member: 'trainer', look: second },
      { lab: () => {}, view: () => {}, board: () => {}, boardChange: () => {} },
    );
    expect(await trainer.perform('room:remove', { seat: first })).toMatchObject({ ok: true });
    await vi.waitFor(async () => expect([await a.names(), a.seats()]).toEqual([[], []]), PATIENCE);
    const networks = await a.docker.listNetworks();
    expect(networks.filter(({ Name }) => Name.startsWith('kulissen-'))).toEqual([]);
    expect([(await b.names()).toSorted(), b.seats().length]).toEqual([there.toSorted(), 1]);
    // The room that has become free is for whoever comes again.
    enter(third, 'Edsger again');
    await labOf(third);
    expect([a.seats(), b.seats().length]).toEqual([[expect.stringMatching(`^${third}-`)], 1]);

    await a.endBroker('SIGTERM');
    await a.clean(a.data);
    expect([await a.names(), await a.isClosed(), await b.isClosed()]).toEqual([[], false, true]);
    expect((await grace.type('echo st""ill', 60_000)).out).toBe('still');
  });
});
