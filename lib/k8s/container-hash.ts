// The fingerprint of a container's definition. It stands in a label; when it differs, the container is restarted.
// Upstream: pkg/kubelet/container/helpers.go HashContainer.
import { goJson } from './go-json';
import { structType } from './schema';
import type { Container } from './types';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a, 32 bits, over ASCII text. */
function fnv32a(text: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return hash >>> 0;
}

/**
 * Hash of a defaulted container as hexadecimal without padding, e.g. `1e0f8faf`. Field order and notation of the manifest do not matter.
 * Upstream hashes what its dumper prints for the JSON bytes: a list of decimal numbers.
 */
export function hashContainer(container: Container): string {
  const bytes = new TextEncoder().encode(goJson(container, structType('Container')));
  return fnv32a(`([]uint8)[${bytes.join(' ')}]`).toString(16);
}
