// A rehearsal: robots join a room, sit down, work through a lesson, type while one of them floods its terminal, and come back after the
// web process was killed. Nothing here knows more of the room than a browser does, but for the process that it kills.
import { readFileSync } from 'node:fs';
import type { BoardChange, BoardView } from '@/lib/protocol/room';
import { systemClock } from '@/server/kubelet/clock';
import { lessonHostOf, loadLesson, playLesson } from '@/server/lessons';
import { type Figure, percentile } from './figures';
import { join, lead, type RoomClient } from './room-client';
import { watchProcesses } from './soak';
import { Typist } from './typist';

export interface RehearsalOptions {
  base: string;
  code: string;
  secret: string;
  robots: number;
  lessonsDir: string;
  /** Slug of the lesson that they work through. */
  lesson: string;
  /** Robots that work at the same time; the others idle. */
  atWork: number;
  /** Process that speaks HTTP; 0 where it may not be killed. */
  webPid: number;
  /** Process that holds the seats; 0 where it is not watched. */
  brokerPid: number;
  /** How long they work on, again and again, after the measures; minutes. */
  soakMinutes: number;
  say(line: string): void;
}

/** They come within a minute, or faster where they are few. */
const COME_MS = 60_000;
const READY_MS = 300_000;
const KEYS = 20;
const FLOOD = 'yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n';
const EMPTY = { lesson: 'walkthrough', step: 'start' };
const SAMPLE_MS = 5_000;
const MB = 1024 * 1024;

interface Robot {
  client: RoomClient;
  typist: Typist;
  readyMs: number;
}

/** Plays the whole rehearsal. Rejects when robots can't come in at all. */
export async function rehearse(options: RehearsalOptions): Promise<{ figures: Figure[]; failures: string[] }> {
  const { say, robots: count } = options;
  const failures: string[] = [];
  const trainer = await lead(options.base, options.secret);
  const board = watchBoard(trainer);
  const { robots, figures } = await comeIn(options, failures);
  say(`${robots.length} of ${count} are in`);
  await Promise.all(
    robots.map(({ typist }) => typist.sitDown().catch((error: unknown) => failures.push(String(error)))),
  );
  await board.measured(robots.length);
  figures.push(...board.memory('seat idle, with a shell'));
  const echo = await typeTogether(robots, 'echo');
  const before = board.bytes();
  const from = performance.now();
  const worked = await work(options, robots, failures);
  const rate = (board.bytes() - before) / 1024 / ((performance.now() - from) / 1000);
  figures.push(echo.figure, { name: `lesson ${options.lesson}: robots that finished`, value: worked, unit: '' });
  figures.push({ name: 'board of the trainer', value: rate, unit: 'kB/s', limit: 1024 });
  figures.push(...board.memory('seat at work'));
  if (options.soakMinutes > 0) figures.push(...(await soak(options, robots, failures, renewals(trainer, board))));
  say('one robot floods its terminal');
  figures.push(await typeBesideFlood(robots));
  if (options.webPid > 0) figures.push(await comeBack(options, robots));
  for (const { client } of robots) client.close();
  trainer.close();
  return { figures, failures };
}

