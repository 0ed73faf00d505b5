// Images of the engine: presence, pulls, and what an image is called (a record needs that for each container).
import type { Clock } from '@/server/kubelet/clock';
import {
  type ImageInfo,
  isRuntimeError,
  type RegistryCredentials,
  RuntimeError,
  type StoredImage,
} from '@/server/kubelet/runtime-service';
import { familiarRepository, type ImageReference, parseImageReference } from '../image-reference';
import type { EngineConnection } from './connection';
import type { ImageNames } from './records';

/** Upstream cancels a pull that makes no progress for this long (kube_docker_client.go), ms. */
const PULL_PROGRESS_DEADLINE_MS = 60_000;
/** A whole pull may take an hour on a slow line; the progress deadline is what catches a dead one. */
const PULL_DEADLINE_MS = 3_600_000;
const REMEMBERED_IMAGES = 500;

export class ImageStore {
  private readonly names = new Map<string, ImageNames>();

  constructor(
    private readonly connection: EngineConnection,
    private readonly clock: Clock,
  ) {}

  /** The image if the reference really names it: the engine also answers to the beginning of an id. Throws Invalid, Unavailable. */
  async status(ref: string): Promise<ImageInfo | null> {
    const reference = parseImageReference(ref);
    const image = await this.inspect(engineName(reference));
    return image && matches(image, reference) ? image : null;
  }

  /** Tags and digests of an image id, from memory when it was seen before; empty when the image is gone. */
  async namesOf(id: string): Promise<ImageNames> {
    return this.names.get(id) ?? (await this.inspect(id)) ?? { repoTags: [], repoDigests: [] };
  }

  /** Pulls and returns the image. Throws Invalid or ImagePull. */
  async pull(ref: string, credentials?: RegistryCredentials): Promise<ImageInfo> {
    const reference = parseImageReference(ref);
    if (reference.kind === 'id') throw new RuntimeError('ImagePull', `cannot pull an image by its id: ${ref}`);
    const options = { refused: 'ImagePull', deadlineMs: PULL_DEADLINE_MS } as const;
    await this.connection.call(options, async (abortSignal) => {
      const tag = reference.kind === 'digest' ? reference.digest : reference.tag;
      const wanted = { fromImage: reference.repository, tag, abortSignal };
      const stream = await this.connection.docker.createImage(credentials, wanted);
      await this.followPull(stream);
    });
    const image = await this.status(ref);
    if (image === null) throw new RuntimeError('ImagePull', `the engine reports no image "${ref}" after pulling it`);
    return image;
  }

  /** All images, and which of them any container of the engine stands on. */
  async list(): Promise<StoredImage[]> {
    const { docker } = this.connection;
    const [images, containers] = await Promise.all([
      this.connection.read((abortSignal) => docker.listImages({ abortSignal })),
      this.connection.read((abortSignal) => docker.listContainers({ all: true, abortSignal })),
    ]);
    const used = new Set(containers.map(({ ImageID }) => ImageID));
    return images.map(({ Id, RepoTags, RepoDigests, Size }) => ({
      id: Id,
      repoTags: named(RepoTags),
      repoDigests: named(RepoDigests),
      sizeBytes: Size,
      inUse: used.has(Id),
    }));
  }

  /**
   * Each name, then what is left (dockershim/docker_image.go RemoveImage). The engine would take a name from under a
   * container that stands on it, so that is looked at first.
   */
  async remove(id: string): Promise<void> {
    const image = (await this.list()).find((candidate) => candidate.id === id);
    if (!image) return;
    if (image.inUse)
      throw new RuntimeError('Conflict', `Error response from daemon: image ${id} is in use by a container`);
    this.names.delete(id);
    for (const name of [...image.repoTags, ...image.repoDigests, id]) await this.removeName(name);
  }

  private async removeName(name: string): Promise<void> {
    const options = { refused: 'Unavailable' } as const;
    try {
      await this.connection.call(options, (abortSignal) =>
        this.connection.docker.getImage(name).remove({ abortSignal }),
      );
    } catch (error) {
      if (!isRuntimeError(error, 'NotFound')) throw error;
    }
  }

  private async inspect(name: string): Promise<ImageInfo | null> {
    try {
      const { docker } = this.connection;
      const found = await this.connection.read(() => docker.getImage(name).inspect());
      const image: ImageInfo = {
        id: found.Id,
        repoTags: found.RepoTags ?? [],
        repoDigests: found.RepoDigests ?? [],
        user: found.Config?.User ?? '',
      };
      this.remember(image);
      return image;
    } catch (error) {
      if (isRuntimeError(error, 'NotFound')) return null;
      throw error;
    }
  }

  private remember(image: ImageInfo): void {
    if (this.names.size >= REMEMBERED_IMAGES) this.names.clear();
    this.names.set(image.id, { repoTags: image.repoTags, repoDigests: image.repoDigests });
  }

  /** Reads the stream of JSON messages to its end; an `error` message is how the engine reports a failure after the 200. */
  private followPull(stream: NodeJS.ReadableStream): Promise<void> {
    return new Promise((resolve, reject) => {
      let cancel: () => void = () => undefined;
      const settle = (error: Error | null) => {
        cancel();
        if (error) reject(error);
        else resolve();
      };
      const expectProgress = () => {
        cancel();
        cancel = this.clock.after(PULL_PROGRESS_DEADLINE_MS, () =>
          settle(new RuntimeError('ImagePull', 'context canceled: no progress for one minute')),
        );
      };
      expectProgress();
      this.connection.docker.modem.followProgress(
        stream,
        (error, messages) => settle(error ?? reportedError(messages)),
        expectProgress,
      );
    });
  }
}

/** The engine writes `<none>` where an image has no name. */
const named = (names: string[] | null | undefined): string[] =>
  (names ?? []).filter((name) => !name.includes('<none>'));

function reportedError(messages: readonly unknown[]): RuntimeError | null {
  for (const message of messages) {
    if (typeof message !== 'object' || message === null || !('error' in message)) continue;
    return new RuntimeError('ImagePull', String(message.error));
  }
  return null;
}

function engineName(reference: ImageReference): string {
  switch (reference.kind) {
    case 'id':
      return reference.id;
    case 'digest':
      return `${reference.repository}@${reference.digest}`;
    case 'tag':
      return `${reference.repository}:${reference.tag}`;
  }
}

/** libdocker/helpers.go matchImageTagOrSHA, matchImageIDOnly. */
function matches(image: ImageInfo, reference: ImageReference): boolean {
  if (reference.kind === 'id') return image.id === reference.id;
  const repository = familiarRepository(reference.repository);
  if (reference.kind === 'digest') {
    const wanted = `${repository}@${reference.digest}`;
    return image.id === reference.digest || image.repoDigests.some((digest) => familiarRepository(digest) === wanted);
  }
  const wanted = `${repository}:${reference.tag}`;
  return image.repoTags.some((tag) => familiarRepository(tag) === wanted);
}
