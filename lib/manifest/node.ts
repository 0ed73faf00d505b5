// A manifest as it was read: values with the place where they stand. YAML and JSON both become this.

/** 1-based. */
export interface Position {
  line: number;
  column: number;
}

export interface MapEntry {
  /** Where the key stands. */
  key: Position;
  value: ManifestNode;
}

export type ManifestNode = { at: Position } & (
  | { kind: 'null' }
  | { kind: 'bool'; value: boolean; written: string }
  /** `text`: as JSON writes the number. */
  | { kind: 'number'; text: string; written: string }
  | { kind: 'string'; value: string }
  | { kind: 'list'; items: readonly ManifestNode[] }
  | { kind: 'map'; entries: ReadonlyMap<string, MapEntry> }
);
export type MapNode = Extract<ManifestNode, { kind: 'map' }>;

/** The value below a key, or undefined where there is none or it is null, which means the same. */
export function child(node: ManifestNode | undefined, key: string): ManifestNode | undefined {
  const value = node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
  return value?.kind === 'null' ? undefined : value;
}

/** `spec.containers[0].resources.limits[cpu]` → its steps. */
const pathSteps = (path: string): string[] =>
  Array.from(path.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g), ([, inBrackets, name]) => inBrackets ?? name ?? '');

/** Place of a field: its value if it is there (its key with `preferKey`), else the nearest thing around it that is. */
export function locate(root: ManifestNode, path: string, preferKey = false): Position {
  let node = root;
  let place = root.at;
  for (const step of pathSteps(path)) {
    if (node.kind === 'list') {
      const item = node.items[Number(step)];
      if (!item) return place;
      node = item;
      place = item.at;
    } else if (node.kind === 'map') {
      const entry = node.entries.get(step);
      if (!entry) return place;
      node = entry.value;
      const scalar = node.kind !== 'map' && node.kind !== 'list' && node.kind !== 'null';
      place = scalar && !preferKey ? node.at : entry.key;
    } else {
      return place;
    }
  }
  return place;
}
