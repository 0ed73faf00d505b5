// A whole lab (in-memory engine, real shells) in this process and behind the socket: the same cases for both, then what only a socket can do.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LabView, silent } from '@/lib/protocol/view';
import { systemClock } from '@/server/kubelet/clock';
import type { LessonEngine } from '@/server/lessons/engine';
import { createMemoryRuntime, MemoryEngine } from '@/server/runtime/memory';
import { createTerminals } from '@/server/terminal';
import { kubeletProgram } from '../kubelet-program';
import { createLab } from '../lab/create-lab';
import type { Lab, LabClient } from '../lab/lab';
import { connectBroker, serveBroker } from '.';
import { createFrameReader, outputFrame, readOutput, verbFrame } from './frames';
import { MAX_REQUEST_BYTES } from './messages';

const OWNERSHIP = { lab: 'test', node: 'worker1' };
const lessons: LessonEngine = {
  evaluate: () => ({}),
  enter: () => null,
  answer: () => ({ code: 'NotFound', facts: { what: 'x' } }),
  hint: () => null,
  solve: async () => null,
  reset: async () => null,
  restart: async () => null,
  reload: () => undefined,
  keepManifests: () => undefined,
  record: () => ({}),
  close: async () => {},
};

let dir: string;
let socketPath: string;
let log: string[];
let closing: (() => Promise<void> | void)[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kulissen-l-broker-'));
  socketPath = join(dir, 'broker.sock');
  log = [];
  closing = [];
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  rmSync(dir, { recursive: true, force: true });
});

function localLab(seat = 'lab'): Promise<Lab> {
  const dataDir = join(dir, seat);
  const home = join(dataDir, 'home');
  mkdirSync(home, { recursive: true });
  const runtime = createMemoryRuntime({
    clock: systemClock,
    ownership: OWNERSHIP,
    engine: new MemoryEngine(systemClock),
  });
  return createLab({
    id: 'test',
    dataDir,
    home,
    user: 'ada',
    nodeName: 'worker1',
    runtime,
    clock: systemClock,
    locale: 'en',
    lessons,
    program: kubeletProgram({ dataDir, ownership: OWNERSHIP, runtime, clock: systemClock }),
    terminals: createTerminals({ home, shimDir: join(dataDir, 'bin'), user: 'ada', node: 'worker1', limit: 4 }),
    clientCommand: [process.execPath, 'none'],
    shimDir: join(dataDir, 'bin'),
    socketFallback: tmpdir(),
    warn: () => {},
  });
}
async function broker() {
  const open = async (seat: string) => {
    if (seat === 'none') throw new Error('there is no seat none');
    return localLab(seat);
  };
  const remove = async (seat: string) => rmSync(join(dir, seat), { recursive: true });
  const usage = async (seat: string) => ({ memoryBytes: seat.length, containers: 2 });
  const close = await serveBroker({ socketPath, labs: { open, remove, usage }, log: (line) => log.push(line) });
  closing.push(close);
  return close;
}
function web() {
  const client = connectBroker({ socketPath, log: (line) => log.push(line) });
  closing.push(() => client.end());
  return client;
}

const ok = <T>(ack: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!ack.ok) throw new Error(JSON.stringify(ack.error));
  return ack.value;
};
const id = () => crypto.randomUUID();
const until = (holds: () => boolean) => vi.waitFor(() => expect(holds()).toBe(true), { timeout: 20_000, interval: 10 });

/** A tab that draws at once what it is sent, unless told not to. */
class Tab implements LabClient {
  text = '';
  bytes = 0;
  next = -1;
  gaps = 0;
  takes = true;
  constructor(
    readonly id: string,
    private readonly lab: Lab,
  ) {}
  terminalData = ({ terminal, offset, bytes }: { terminal: string; offset: number; bytes: Uint8Array }) => {
    if (this.next >= 0 && offset !== this.next) this.gaps += 1;
    this.next = offset + bytes.length;
    this.bytes += bytes.length;
    this.text = (this.text + Buffer.from(bytes).toString('latin1')).slice(-20_000);
    if (this.takes) void this.lab.perform(this, 'term:taken', { terminal, bytes: bytes.length });
  };
  open = async () => ok(await this.lab.perform(this, 'term:open', { id: id(), cols: 80, rows: 24 })).terminal;
  attach = async (terminal: string, offset = 0) => {
    const range = ok(await this.lab.perform(this, 'term:attach', { terminal, offset }));
    expect(this.next).toBe(-1);
    this.next = range.from;
    return range;
  };
  type = async (terminal: string, data: string) =>
    ok(await this.lab.perform(this, 'term:input', { terminal, seq: 1, data }));
}

