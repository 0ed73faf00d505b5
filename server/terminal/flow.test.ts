import { readdirSync, readFileSync, readlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HIGH_WATER } from './attachment';
import { type Clock, machineClock } from './clock';
import { SILENCE_MS } from './flow';
import { TestClient, testTerminals, until } from './testing';

const RING = 2 * 1024 * 1024;
let lab: ReturnType<typeof testTerminals>;
/** The silence alarm rings when a test says so; all else keeps the machine's time. */
let skipped = 0;
let alarms: (() => void)[] = [];
const clock: Clock = {
  ...machineClock,
  now: () => Date.now() + skipped,
  after(ms, fn) {
    if (ms !== SILENCE_MS) return machineClock.after(ms, fn);
    alarms.push(fn);
    return () => {
      alarms = alarms.filter((alarm) => alarm !== fn);
    };
  },
};
const silence = () => {
  skipped += SILENCE_MS;
  for (const alarm of alarms.splice(0)) alarm();
};

vi.setConfig({ testTimeout: 60_000 });
beforeEach(() => {
  skipped = 0;
  alarms = [];
  lab = testTerminals({ clock });
});
afterEach(() => lab.end());

const attach = (id: string, name: string, offset = 0) => {
  const client = new TestClient(name, lab.terminals);
  const range = lab.terminals.attach(id, offset, client);
  return { client, ...range };
};
async function shell() {
  const { id } = lab.terminals.open({ cols: 80, rows: 24 });
  const { client } = attach(id, 'first');
  await client.see(/\$ $/);
  return { id, client };
}
/** Resolves when so many commands have ended. */
const ended = (count: number) => {
  const { commands } = lab.terminals.list();
  const done = () => lab.terminals.list().commands.filter((command) => command.exitCode !== undefined).length >= count;
  return until(done, () => JSON.stringify(commands), 60_000);
};
/** The last byte's offset does not move any more: two looks with real time and PTY turns between. */
async function still(value: () => number): Promise<number> {
  let before = -1;
  let calm = 0;
  await until(() => {
    calm = value() === before ? calm + 1 : 0;
    before = value();
    return calm > 20;
  });
  return before;
}

describe('replay', () => {
  it('gives a second client the same bytes, and both the same live output', async () => {
    const { id, client } = await shell();
    lab.terminals.input(id, 'for i in $(seq 1 5000); do echo "Zeile $i äöü 😀"; done\r');
    await client.see(/Zeile 2500 /);
    const second = attach(id, 'second').client;
    await client.see(/Zeile 5000 .*\r\n.*\$ $/);
    await until(() => second.end === client.end);
    expect(second.bytes.equals(client.bytes)).toBe(true);
    expect(client.text).not.toContain('\ufffd');
  });

  it('goes on from an offset without a gap or a duplicate', async () => {
    const { id, client } = await shell();
    lab.terminals.input(id, 'seq 1 1000; read; seq 1001 2000\r');
    await client.see(/\n1000\r/);
    lab.terminals.detach(id, 'first');
    lab.terminals.input(id, '\r');
    await ended(1);
    const kept = client.bytes;
    const { client: back, from } = attach(id, 'first', client.end);
    expect(from).toBe(client.end);
    await back.see(/\n2000\r\n.*\$ $/);
    const all = attach(id, 'all').client;
    await until(() => all.end === back.end);
    expect(Buffer.concat([kept, back.bytes]).equals(all.bytes)).toBe(true);
  });

  it('says where it begins when older output is lost, and begins with a whole line', async () => {
    const { id, client } = await shell();
    client.forgetful = true;
    lab.terminals.input(id, 'yes "0123456789 äöü" | head -n 200000; echo d""one\r');
    await ended(1);
    const { client: late, from, end } = attach(id, 'late');
    // An offset beyond the end comes from another life of the server: everything again.
    expect(attach(id, 'other', end + 1e6).from).toBe(from);
    expect(from).toBeGreaterThan(end - RING);
    expect(from).toBeLessThan(end - RING + 100);
    await late.see(/done/);
    expect(late.text.slice(0, 18)).toBe('0123456789 äöü\r\n01');
  });

  it('of a flood does not stop the shell for the others', async () => {
    const { id, client } = await shell();
    client.forgetful = true;
    lab.terminals.input(id, 'yes | head -c 3000000; true\r');
    await ended(1);
    const { client: silent } = attach(id, 'silent');
    silent.silent = true;
    await until(() => silent.received >= HIGH_WATER);
    // From here on everything is kept: the prompt that follows the answer would push it out.
    client.forgetful = false;
    lab.terminals.input(id, 'echo still a""live\r');
    await client.see(/still alive/);
    expect(silent.received).toBeLessThan(HIGH_WATER + 64 * 1024);
  });
});

