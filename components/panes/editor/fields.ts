// Where things stand in a manifest's text, for what the kubelet says about it after reading.
import { child, locate, type ManifestNode, type Position } from '@/lib/manifest/node';
import { ManifestError } from '@/lib/manifest/problems';
import { looksLikeJson, readJson } from '@/lib/manifest/read-json';
import { readYaml } from '@/lib/manifest/read-yaml';

/** The text as a tree with places; undefined while it can't be read. */
export function manifestTree(text: string): ManifestNode | undefined {
  if (text.trim() === '') return undefined;
  try {
    return (looksLikeJson(text) ? readJson(text) : readYaml(text)).node;
  } catch (error) {
    if (error instanceof ManifestError) return undefined;
    throw error;
  }
}

/** `spec.containers[1]` for a container's name; undefined when the text has none of that name. */
export function containerPath(root: ManifestNode, container: string): string | undefined {
  for (const list of ['containers', 'initContainers']) {
    const items = child(child(root, 'spec'), list);
    if (items?.kind !== 'list') continue;
    const at = items.items.findIndex((item) => {
      const name = child(item, 'name');
      return name?.kind === 'string' && name.value === container;
    });
    if (at >= 0) return `spec.${list}[${at}]`;
  }
  return undefined;
}

const FIELD = /\[([^\]]*)\]|([^.[\]]+)/g;

/** True when every step of the path is in the text. */
export function hasField(root: ManifestNode, path: string): boolean {
  let node: ManifestNode | undefined = root;
  for (const [, index, name] of path.matchAll(FIELD)) {
    if (node?.kind === 'list') node = node.items[Number(index)];
    else node = node && child(node, index ?? name ?? '');
  }
  return node !== undefined;
}

/** Place of a field's key, or of the nearest thing around it that is there. */
export const placeOf = (root: ManifestNode, path: string): Position => locate(root, path, true);