describe.each([
  [
    'in this process',
    async () => {
      const lab = await localLab();
      closing.push(lab.close);
      return lab;
    },
  ],
  [
    'through the broker',
    async () => {
      await broker();
      return web().open('lab');
    },
  ],
])('a lab %s', (_name, open) => {
  it('numbers its changes without gaps, and a snapshot includes them all', async () => {
    const lab = await open();
    const { epoch, rev } = lab.snapshot();
    const revs: number[] = [];
    lab.onChange((change) => {
      expect(change.epoch).toBe(epoch);
      revs.push(change.rev);
      expect(lab.snapshot().rev).toBe(change.rev);
    });
    const tab = new Tab('tab', lab);
    ok(await lab.perform(tab, 'file:save', { id: id(), file: 'a.yaml', content: 'kind: Pod\n', revision: '' }));
    await until(() => 'a.yaml' in lab.snapshot().view.manifests);
    expect(revs).toEqual(revs.map((_, index) => rev + 1 + index));
    expect(await lab.perform(tab, 'file:read', { file: 'a.yaml' })).toMatchObject({
      value: { content: 'kind: Pod\n' },
    });
    expect(lab.health().runtime).toBe('memory');
  });

  it('answers before the first byte, replays by offset, and refuses as data', async () => {
    const lab = await open();
    const tab = new Tab('tab', lab);
    const terminal = await tab.open();
    await tab.attach(terminal);
    await tab.type(terminal, 'echo be""gun\r');
    await until(() => tab.text.includes('begun'));
    const second = new Tab('second', lab);
    await second.attach(terminal, 0);
    await until(() => second.text.includes('begun'));
    expect([tab.gaps, second.gaps]).toEqual([0, 0]);
    expect(await lab.perform(tab, 'term:input', { terminal: 't99', seq: 1, data: 'x' })).toMatchObject({
      error: { code: 'TerminalGone' },
    });
    lab.leave(second);
    const seen = second.bytes;
    await tab.type(terminal, 'echo af""ter\r');
    await until(() => tab.text.includes('after'));
    expect(second.bytes).toBe(seen);
  });

  it('carries a big file to one tab while another takes nothing', async () => {
    const lab = await open();
    writeFileSync(join(dir, 'lab', 'home', 'big'), Buffer.alloc(8 * 1024 * 1024, 'abcdefg\n'));
    const [tab, idle] = [new Tab('tab', lab), new Tab('idle', lab)];
    idle.takes = false;
    const [flood, quiet] = [await tab.open(), await tab.open()];
    await tab.attach(flood);
    await idle.attach(flood);
    const other = new Tab('other', lab);
    await other.attach(quiet);
    await tab.type(flood, 'cat big; echo do""ne\r');
    await other.type(quiet, 'echo he""re\r');
    await until(() => other.text.includes('here'));
    await until(() => tab.text.includes('done'));
    expect(tab.bytes).toBeGreaterThan(8 * 1024 * 1024);
    expect(tab.gaps).toBe(0);
    expect(idle.bytes).toBeLessThan(512 * 1024);
  });
});

