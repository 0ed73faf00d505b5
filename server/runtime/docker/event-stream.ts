// The engine's event stream as hints. Docker drops events for slow readers and forgets them over a restart, so every
// (re)connection starts with `resync`, and the reader lists again.
import type { Readable } from 'node:stream';
import type { Ownership, RuntimeEvent } from '@/server/kubelet/runtime-service';
import { EventQueue } from '../event-queue';
import { ownershipLabels } from '../identity';
import type { EngineConnection } from './connection';

const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 5_000;
/** A stream may be silent for hours. Only a question shows whether someone is still there. */
const PING_INTERVAL_MS = 5_000;
const PING_DEADLINE_MS = 5_000;

const TYPES = new Set(['create', 'start', 'die', 'destroy', 'oom', 'kill'] as const);
type NamedType = typeof TYPES extends Set<infer T> ? T : never;
const isNamed = (action: string): action is NamedType => (TYPES as ReadonlySet<string>).has(action);
/** Changes of state without a name of their own in the contract; all else (exec_start, top, …) changes nothing we list. */
const OTHER = new Set(['pause', 'unpause', 'rename', 'restart']);

interface EventMessage {
  Action?: unknown;
  time?: unknown;
  timeNano?: unknown;
  Actor?: { ID?: unknown; Attributes?: Record<string, unknown> };
}

function parseMessage(line: string): EventMessage {
  try {
    const message: unknown = JSON.parse(line);
    return typeof message === 'object' && message !== null ? message : {};
  } catch {
    return {};
  }
}

/** Reads one line of the stream; null for what changes nothing. */
export function readEvent(line: string): RuntimeEvent | null {
  const { Action: action, Actor: actor, time, timeNano } = parseMessage(line);
  if (typeof action !== 'string') return null;
  const type = isNamed(action) ? action : OTHER.has(action) ? 'other' : null;
  if (type === null) return null;
  const { 'io.kubernetes.pod.uid': podUid, exitCode } = actor?.Attributes ?? {};
  return {
    type,
    ...(typeof actor?.ID === 'string' && { id: actor.ID }),
    ...(typeof podUid === 'string' && { podUid }),
    ...(type === 'die' && typeof exitCode === 'string' && { exitCode: Number(exitCode) }),
    at: typeof timeNano === 'number' ? timeNano / 1e6 : Number(time) * 1000,
  };
}

/** Events of this node's containers until `signal` aborts. Reconnects for ever, with back-off and jitter. */
export async function* engineEvents(
  connection: EngineConnection,
  ownership: Ownership,
  signal: AbortSignal,
): AsyncGenerator<RuntimeEvent> {
  const { clock } = connection;
  let retryMs = FIRST_RETRY_MS;
  while (!signal.aborted) {
    const stream = await connect(connection, ownership, signal);
    if (stream !== null) {
      retryMs = FIRST_RETRY_MS;
      yield* readStream(stream, connection, signal);
    }
    await clock.sleep(retryMs * (0.5 + Math.random() / 2), signal);
    retryMs = Math.min(LAST_RETRY_MS, retryMs * 2);
  }
}

async function connect(
  connection: EngineConnection,
  ownership: Ownership,
  signal: AbortSignal,
): Promise<Readable | null> {
  const label = Object.entries(ownershipLabels(ownership)).map(([key, value]) => `${key}=${value}`);
  try {
    return await connection.read(async (abortSignal) => {
      // The engine answers the headers before it subscribes; `since` replays what happens in between.
      const since = connection.clock.now() / 1000;
      const cancelled = AbortSignal.any([signal, abortSignal]);
      const stream = await connection.docker.getEvents({
        since,
        filters: { type: ['container'], label },
        abortSignal: cancelled,
      });
      return stream as Readable;
    });
  } catch {
    return null; // Unavailable: the caller waits and tries again.
  }
}

/** Yields `resync` and what follows, until the stream ends, breaks or goes dead. */
async function* readStream(
  stream: Readable,
  connection: EngineConnection,
  signal: AbortSignal,
): AsyncGenerator<RuntimeEvent> {
  const queue = new EventQueue(() => connection.clock.now());
  const end = () => queue.end();
  // Through the queue, not yielded here: while the reader is busy with it, the stream must already be watched.
  queue.push({ type: 'resync', at: connection.clock.now() });
  eachLine(stream, (line) => {
    const event = readEvent(line);
    if (event !== null) queue.push(event);
  });
  // The listener for `error` stays: a broken stream says so once more after we have left it.
  for (const sign of ['error', 'aborted', 'end', 'close']) stream.on(sign, end);
  signal.addEventListener('abort', end, { once: true });
  const stopPinging = pingUntilDead(connection, end);
  try {
    yield* queue;
  } finally {
    stopPinging();
    signal.removeEventListener('abort', end);
    stream.destroy();
  }
}

function eachLine(stream: Readable, read: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) read(line);
  });
}

function pingUntilDead(connection: EngineConnection, dead: () => void): () => void {
  let stopped = false;
  let cancel: () => void = () => undefined;
  const ping = () =>
    connection.attempt(() => connection.docker.ping(), PING_DEADLINE_MS).then(schedule, () => !stopped && dead());
  const schedule = () => {
    if (!stopped) cancel = connection.clock.after(PING_INTERVAL_MS, () => void ping());
  };
  schedule();
  return () => {
    stopped = true;
    cancel();
  };
}
