// A located value as JSON text: what the real kubelet sees after it has turned YAML into JSON (sigs.k8s.io/yaml: sorted keys).
import { goJsonString } from '@/lib/k8s/go-quote';
import type { ManifestNode } from './node';

export function jsonText(node: ManifestNode): string {
  switch (node.kind) {
    case 'null':
      return 'null';
    case 'bool':
      return String(node.value);
    case 'number':
      return node.text;
    case 'string':
      return goJsonString(node.value);
    case 'list':
      return `[${node.items.map(jsonText).join(',')}]`;
    case 'map': {
      const keys = [...node.entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
      return `{${keys.map(([key, { value }]) => `${goJsonString(key)}:${jsonText(value)}`).join(',')}}`;
    }
  }
}