describe('the broker', () => {
  it('keeps shells while the web process comes and goes', async () => {
    await broker();
    const first = web();
    const lab = await first.open('lab');
    const tab = new Tab('tab', lab);
    const terminal = await tab.open();
    await tab.attach(terminal);
    await tab.type(terminal, 'A=kept; echo re""ady\r');
    await until(() => tab.text.includes('ready'));
    const { epoch } = lab.snapshot();
    first.end();
    const again = await web().open('lab');
    expect(again.snapshot().epoch).toBe(epoch);
    const back = new Tab('tab', again);
    await back.attach(terminal, tab.next);
    await back.type(terminal, 'echo $A-value\r');
    await until(() => back.text.includes('kept-value'));
    expect([back.gaps, back.text.includes('ready')]).toEqual([0, false]);
  });

  it('is said to be away, and comes back by itself to a new lab', async () => {
    const close = await broker();
    const lab = await web().open('lab');
    await until(() => lab.snapshot().view.engine.state === 'available');
    const { epoch } = lab.snapshot();
    await close();
    await until(() => silent(lab.snapshot().view.engine) === 'broker');
    expect(lab.health().engine).toBe('broker away');
    const tab = new Tab('tab', lab);
    expect(await lab.perform(tab, 'kubelet:start', { id: id() })).toMatchObject({ error: { code: 'BrokerAway' } });
    const told: LabView['engine']['state'][] = [];
    lab.onChange(() => told.push(lab.snapshot().view.engine.state));
    await broker();
    await until(() => lab.snapshot().epoch !== epoch && told.includes('available'));
    expect(await tab.open()).toBe('t1');
  });

  it('refuses a seat that does not exist, and closes one without the others', async () => {
    await broker();
    const client = web();
    await expect(client.open('none')).rejects.toThrow('there is no seat none');
    const [one, two] = [await client.open('one'), await client.open('two')];
    const tab = new Tab('tab', two);
    await tab.open();
    await client.close('one');
    expect(await one.perform(tab, 'file:read', { file: 'a' })).toMatchObject({ error: { code: 'NotFound' } });
    expect(Object.keys(two.snapshot().view.terminals)).toEqual(['t1']);
  });

  it('says what a seat uses, and removes one: what it is opened to next is new', async () => {
    await broker();
    const client = web();
    const lab = await client.open('one');
    const tab = new Tab('tab', lab);
    expect(await tab.open()).toBe('t1');
    expect(await client.usage('one')).toEqual({ memoryBytes: 3, containers: 2 });
    await client.remove('one');
    expect(existsSync(join(dir, 'one'))).toBe(false);
    expect((await client.open('one')).snapshot().view.terminals).toEqual({});
  });

  it('lets its group in and nobody else, and no folder that is open to others', async () => {
    await broker();
    expect(statSync(socketPath).mode & 0o777).toBe(0o660);
    const open = join(dir, 'open');
    mkdirSync(open);
    chmodSync(open, 0o755);
    const options = { socketPath: join(open, 's'), labs: { open: () => localLab() }, log: () => {} };
    await expect(serveBroker(options)).rejects.toThrow('is open to others');
  });

  const announced = Buffer.alloc(5);
  announced.writeUInt32BE(300 * 1024 * 1024);
  const evil = { verb: 'perform', id: 1, seat: 'lab', client: 'x', event: 'constructor', payload: {} };
  it.each([
    ['garbage', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['300 MB announced', announced],
    ['a verb that does not exist', verbFrame({ verb: 'exec', command: 'id' })],
    ['an event that does not exist', verbFrame(evil)],
    ['a path for a seat', verbFrame({ verb: 'open', protocol: 1, id: 1, seat: '../x' })],
    ['not JSON', outputFrame({ seat: '', client: '', terminal: '', offset: 0, bytes: Buffer.from('x') })],
  ])('closes on %s with a line, and serves the others', async (_name, bytes) => {
    await broker();
    const lab = await web().open('lab');
    await knock(bytes);
    expect(log.filter((line) => line.startsWith('broker: connection closed: '))).toHaveLength(1);
    expect(await new Tab('tab', lab).open()).toBe('t1');
  });

  it('answers a wrong payload and another protocol with a refusal', async () => {
    await broker();
    const lab = await web().open('lab');
    const tab = new Tab('tab', lab);
    expect(await lab.perform(tab, 'term:resize', { terminal: '../x', cols: -1, rows: 1e9 })).toMatchObject({
      error: { code: 'Invalid' },
    });
    const socket = connect(socketPath);
    socket.write(verbFrame({ verb: 'open', protocol: 99, id: 1, seat: 'lab' }));
    const said = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
    socket.destroy();
    expect(said).toContain('protocol 99');
  });

  it('forgets half a frame with its connection', async () => {
    await broker();
    const lab = await web().open('lab');
    const socket = connect(socketPath);
    socket.end(verbFrame({ verb: 'open', protocol: 1, id: 1, seat: 'lab' }).subarray(0, 20));
    await ended(socket);
    expect(await new Tab('tab', lab).open()).toBe('t1');
  });
});

describe('frames', () => {
  it('come out as they went in, however they are cut', () => {
    const output = { seat: 'lab', client: 'ü', terminal: 't1', offset: 2 ** 40, bytes: Buffer.from([0, 255, 10]) };
    const stream = Buffer.concat([verbFrame({ a: 'ä' }), outputFrame(output), verbFrame({})]);
    for (const step of [1, 2, 7, stream.length]) {
      const got: unknown[] = [];
      const read = createFrameReader(MAX_REQUEST_BYTES, (kind, body) =>
        got.push(kind === 'output' ? readOutput(body) : JSON.parse(String(body))),
      );
      for (let at = 0; at < stream.length; at += step) read(stream.subarray(at, at + step));
      expect(got).toEqual([{ a: 'ä' }, output, {}]);
    }
  });
});

const ended = (socket: Socket) =>
  new Promise<void>((resolve) => {
    socket.on('error', () => {});
    socket.on('close', () => resolve());
    socket.resume();
  });

/** Says `bytes`; resolves when the broker has hung up. */
async function knock(bytes: Buffer): Promise<void> {
  const socket = connect(socketPath);
  socket.write(bytes);
  await ended(socket);
}
