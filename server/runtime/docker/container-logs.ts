// A container's log, as the engine keeps it. Upstream reads the engine's files (pkg/kubelet/kuberuntime/logs, 1.20), which takes root
// and one log driver; the engine's own reader cuts off and filters in the same order: last lines first, then by time.
import type { Readable } from 'node:stream';
import type { LogOptions } from '@/server/kubelet/runtime-service';
import type { EngineConnection } from './connection';
import type { OwnedContainers } from './owned-containers';
import { FrameReader } from './process-stream';

/** Opens the log of an own container; resolves when the engine has begun to answer. */
export async function openLogs(
  { connection, owned }: { connection: EngineConnection; owned: OwnedContainers },
  id: string,
  options: LogOptions,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  await owned.verify(id);
  const container = connection.docker.getContainer(id);
  const { Config } = await connection.read((abortSignal) => container.inspect({ abortSignal }));
  const stream = await connection.call({ refused: 'Invalid' }, (abortSignal) =>
    dial(connection, id, options, AbortSignal.any([signal, abortSignal])),
  );
  return readLog(stream, Config.Tty, signal);
}

/** dockerode reads a log that isn't followed into memory as a whole; this one comes as a stream. */
function dial(
  { docker }: EngineConnection,
  id: string,
  { follow, timestamps, tailLines, since }: LogOptions,
  abortSignal: AbortSignal,
): Promise<Readable> {
  const query = {
    stdout: true,
    stderr: true,
    follow,
    timestamps,
    tail: tailLines === undefined ? 'all' : String(tailLines),
    ...(since !== undefined && { since: (since / 1000).toFixed(9) }),
  };
  const request = {
    path: `/containers/${id}/logs?`,
    method: 'GET',
    isStream: true,
    abortSignal,
    statusCodes: { 200: true, 404: 'no such container', 500: 'server error' },
    options: query,
  };
  return new Promise((resolve, reject) => {
    docker.modem.dial(request, (error: unknown, stream: unknown) => {
      if (error) reject(error instanceof Error ? error : new Error(String(error)));
      else resolve(stream as Readable);
    });
  });
}

async function* readLog(stream: Readable, tty: boolean, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  // A break shows to whoever reads; an unread one must not end the server.
  stream.on('error', () => undefined);
  const frames = new FrameReader();
  try {
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      if (tty) yield bytes;
      else for (const { data } of frames.read(bytes)) yield data;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    stream.destroy();
  }
}
