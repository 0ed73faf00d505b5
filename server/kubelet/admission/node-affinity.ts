// nodeSelector and required node affinity. Pure. Upstream: component-helpers nodeaffinity.go, apimachinery labels/selector.go (1.20).
import type { NodeSelectorRequirement, NodeSelectorTerm } from '@/lib/k8s/pod-parts';
import type { StaticPod } from '@/lib/k8s/types';
import type { AdmissionNode } from './admission-node';

type Labels = Readonly<Record<string, string>>;

/** Does the node have what the pod selects it by? Preferred terms are a scheduler's business. */
export function matchesNode({ spec }: StaticPod, node: AdmissionNode): boolean {
  const selected = Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => node.labels[key] === value);
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return selected && (!required || (required.nodeSelectorTerms ?? []).some((term) => matchesTerm(term, node)));
}

/** All requirements of a term count; an empty term matches nothing. */
function matchesTerm({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, node: AdmissionNode): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false;
  const fields = { 'metadata.name': node.name };
  return (
    matchExpressions.every((requirement) => matches(requirement, node.labels)) &&
    matchFields.every((requirement) => matches(requirement, fields))
  );
}

function matches({ key, operator, values = [] }: NodeSelectorRequirement, labels: Labels): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
    case 'Lt':
      return compares(operator, value, values[0]);
    default:
      return false;
  }
}

const INTEGER = /^[-+]?\d+$/;

function compares(operator: 'Gt' | 'Lt', value = '', bound = ''): boolean {
  if (!INTEGER.test(value) || !INTEGER.test(bound)) return false;
  return operator === 'Gt' ? BigInt(value) > BigInt(bound) : BigInt(value) < BigInt(bound);
}
