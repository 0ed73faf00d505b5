// The images that the memory engine has, and the registry it does not have.
import { createHash } from 'node:crypto';
import { type ImageInfo, RuntimeError } from '@/server/kubelet/runtime-service';
import { familiarRepository, type ImageReference, parseImageReference } from '../image-reference';

export interface MemoryImage {
  /** Name with tag. */
  ref: string;
  entrypoint?: string[];
  cmd?: string[];
  /** Config.User, '' if unset. */
  user?: string;
  /** false: a pull finds it, until then it is absent. */
  present?: boolean;
}

/** What the lab's lessons use. */
export const LAB_IMAGES: readonly MemoryImage[] = [
  { ref: 'k8s.gcr.io/pause:3.2', entrypoint: ['/pause'] },
  { ref: 'nginx:latest', cmd: ['nginx', '-g', 'daemon off;'] },
  { ref: 'busybox:1.35', cmd: ['sh'] },
  { ref: 'busybox:latest', cmd: ['sh'] },
];

interface StoredImage extends MemoryImage {
  id: string;
  present: boolean;
}

const idOf = (ref: string): string =>
  `sha256:${createHash('sha256').update(`kulissen memory image ${ref}`).digest('hex')}`;

export class MemoryImages {
  private readonly stored: StoredImage[];

  constructor(images: readonly MemoryImage[]) {
    this.stored = images.map((image) => ({ present: true, ...image, id: idOf(image.ref) }));
  }

  /** The image if it is present. Throws Invalid for what is no reference. */
  find(ref: string): MemoryImage | null {
    const image = this.lookUp(parseImageReference(ref));
    return image?.present ? image : null;
  }

  status(ref: string): ImageInfo | null {
    const image = this.lookUp(parseImageReference(ref));
    return image?.present ? { id: image.id, repoTags: [image.ref], repoDigests: [], user: image.user ?? '' } : null;
  }

  /** Finds what the constructor was given as absent; fails for all else, as an engine whose registry lacks it. */
  pull(ref: string): ImageInfo {
    const reference = parseImageReference(ref);
    const image = reference.kind === 'id' ? undefined : this.lookUp(reference);
    if (image === undefined) {
      throw new RuntimeError(
        'ImagePull',
        `Error response from daemon: manifest for ${ref} not found: manifest unknown`,
      );
    }
    image.present = true;
    return { id: image.id, repoTags: [image.ref], repoDigests: [], user: image.user ?? '' };
  }

  /** Those that are present. */
  present(): { id: string; ref: string }[] {
    return this.stored.filter(({ present }) => present);
  }

  /** The image is absent from now on, until it is pulled again. */
  remove(id: string): void {
    for (const image of this.stored) if (image.id === id) image.present = false;
  }

  private lookUp(reference: ImageReference): StoredImage | undefined {
    if (reference.kind === 'id') return this.stored.find(({ id }) => id === reference.id);
    if (reference.kind === 'digest') return undefined;
    const wanted = `${familiarRepository(reference.repository)}:${reference.tag}`;
    return this.stored.find(({ ref }) => familiarRepository(ref) === wanted);
  }
}
