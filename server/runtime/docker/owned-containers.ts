// The gate before everything that stops or removes: a container without our ownership labels is, to us, not there.
import { isRuntimeError, type Ownership, RuntimeError } from '@/server/kubelet/runtime-service';
import { owns } from '../identity';
import type { EngineConnection } from './connection';

/** As the engine says it about an unknown id. */
export const noSuchContainer = (id: string): RuntimeError =>
  new RuntimeError('NotFound', `Error response from daemon: No such container: ${id}`);

/**
 * Which container ids are known to be ours. Only full ids are kept, and labels never change during a container's life,
 * so that what was seen once with our labels needs no second inspection.
 */
export class OwnedContainers {
  private known = new Set<string>();

  constructor(
    private readonly connection: EngineConnection,
    private readonly ownership: Ownership,
  ) {}

  /** An id that the engine has just told us together with our labels. */
  add(id: string): void {
    this.known.add(id);
  }

  /** After a full listing: forgets what is gone. */
  replace(ids: Iterable<string>): void {
    this.known = new Set(ids);
  }

  /** Resolves when the container is ours; throws NotFound when it is gone or not ours. */
  async verify(id: string): Promise<void> {
    if (this.known.has(id)) return;
    const container = this.connection.docker.getContainer(encodeURIComponent(id));
    const info = await this.connection.read((abortSignal) => container.inspect({ abortSignal }));
    // A name or the beginning of an id could mean another container by the time of the next call.
    if (info.Id !== id || !owns(this.ownership, info.Config.Labels)) throw noSuchContainer(id);
    this.known.add(id);
  }

  /** As `verify`, for idempotent calls: false instead of NotFound. */
  async has(id: string): Promise<boolean> {
    try {
      await this.verify(id);
      return true;
    } catch (error) {
      if (isRuntimeError(error, 'NotFound')) return false;
      throw error;
    }
  }
}