async function comeIn(options: RehearsalOptions, failures: string[]): Promise<{ robots: Robot[]; figures: Figure[] }> {
  const { base, code, robots: count } = options;
  const pause = Math.min(1_000, COME_MS / count);
  const coming = Array.from({ length: count }, async (_none, index) => {
    await systemClock.sleep(index * pause);
    const from = performance.now();
    const client = await join(base, code, `Robot ${String(index + 1).padStart(2, '0')}`, index % 2 ? 'de' : 'en');
    const ready = await client.until(() => client.shows && client.room?.seat?.lab === 'ready', READY_MS);
    if (!ready)
      throw new Error(
        `robot ${index + 1}: ${client.room?.seat?.lab ?? 'no room'} ${client.room?.seat?.labError ?? ''}`,
      );
    return { client, typist: new Typist(client), readyMs: performance.now() - from };
  });
  const robots: Robot[] = [];
  for (const result of await Promise.allSettled(coming)) {
    if (result.status === 'fulfilled') robots.push(result.value);
    else failures.push(String(result.reason));
  }
  if (robots.length === 0) throw new Error(`nobody came in: ${failures[0] ?? ''}`);
  const times = robots.map(({ readyMs }) => readyMs);
  const seconds = (share: number) => percentile(times, share) / 1000;
  return {
    robots,
    figures: [
      { name: 'robots', value: robots.length, unit: '' },
      { name: 'join → ready, median', value: seconds(0.5), unit: 's' },
      { name: 'join → ready, p95', value: seconds(0.95), unit: 's', limit: 10 },
    ],
  };
}

/** Every robot types, all together; the first `silent` only listen. */
async function typeTogether(robots: readonly Robot[], name: string): Promise<{ figure: Figure }> {
  const times: number[] = [];
  let lost = 0;
  await Promise.all(
    robots.map(async ({ typist }, index) => {
      // Not all in the same moment: people don't.
      await systemClock.sleep((index * 37) % 500);
      for (let key = 0; key < KEYS; key += 1) {
        const took = await typist.echo(String.fromCharCode(97 + (key % 26)));
        if (took === null) lost += 1;
        else times.push(took);
        await systemClock.sleep(200);
      }
    }),
  );
  const value = lost > 0 ? Number.POSITIVE_INFINITY : percentile(times, 0.99);
  return { figure: { name: `${name}, p99 of ${times.length} keys`, value, unit: 'ms', limit: 150 } };
}

async function typeBesideFlood(robots: readonly Robot[]): Promise<Figure> {
  const [noisy, ...others] = robots;
  if (!noisy || others.length === 0) return { name: 'echo beside a flood', value: 0, unit: 'ms' };
  await noisy.typist.press(FLOOD);
  const { figure } = await typeTogether(others, 'echo beside a flood');
  await noisy.typist.press('\x03');
  return figure;
}

/** Robots that finished the lesson with every check green. */
async function work(
  { lessonsDir, lesson, atWork, say }: RehearsalOptions,
  robots: readonly Robot[],
  failures: string[],
): Promise<number> {
  const known = loadLesson(lessonsDir, lesson);
  const queue = [...robots];
  let finished = 0;
  const worker = async () => {
    for (let robot = queue.shift(); robot; robot = queue.shift()) {
      const { client } = robot;
      const door = {
        snapshot: () => client.snapshot(),
        onChange: (listener: () => void) => client.onChange(listener),
        perform: (_client: null, ...[event, payload]: Parameters<RoomClient['perform']>) =>
          client.perform(event, payload),
      };
      const host = lessonHostOf(door as Parameters<typeof lessonHostOf<null>>[0], null, {
        clock: systemClock,
        empty: EMPTY,
      });
      try {
        const steps = await playLesson(known, host, { clock: systemClock });
        const bad = steps.filter(({ ok }) => !ok);
        if (bad.length === 0) finished += 1;
        for (const { step, tasks } of bad)
          failures.push(
            `${client.room?.seat?.name}: ${lesson} ${step}: ${tasks.map(({ problem }) => problem).join(' ')}`,
          );
      } catch (error) {
        failures.push(`${client.room?.seat?.name}: ${String(error)}`);
      }
      say(`${finished} finished, ${queue.length} to begin`);
    }
  };
  await Promise.all(Array.from({ length: atWork }, worker));
  return finished;
}

