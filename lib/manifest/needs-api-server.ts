// Fields that a kubelet accepts and can do nothing with while it has no API server. Upstream says so in its log only
// (kubelet_pods.go getPullSecretsForPod, 1.20); here the editor says it at the line.
import { child, type ManifestNode } from './node';
import { type CodedProblem, problem } from './problems';

const FIELDS = ['imagePullSecrets'];

/** A warning for each such field of a manifest that asks for something. */
export function needsApiServer(root: ManifestNode): CodedProblem[] {
  const spec = child(root, 'spec');
  if (spec?.kind !== 'map') return [];
  return FIELDS.flatMap((field) => {
    const entry = spec.entries.get(field);
    if (entry?.value.kind !== 'list' || entry.value.items.length === 0) return [];
    const path = `spec.${field}`;
    return [problem('NeedsApiServer', entry.key, { field }, { path, message: `needs an API server: ${path}` })];
  });
}
