// How an image is written. Upstream: github.com/docker/distribution/reference, pkg/util/parsers (1.20).
import { RuntimeError } from '@/server/kubelet/runtime-service';

export type ImageReference =
  | { kind: 'id'; id: string }
  | { kind: 'digest'; repository: string; digest: string }
  | { kind: 'tag'; repository: string; tag: string };

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const HOST = '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?';
const REFERENCE = new RegExp(
  `^((?:${HOST}/)?${COMPONENT}(?:/${COMPONENT})*)(?::([\\w][\\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`,
);

/**
 * Reads a name with an optional tag or digest (`latest` is understood), or an id. Throws Invalid in upstream's words.
 * Nothing else may reach a URL of the engine: `?`, `#` and `..` are no part of a reference.
 */
export function parseImageReference(ref: string): ImageReference {
  const id = /^(?:sha256:)?([0-9a-f]{64})$/.exec(ref)?.[1];
  if (id !== undefined) return { kind: 'id', id: `sha256:${id}` };
  const [, repository, tag, digest] = REFERENCE.exec(ref) ?? [];
  if (repository === undefined || repository.length > 255) {
    throw new RuntimeError('Invalid', `couldn't parse image reference "${ref}": invalid reference format`);
  }
  if (digest !== undefined) return { kind: 'digest', repository, digest };
  return { kind: 'tag', repository, tag: tag ?? 'latest' };
}

/** `nginx`, `library/nginx` and `docker.io/library/nginx` are one repository. */
export function familiarRepository(repository: string): string {
  const local = repository.replace(/^(?:index\.)?docker\.io\//, '');
  return local.replace(/^library\//, '');
}
