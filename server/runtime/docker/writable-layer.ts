// Where a container's own writes are. Upstream: cAdvisor, container/docker/handler.go (rwLayerID, 1.20).
import { access } from 'node:fs/promises';
import type { WritableLayer } from '@/server/kubelet/runtime-service';
import type { EngineConnection } from './connection';
import type { OwnedContainers } from './owned-containers';

/** The engine's storage driver names the directory; behind a virtual machine, or with another driver, it is asked to count itself. */
export async function writableLayer(
  { connection, owned }: { connection: EngineConnection; owned: OwnedContainers },
  id: string,
): Promise<WritableLayer> {
  await owned.verify(id);
  const container = connection.docker.getContainer(id);
  const { GraphDriver } = await connection.read((abortSignal) => container.inspect({ abortSignal }));
  const facts: Readonly<Record<string, string | undefined>> | null = GraphDriver.Data;
  const directory = facts?.UpperDir;
  if (directory && (await isReadable(directory))) return { directory };
  const [row] = await connection.read((abortSignal) =>
    connection.docker.listContainers({ all: true, size: true, filters: { id: [id] }, abortSignal }),
  );
  return { usedBytes: row && 'SizeRw' in row ? Number(row.SizeRw) : 0 };
}

const isReadable = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