describe('flow control', () => {
  it('stops the program while a client takes nothing, and goes on when it does', async () => {
    const { id, client } = await shell();
    client.silent = true;
    lab.terminals.input(id, 'seq 1 1000000; echo d""one\r');
    const stopped = await still(() => client.received);
    expect(stopped).toBeGreaterThan(HIGH_WATER);
    expect(stopped).toBeLessThan(HIGH_WATER + 192 * 1024);
    client.silent = false;
    client.forgetful = true;
    lab.terminals.taken(id, 'first', stopped);
    await ended(1);
  });

  it('lets go of a client that fell asleep, and of one that leaves', async () => {
    const { id, client } = await shell();
    const awake = attach(id, 'awake').client;
    awake.forgetful = true;
    client.silent = true;
    lab.terminals.input(id, 'seq 1 1000000; echo d""one\r');
    const stopped = await still(() => awake.end);
    await until(() => alarms.length > 0);
    silence();
    await ended(1);
    // Waking, it sees by the offset that something is missing, and is not flooded with all of it at once.
    client.chunks.length = 0;
    client.silent = false;
    lab.terminals.taken(id, 'first', client.received);
    await client.see(/done/);
    expect(client.chunks[0]?.offset).toBeGreaterThan(stopped);
    client.silent = true;
    lab.terminals.input(id, 'seq 1 1000000\r');
    await still(() => awake.end);
    expect(lab.terminals.list().commands[1]?.exitCode).toBeUndefined();
    lab.terminals.leave('first');
    await ended(2);
  });

  it('keeps the memory flat for a 40 MB file, with nobody watching and with somebody', async () => {
    const { id, client } = await shell();
    client.forgetful = true;
    const file = `${lab.home}/big`;
    const line = `${'x'.repeat(79)}\n`;
    writeFileSync(file, line.repeat(524_288));
    truncateSync(file, 40 * 1024 * 1024);
    let peak = 0;
    const before = process.memoryUsage().rss;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 20);
    try {
      lab.terminals.input(id, `cat ${file}\r`);
      await ended(1);
      lab.terminals.detach(id, 'first');
      lab.terminals.input(id, `cat ${file}\r`);
      await ended(2);
    } finally {
      clearInterval(watch);
    }
    expect(peak - before).toBeLessThan(64 * 1024 * 1024);
    expect(attach(id, 'late').end).toBeGreaterThan(80 * 1024 * 1024);
  });
});

describe('Ctrl-C', () => {
  it.each([
    ['a client that keeps up', false],
    ['a client that takes nothing', true],
  ])('ends `yes` at once for %s', async (_, silent) => {
    const { id, client } = await shell();
    client.silent = silent;
    client.forgetful = true;
    lab.terminals.input(id, 'yes\r');
    await until(() => client.received > 100_000);
    expect(runs('yes')).toBe(true);
    const commandEnded = () => lab.terminals.list().commands[0]?.exitCode === 130;
    const started = performance.now();
    lab.terminals.input(id, '\x03');
    // The mark comes with the prompt; a silent client holds back reading, so there the process itself is asked.
    if (silent) await until(() => !runs('yes'));
    else await until(commandEnded);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('is not held up by a paste that nobody reads', async () => {
    const { id, client } = await shell();
    lab.terminals.input(id, 'echo rea""dy; sleep 1000\r');
    await client.see(/ready/);
    for (let count = 0; count < 8; count += 1) lab.terminals.input(id, 'x'.repeat(65_536));
    lab.terminals.input(id, '\x03');
    await until(() => lab.terminals.list().commands[0]?.exitCode === 130);
  });
});

/** Whether a program of this name runs in the lab's home. */
function runs(name: string): boolean {
  return readdirSync('/proc').some((pid) => {
    try {
      return readFileSync(`/proc/${pid}/comm`, 'utf8') === `${name}\n` && readlinkSync(`/proc/${pid}/cwd`) === lab.home;
    } catch {
      return false;
    }
  });
}
