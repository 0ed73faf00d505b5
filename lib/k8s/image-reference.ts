// Image names such as `nginx`, `registry:5000/team/app:1.2@sha256:…`. Upstream: docker/distribution/reference and
// pkg/util/parsers ParseImageName (a name without tag and digest means the tag `latest`).

/** A name of 255 characters, a tag of 128 and a digest fit. */
const MAX_LENGTH = 1024;
const SEPARATED = '[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*';
const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `${DOMAIN_PART}(?:\\.${DOMAIN_PART})*(?::[0-9]+)?`;
const REFERENCE = new RegExp(
  `^((?:${DOMAIN}/)?${SEPARATED}(?:/${SEPARATED})*)(?::([\\w][\\w.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$`,
);

export interface ImageReference {
  name: string;
  /** `latest` when neither tag nor digest is written; '' when only a digest is. */
  tag: string;
  digest: string;
}

/** Parts of an image name, or null where upstream says `invalid reference format`. */
export function parseImageReference(text: string): ImageReference | null {
  // 64 hexadecimal digits are an image id, which upstream refuses as a name.
  if (text.length > MAX_LENGTH || /^[a-f0-9]{64}$/.test(text)) return null;
  const match = REFERENCE.exec(text);
  if (!match) return null;
  const [, name = '', tag = '', digest = ''] = match;
  if (name.length > 255) return null;
  return { name, tag: tag || (digest ? '' : 'latest'), digest };
}
