// What a container or a volume may learn of its pod's metadata. Pure. Upstream: pkg/fieldpath/fieldpath.go (1.20).
import { goQuote } from '@/lib/k8s/go-quote';
import type { StaticPod } from '@/lib/k8s/types';

const KEYED = /^metadata\.(labels|annotations)\['(.*)'\]$/;

/** `key="value"`, one a line, sorted by key; no line break at the end. */
export const formatMap = (map: Readonly<Record<string, string>> = {}): string =>
  Object.keys(map)
    .sort()
    .map((key) => `${key}=${goQuote(map[key] ?? '')}`)
    .join('\n');

/** The value at a path such as `metadata.labels['app']`; '' for a key that is not there. Throws Error with upstream's text for an unknown path. */
export function podFieldValue(path: string, { metadata }: StaticPod): string {
  const [, map, key = ''] = KEYED.exec(path) ?? [];
  if (map === 'labels') return metadata.labels?.[key] ?? '';
  if (map === 'annotations') return metadata.annotations[key] ?? '';
  switch (path) {
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace;
    case 'metadata.uid':
      return metadata.uid;
    case 'metadata.labels':
      return formatMap(metadata.labels);
    case 'metadata.annotations':
      return formatMap(metadata.annotations);
    default:
      throw new Error(`unsupported fieldPath: ${path}`);
  }
}
