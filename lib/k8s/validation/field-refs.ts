// References to fields and resources of the pod itself. Upstream: pkg/apis/core/validation validateObjectFieldSelector,
// validateContainerResourceFieldSelector; pkg/apis/core/pods ConvertDownwardAPIFieldLabel.
import type { FieldRef, ResourceFieldRef } from '../pod-parts';
import { formatQuantity, parseQuantity } from '../quantity';
import { type FieldError, invalid, invalids, required, unsupported } from './field-error';
import { qualifiedNameMessages } from './names';

const CONVERTIBLE = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.podIP',
  'status.podIPs',
];
const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const SIZE_DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];
const DIVISORS: Record<string, { values: string[]; what: string }> = {
  cpu: { values: ['1m', '1'], what: 'cpu' },
  memory: { values: SIZE_DIVISORS, what: 'memory' },
  'ephemeral-storage': { values: SIZE_DIVISORS, what: 'local ephemeral storage' },
};

function subscriptErrors(field: string, key: string, path: string): FieldError[] {
  if (field === 'metadata.labels') return invalids(path, key, qualifiedNameMessages(key));
  if (field === 'metadata.annotations') return invalids(path, key, qualifiedNameMessages(key.toLowerCase()));
  return [invalid(path, field, 'does not support subscript')];
}

/** `allowed`: the fields that make sense in this place, sorted. */
export function fieldRefErrors(ref: FieldRef, allowed: readonly string[], path: string): FieldError[] {
  if (!ref.apiVersion) return [required(`${path}.apiVersion`)];
  if (!ref.fieldPath) return [required(`${path}.fieldPath`)];
  const [, field = ref.fieldPath, key] = /^(.*)\['(.*)'\]$/.exec(ref.fieldPath) ?? [];
  const text = (reason: string) =>
    invalid(`${path}.fieldPath`, ref.fieldPath ?? '', `error converting fieldPath: ${reason}`);
  if (ref.apiVersion !== 'v1') return [text(`unsupported pod version: ${ref.apiVersion}`)];
  if (key !== undefined) {
    if (field === 'metadata.labels' || field === 'metadata.annotations') return subscriptErrors(field, key, path);
    return [text(`field label does not support subscript: ${ref.fieldPath}`)];
  }
  if (field !== 'spec.host' && !CONVERTIBLE.includes(field)) return [text(`field label not supported: ${field}`)];
  return allowed.includes(field) ? [] : [unsupported(`${path}.fieldPath`, field, allowed)];
}

/** `inVolume`: a volume serves the whole pod, so the container must be named. */
export function resourceFieldRefErrors(ref: ResourceFieldRef, path: string, inVolume: boolean): FieldError[] {
  const resource = ref.resource ?? '';
  const errors: FieldError[] = [];
  if (inVolume && !ref.containerName) errors.push(required(`${path}.containerName`));
  else if (resource === '') errors.push(required(`${path}.resource`));
  else if (!RESOURCES.includes(resource)) errors.push(unsupported(`${path}.resource`, resource, RESOURCES));
  const divisor = formatQuantity(parseQuantity(ref.divisor ?? '0'));
  const rule = DIVISORS[resource.replace(/^(limits|requests)\./, '')];
  if (divisor !== '0' && rule && !rule.values.includes(divisor)) {
    const values = rule.what === 'cpu' ? '1m and 1' : rule.values.join(', ');
    const detail = `only divisor's values ${values} are supported with the ${rule.what} resource`;
    errors.push(invalid(`${path}.divisor`, resource, detail));
  }
  return errors;
}
