// The engine's own event stream: the one clock that both sides of every ratio are read from.
import type Docker from 'dockerode';

export interface EngineEvent {
  action: string;
  id: string;
  name: string;
  /** ms since the epoch, the engine's clock. */
  at: number;
}

export interface EngineEvents {
  /** Resolves with the first event since `from` that fits. Rejects after five minutes. */
  next(from: number, fits: (event: EngineEvent) => boolean): Promise<EngineEvent>;
  all(): EngineEvent[];
  close(): void;
}

export async function watchEngine(docker: Docker): Promise<EngineEvents> {
  const seen: EngineEvent[] = [];
  const waiting = new Set<() => void>();
  const stream = (await docker.getEvents({ filters: { type: ['container'] } })) as NodeJS.ReadableStream & {
    destroy(): void;
  };
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines.filter(Boolean)) {
      const event = JSON.parse(line) as {
        Action: string;
        id: string;
        timeNano: number;
        Actor: { Attributes: { name: string } };
      };
      seen.push({ action: event.Action, id: event.id, name: event.Actor.Attributes.name, at: event.timeNano / 1e6 });
    }
    for (const check of waiting) check();
  });
  return {
    all: () => seen,
    close: () => stream.destroy(),
    next: (from, fits) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('no such engine event within five minutes')), 300_000);
        const check = () => {
          const found = seen.find((event) => event.at >= from && fits(event));
          if (!found) return;
          waiting.delete(check);
          clearTimeout(timer);
          resolve(found);
        };
        waiting.add(check);
        check();
      }),
  };
}
