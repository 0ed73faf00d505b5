// What a scheduler reads, and the node's affinity, which the kubelet's admission reads too.
// Upstream: pkg/apis/core/validation ValidateNodeSelectorRequirement, validateTopologySpreadConstraints, ValidatePreemptionPolicy (1.20).
import type { Affinity, NodeSelectorRequirement, NodeSelectorTerm } from '../pod-parts';
import type { PodSpec } from '../types';
import { type FieldError, forbidden, invalid, invalids, required, unsupported } from './field-error';
import { qualifiedNameMessages } from './names';

const WEIGHT = 'must be in the range 1-100';
const NO_TOPOLOGY = 'can not be empty';
const POLICIES = ['PreemptLowerPriority', 'Never'];
const WHEN_UNSATISFIABLE = ['DoNotSchedule', 'ScheduleAnyway'];

interface PodTerm {
  topologyKey?: string;
}
interface WeightedPodTerm {
  weight?: number;
  podAffinityTerm?: PodTerm;
}
interface PodTerms {
  requiredDuringSchedulingIgnoredDuringExecution?: PodTerm[];
  preferredDuringSchedulingIgnoredDuringExecution?: WeightedPodTerm[];
}
interface SpreadConstraint {
  maxSkew?: number;
  topologyKey?: string;
  whenUnsatisfiable?: string;
}
interface PreferredTerm {
  weight?: number;
  preference?: NodeSelectorTerm;
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

function valuesErrors({ operator, values = [] }: NodeSelectorRequirement, path: string): FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0
        ? []
        : [required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0
        ? []
        : [forbidden(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    case 'Gt':
    case 'Lt':
      return values.length === 1
        ? []
        : [required(`${path}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'")];
    default:
      return [invalid(`${path}.operator`, operator ?? '', 'not a valid selector operator')];
  }
}

const expressionErrors = (term: NodeSelectorTerm | undefined, path: string): FieldError[] =>
  (term?.matchExpressions ?? []).flatMap((requirement, index) => {
    const at = `${path}.matchExpressions[${index}]`;
    const key = requirement.key ?? '';
    return [...valuesErrors(requirement, at), ...invalids(`${at}.key`, key, qualifiedNameMessages(key))];
  });

const weightErrors = (weight: number | undefined, path: string): FieldError[] =>
  weight !== undefined && weight >= 1 && weight <= 100 ? [] : [invalid(`${path}.weight`, weight ?? 0, WEIGHT)];

function nodeAffinityErrors(affinity: Affinity['nodeAffinity'], path: string): FieldError[] {
  if (!affinity) return [];
  const must = affinity[REQUIRED];
  const terms = must?.nodeSelectorTerms ?? [];
  const at = `${path}.${REQUIRED}.nodeSelectorTerms`;
  const preferred = (affinity as { [PREFERRED]?: PreferredTerm[] })[PREFERRED] ?? [];
  return [
    ...(must && terms.length === 0 ? [required(at, 'must have at least one node selector term')] : []),
    ...terms.flatMap((term, index) => expressionErrors(term, `${at}[${index}]`)),
    ...preferred.flatMap(({ weight, preference }, index) => [
      ...weightErrors(weight, `${path}.${PREFERRED}[${index}]`),
      ...expressionErrors(preference, `${path}.${PREFERRED}[${index}].preference`),
    ]),
  ];
}

const topologyErrors = (term: PodTerm | undefined, path: string): FieldError[] => {
  const key = term?.topologyKey ?? '';
  return key === ''
    ? [required(`${path}.topologyKey`, NO_TOPOLOGY)]
    : invalids(`${path}.topologyKey`, key, qualifiedNameMessages(key));
};

const podTermsErrors = (terms: PodTerms | undefined, path: string): FieldError[] => [
  ...(terms?.[REQUIRED] ?? []).flatMap((term, index) => topologyErrors(term, `${path}.${REQUIRED}[${index}]`)),
  ...(terms?.[PREFERRED] ?? []).flatMap(({ weight, podAffinityTerm }, index) => [
    ...weightErrors(weight, `${path}.${PREFERRED}[${index}]`),
    ...topologyErrors(podAffinityTerm, `${path}.${PREFERRED}[${index}].podAffinityTerm`),
  ]),
];

/** Errors of `spec.affinity`. Label selectors of other pods mean nothing to a single kubelet and are not looked into. */
export function affinityErrors(affinity: PodSpec['affinity'], path: string): FieldError[] {
  if (!affinity) return [];
  const { podAffinity, podAntiAffinity } = affinity as { podAffinity?: PodTerms; podAntiAffinity?: PodTerms };
  return [
    ...nodeAffinityErrors(affinity.nodeAffinity, `${path}.nodeAffinity`),
    ...podTermsErrors(podAffinity, `${path}.podAffinity`),
    ...podTermsErrors(podAntiAffinity, `${path}.podAntiAffinity`),
  ];
}

/** Errors of `spec.topologySpreadConstraints`. */
export function spreadErrors(constraints: unknown, path: string): FieldError[] {
  const seen = new Set<string>();
  return ((constraints ?? []) as SpreadConstraint[]).flatMap((constraint, index) => {
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '' } = constraint;
    const at = `${path}[${index}]`;
    const errors: FieldError[] = [];
    if (maxSkew <= 0) errors.push(invalid(`${at}.maxSkew`, maxSkew, 'must be greater than zero'));
    if (topologyKey === '') errors.push(required(`${at}.topologyKey`, NO_TOPOLOGY));
    if (!WHEN_UNSATISFIABLE.includes(whenUnsatisfiable)) {
      errors.push(unsupported(`${at}.whenUnsatisfiable`, whenUnsatisfiable, WHEN_UNSATISFIABLE));
    }
    const pair = `{${topologyKey}, ${whenUnsatisfiable}}`;
    if (seen.has(pair)) {
      errors.push({
        path: `${at}.{topologyKey, whenUnsatisfiable}`,
        kind: 'Duplicate',
        badValue: pair,
        detail: '',
        at,
      });
    }
    seen.add(pair);
    return errors;
  });
}

/** Errors of `spec.preemptionPolicy`. */
export function preemptionErrors(policy: unknown, path: string): FieldError[] {
  if (typeof policy !== 'string') return [];
  if (policy === '') return [required(path)];
  return POLICIES.includes(policy) ? [] : [unsupported(path, policy, POLICIES)];
}
