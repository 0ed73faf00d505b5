// What a merged configuration must satisfy. Upstream: pkg/kubelet/apis/config/validation/validation.go (1.20), cmd/kubelet/app/auth.go,
// cmd/kubelet/app/options/options.go ValidateKubeletFlags.
import { goQuote } from '@/lib/k8s/go-quote';
import { FIELDS, type Field, type FieldPath, type KubeletSettings } from './fields';

const named = (field: FieldPath): string => {
  const { flag } = (FIELDS as Record<string, Field>)[field] ?? { flag: '' };
  const name = field.charAt(0).toUpperCase() + field.slice(1);
  return `${GO_NAMES[field] ?? name} (--${flag})`;
};
const GO_NAMES: Partial<Record<FieldPath, string>> = {
  oomScoreAdj: 'OOMScoreAdj',
  iptablesDropBit: 'IPTablesDropBit',
  iptablesMasqueradeBit: 'IPTablesMasqueradeBit',
  cgroupsPerQOS: 'CgroupsPerQOS',
};

/** Inclusive bounds; the bounds are said as upstream says them. */
const RANGES: readonly [FieldPath, number, number, string][] = [
  ['port', 1, 65535, 'must be between 1 and 65535, inclusive'],
  ['readOnlyPort', 0, 65535, 'must be between 0 and 65535, inclusive'],
  ['healthzPort', 0, 65535, 'must be between 1 and 65535, inclusive'],
  ['imageGCHighThresholdPercent', 0, 100, 'must be between 0 and 100, inclusive'],
  ['imageGCLowThresholdPercent', 0, 100, 'must be between 0 and 100, inclusive'],
  ['iptablesDropBit', 0, 31, 'must be between 0 and 31, inclusive'],
  ['iptablesMasqueradeBit', 0, 31, 'must be between 0 and 31, inclusive'],
  ['oomScoreAdj', -1000, 1000, 'must be between -1000 and 1000, inclusive'],
  ...(
    [
      'eventBurst',
      'eventRecordQPS',
      'kubeAPIBurst',
      'kubeAPIQPS',
      'maxOpenFiles',
      'maxPods',
      'podsPerCore',
      'registryBurst',
      'registryPullQPS',
    ] as const
  ).map((field): [FieldPath, number, number, string] => [field, 0, Number.MAX_VALUE, 'must not be a negative number']),
];

const ENFORCEABLE = ['pods', 'system-reserved', 'kube-reserved', 'none'];
const HAIRPIN_MODES = ['none', 'hairpin-veth', 'promiscuous-bridge'];

function* faults(settings: KubeletSettings): Generator<string> {
  if (settings.nodeLeaseDurationSeconds <= 0) yield 'NodeLeaseDurationSeconds must be greater than 0';
  if (!settings.cgroupsPerQOS && settings.enforceNodeAllocatable.length > 0) {
    yield `EnforceNodeAllocatable (--enforce-node-allocatable) is not supported unless ${named('cgroupsPerQOS')} feature is turned on`;
  }
  for (const [field, least, most, rule] of RANGES) {
    const value = Number(settings[field]);
    if (value < least || value > most) yield `${named(field)} ${value} ${rule}`;
  }
  const { imageGCLowThresholdPercent: low, imageGCHighThresholdPercent: high } = settings;
  if (low >= high) {
    yield `${named('imageGCLowThresholdPercent')} ${low} must be less than ${named('imageGCHighThresholdPercent')} ${high}`;
  }
  const { iptablesMasqueradeBit: masquerade, iptablesDropBit: drop } = settings;
  if (masquerade === drop) {
    yield `${named('iptablesMasqueradeBit')} ${masquerade} and ${named('iptablesDropBit')} ${drop} must be different`;
  }
  for (const option of settings.enforceNodeAllocatable) {
    if (ENFORCEABLE.includes(option)) continue;
    const [a, b, c, d] = ENFORCEABLE.map(goQuote);
    yield `option ${goQuote(option)} specified for EnforceNodeAllocatable (--enforce-node-allocatable). Valid options are ${a}, ${b}, ${c}, or ${d}`;
  }
  if (!HAIRPIN_MODES.includes(settings.hairpinMode)) {
    const [a, b, c] = HAIRPIN_MODES.map(goQuote);
    yield `option ${goQuote(settings.hairpinMode)} specified for HairpinMode (--hairpin-mode). Valid options are ${a}, ${b} or ${c}`;
  }
  // Upstream would spin: here that is refused.
  for (const field of ['fileCheckFrequency', 'httpCheckFrequency', 'syncFrequency'] as const) {
    if (settings[field] <= 0) yield `${named(field)} must be longer than 0s`;
  }
}

/** All that is wrong, as upstream joins it; '' if nothing is. */
export function settingsError(settings: KubeletSettings): string {
  const found = [...faults(settings)].map((fault) => `invalid configuration: ${fault}`);
  return found.length > 1 ? `[${found.join(', ')}]` : (found[0] ?? '');
}

/**
 * What a kubelet without an API server can't do; '' if it asks for nothing of the kind. One that lets nobody in (no strangers, no
 * authority) does start, and answers 401 to all: auth.go BuildAuthn hands over a nil pointer in an interface that is not nil, so
 * "No authentication method configured" is never reached (1.17 to 1.3x; the guide for etcd with kubeadm runs such a kubelet).
 */
export function standaloneError(settings: KubeletSettings): string {
  if (settings['authentication.webhook.enabled']) return 'no client provided, cannot use webhook authentication';
  const mode = settings['authorization.mode'];
  if (mode === 'Webhook') return 'no client provided, cannot use webhook authorization';
  if (mode === '') return 'No authorization mode specified';
  return mode === 'AlwaysAllow' ? '' : `unknown authorization mode ${mode}`;
}

const KUBELET_LABELS = [
  'kubernetes.io/hostname',
  'kubernetes.io/arch',
  'kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/instance-type',
  'node.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.kubernetes.io/region',
  'failure-domain.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
].sort();
const KUBELET_PREFIXES = ['kubelet.kubernetes.io', 'node.kubernetes.io'];
const isOf = (domain: string, namespace: string): boolean => namespace === domain || namespace.endsWith(`.${domain}`);

/** --node-labels; '' if each may be set by a kubelet. */
export function nodeLabelError(labels: Readonly<Record<string, string>>): string {
  const unknown = Object.keys(labels).filter((key) => {
    const namespace = key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
    const reserved = isOf('kubernetes.io', namespace) || isOf('k8s.io', namespace);
    return reserved && !KUBELET_LABELS.includes(key) && !KUBELET_PREFIXES.some((prefix) => isOf(prefix, namespace));
  });
  if (unknown.length === 0) return '';
  return (
    `unknown 'kubernetes.io' or 'k8s.io' labels specified with --node-labels: [${unknown.sort().join(' ')}]\n` +
    `--node-labels in the 'kubernetes.io' namespace must begin with an allowed prefix (${KUBELET_PREFIXES.join(', ')}) ` +
    `or be in the specifically allowed set (${KUBELET_LABELS.join(', ')})`
  );
}
