// What a Node.js process keeps in memory, asked through its inspector: a collection first, then the figures. The process needs no
// flag: SIGUSR1 opens the inspector on loopback.
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';

const ADDRESS = 'http://127.0.0.1:9229/json';

export interface Inspector {
  /** Bytes, after a full collection, as process.memoryUsage() has them. */
  memory(): Promise<{ heapUsed: number; external: number; rss: number }>;
  close(): void;
}

async function target(): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const [first] = (await (await fetch(ADDRESS)).json()) as { webSocketDebuggerUrl: string }[];
      if (first) return first.webSocketDebuggerUrl;
    } catch (error) {
      if (attempt > 100) throw error;
    }
    await delay(100);
  }
}

/** Opens the inspector of the process `pid`. Rejects when none answers within about ten seconds. */
export async function inspect(pid: number): Promise<Inspector> {
  process.kill(pid, 'SIGUSR1');
  const socket = new WebSocket(await target());
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let last = 0;
  const ask = (method: string, params: object = {}): Promise<{ result: { value: string } }> =>
    new Promise((resolve) => {
      last += 1;
      const id = last;
      const heard = (data: Buffer): void => {
        const message = JSON.parse(data.toString()) as { id?: number; result: { result: { value: string } } };
        if (message.id !== id) return;
        socket.off('message', heard);
        resolve(message.result);
      };
      socket.on('message', heard);
      socket.send(JSON.stringify({ id, method, params }));
    });
  return {
    async memory() {
      await ask('HeapProfiler.collectGarbage');
      const { result } = await ask('Runtime.evaluate', { expression: 'JSON.stringify(process.memoryUsage())' });
      return JSON.parse(result.value) as { heapUsed: number; external: number; rss: number };
    },
    close: () => socket.close(),
  };
}