/** They work through the lesson again and again; after each time their trainer gives every seat a lab like new. */
async function soak(
  options: RehearsalOptions,
  robots: readonly Robot[],
  failures: string[],
  renew: (robot: Robot) => Promise<void>,
): Promise<Figure[]> {
  const { webPid, brokerPid, soakMinutes, say } = options;
  const watched = [
    { name: 'web process', pid: webPid },
    { name: 'broker', pid: brokerPid },
  ].filter(({ pid }) => pid > 0);
  const processes = watchProcesses(watched, SAMPLE_MS);
  const end = Date.now() + soakMinutes * 60_000;
  let lessons = 0;
  let labs = 0;
  for (let round = 1; Date.now() < end; round += 1) {
    lessons += await work({ ...options, say: () => {} }, robots, failures);
    for (const result of await Promise.allSettled(robots.map(renew))) {
      if (result.status === 'fulfilled') labs += 1;
      else failures.push(String(result.reason));
    }
    say(`round ${round}: ${lessons} lessons, ${labs} labs anew`);
  }
  return [
    { name: `soak of ${soakMinutes} minutes: lessons finished`, value: lessons, unit: '' },
    { name: 'seats that were reset', value: labs, unit: '' },
    ...processes.end(),
  ];
}

/** The trainer resets a robot's seat, and the robot sits down again. Rejects when it has no lab or no shell then. */
function renewals(trainer: RoomClient, board: ReturnType<typeof watchBoard>) {
  return async ({ client, typist }: Robot): Promise<void> => {
    const [seat, labs] = [client.room?.seat?.id ?? '', client.labs];
    const answer = await trainer.send('room:reset', { seat, labNumber: board.labNumber(seat) });
    if (!answer.ok) throw new Error(`${seat}: room:reset: ${answer.error.code}`);
    const ready = await client.until(() => client.labs > labs && client.shows, READY_MS);
    if (!ready) throw new Error(`${seat}: no lab after a reset: ${client.room?.seat?.labError ?? ''}`);
    await typist.sitDown();
  };
}

/** Kills the process that speaks HTTP; until every robot shows its lab again. */
async function comeBack({ webPid, say }: RehearsalOptions, robots: readonly Robot[]): Promise<Figure> {
  say('the web process is killed');
  const from = performance.now();
  process.kill(webPid, 'SIGKILL');
  await Promise.all(robots.map(({ client }) => client.until(() => !client.socket.connected, 10_000)));
  const back = await Promise.all(robots.map(({ client }) => client.until(() => client.shows, 60_000)));
  const value = back.every(Boolean) ? (performance.now() - from) / 1000 : Number.POSITIVE_INFINITY;
  return { name: 'web process killed → all are back', value, unit: 's', limit: 10 };
}

function watchBoard(trainer: RoomClient) {
  let board: BoardView | undefined;
  trainer.socket.on('room:board', (view: BoardView) => {
    board = view;
  });
  trainer.socket.on('room:board-change', ({ seats, gone }: BoardChange) => {
    if (!board) return;
    board = { ...board, seats: { ...board.seats, ...seats } };
    for (const seat of gone) delete board.seats[seat];
  });
  const sizes = () =>
    Object.values(board?.seats ?? {})
      .map(({ memoryBytes }) => memoryBytes)
      .filter((bytes) => bytes > 0);
  return {
    bytes: () => trainer.received,
    labNumber: (seat: string) => board?.seats[seat]?.labNumber ?? 0,
    /** Until the seats have been measured, or a minute has passed. */
    measured: (count: number) => trainer.until(() => sizes().length >= count, 60_000),
    memory(name: string): Figure[] {
      return [
        {
          name: `${name}: memory, median`,
          value: percentile(sizes(), 0.5) / MB,
          unit: 'MB',
          ...(name.includes('idle') && { limit: 40 }),
        },
        { name: `${name}: whole machine`, value: usedMemory() / MB, unit: 'MB' },
      ];
    },
  };
}

/** Of the machine, bytes: what the kernel could not give away at once. */
function usedMemory(): number {
  const rows = readFileSync('/proc/meminfo', 'utf8');
  const [total = 0, available = 0] = ['MemTotal', 'MemAvailable'].map(
    (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rows)?.[1]) * 1024,
  );
  return total - available;
}
