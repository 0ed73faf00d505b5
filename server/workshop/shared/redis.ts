// The way to the other web processes: socket.io's adapter over Redis. Without Redis for a while the room goes on, each process for
// itself and a few seconds behind the others; nothing is queued for then, because everything is told again anyway.
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';

export interface RedisWay {
  adapter: ReturnType<typeof createAdapter>;
  end(): void;
}

export interface RedisOptions {
  /** `redis://` or `rediss://`. */
  url: string;
  /** Channels of this room only. */
  room: string;
  log: (line: string) => void;
  /** The connection is there again, and things may have been missed. */
  onBack: () => void;
}

const CONNECT_MS = 5000;
const LAST_RETRY_MS = 2000;

/** socket.io's adapter lets what fails of these be nobody's fault: it would end the process. */
const UNANSWERED = ['publish', 'subscribe', 'psubscribe', 'unsubscribe', 'punsubscribe'] as const;

function quiet(client: Redis, name: (typeof UNANSWERED)[number]): void {
  const plain: (...args: never[]) => Promise<unknown> = client[name].bind(client);
  Reflect.set(client, name, (...args: never[]) => plain(...args).catch(() => 0));
}

/** Rejects when there is no Redis at the start. */
export async function openRedis({ url, room, log, onBack }: RedisOptions): Promise<RedisWay> {
  const client = () =>
    new Redis(url, {
      lazyConnect: true,
      connectTimeout: CONNECT_MS,
      // A command fails when it is lost, and is not kept for a better day.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (times) => Math.min(LAST_RETRY_MS, 100 * 2 ** times),
    });
  const [say, hear] = [client(), client()];
  const both = [say, hear];
  let started = false;
  for (const one of both) one.on('error', () => {});
  try {
    await Promise.all(both.map((one) => one.connect()));
  } catch (error) {
    for (const one of both) one.disconnect();
    throw error;
  }
  started = true;
  let wasOnline = true;
  const online = () => both.every(({ status }) => status === 'ready');
  for (const one of both) {
    one.on('close', () => {
      if (started && wasOnline) log('redis: away');
      wasOnline = false;
    });
    one.on('ready', () => {
      if (wasOnline || !online()) return;
      wasOnline = true;
      log('redis: connected');
      onBack();
    });
  }
  for (const one of both) for (const name of UNANSWERED) quiet(one, name);
  return {
    adapter: createAdapter(say, hear, { key: `kulissen:${room}` }),
    end() {
      started = false;
      for (const one of both) one.disconnect();
    },
  };
}
