// The log of a container of the memory engine: each print of a program is a line.
import type { LogOptions } from '@/server/kubelet/runtime-service';
import { ChunkQueue } from './chunk-queue';
import type { MemoryContainer } from './container';

/** The bytes that are asked for; with `follow` until the container is dead or `signal` aborts. */
export function readLog(
  container: MemoryContainer,
  options: LogOptions,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const queue = new ChunkQueue();
  const show = ({ at, data }: MemoryContainer['log'][number]) => {
    if (at < (options.since ?? 0)) return;
    const stamp = options.timestamps ? `${new Date(at).toISOString().replace('Z', '000000Z')} ` : '';
    queue.push({ stream: 'stdout', data: new Uint8Array(Buffer.concat([Buffer.from(stamp), data])) });
  };
  const { tailLines = container.log.length } = options;
  for (const line of tailLines === 0 ? [] : container.log.slice(-tailLines)) show(line);
  if (options.follow && container.state === 'running') followOn(container, show, () => queue.end(), signal);
  else queue.end();
  return bytesOf(queue);
}

function followOn(
  container: MemoryContainer,
  show: (line: MemoryContainer['log'][number]) => void,
  end: () => void,
  signal: AbortSignal,
): void {
  let seen = container.log.length;
  const read = () => {
    for (const line of container.log.slice(seen)) show(line);
    seen = container.log.length;
  };
  const stop = () => {
    container.readers.delete(read);
    end();
  };
  container.readers.add(read);
  container.whenDead.push(stop);
  signal.addEventListener('abort', stop, { once: true });
}

async function* bytesOf(queue: ChunkQueue): AsyncGenerator<Uint8Array> {
  for await (const { data } of queue) yield data;
}
