// The fingerprint of a container's definition. It stands in a label; when it differs, the container is restarted.
// Upstream: pkg/kubelet/container/helpers.go HashContainer.
import { fnv32a } from './fnv';
import { goJson } from './go-json';
import { structType } from './schema';
import type { Container } from './types';

/**
 * Hash of a defaulted container as hexadecimal without padding, e.g. `1e0f8faf`. Field order and notation of the manifest do not matter.
 * Upstream hashes what its dumper prints for the JSON bytes: a list of decimal numbers.
 */
export function hashContainer(container: Container): string {
  const bytes = new TextEncoder().encode(goJson(container, structType('Container')));
  return fnv32a(`([]uint8)[${bytes.join(' ')}]`).toString(16);
}
