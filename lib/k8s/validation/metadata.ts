// Upstream: apimachinery/pkg/api/validation/objectmeta.go, pkg/apis/core/validation ValidatePodSpecificAnnotations.
import type { ObjectMeta } from '../types';
import { type FieldError, invalid, invalids, required, tooLong } from './field-error';
import { dnsLabelMessages, dnsSubdomainMessages, labelValueMessages, qualifiedNameMessages } from './names';
import { descendingPathErrors } from './paths';

const ANNOTATIONS_MAX_BYTES = 256 * 1024;
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';

/** Labels of a pod, or its node selector: keys are qualified names, values label values. */
export const labelErrors = (labels: Record<string, string> | undefined, path: string): FieldError[] =>
  Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...invalids(path, key, qualifiedNameMessages(key)).map((error) => ({ ...error, at: `${path}[${key}]` })),
    ...invalids(path, value, labelValueMessages(value)).map((error) => ({ ...error, at: `${path}[${key}]` })),
  ]);

function annotationErrors(annotations: Record<string, string>, path: string): FieldError[] {
  const encoder = new TextEncoder();
  let bytes = 0;
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(annotations)) {
    const messages = qualifiedNameMessages(key.toLowerCase());
    errors.push(...invalids(path, key, messages).map((error) => ({ ...error, at: `${path}[${key}]` })));
    bytes += encoder.encode(key).length + encoder.encode(value).length;
  }
  if (bytes > ANNOTATIONS_MAX_BYTES) errors.push(tooLong(path, `must have at most ${ANNOTATIONS_MAX_BYTES} bytes`));
  return errors;
}

function seccompErrors(annotations: Record<string, string>, path: string): FieldError[] {
  return Object.entries(annotations)
    .filter(([key]) => key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER))
    .flatMap(([key, profile]) => {
      if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return [];
      const at = `${path}.${key}`;
      if (profile.startsWith('localhost/')) return descendingPathErrors(profile.slice('localhost/'.length), at);
      return [invalid(at, profile, 'must be a valid seccomp profile')];
    });
}

/** Errors in the metadata of a pod whose namespace is already filled in. */
export function metadataErrors(metadata: ObjectMeta, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (metadata.name === '') errors.push(required(`${path}.name`, 'name or generateName is required'));
  else errors.push(...invalids(`${path}.name`, metadata.name, dnsSubdomainMessages(metadata.name)));
  if (!metadata.namespace) errors.push(required(`${path}.namespace`));
  else errors.push(...invalids(`${path}.namespace`, metadata.namespace, dnsLabelMessages(metadata.namespace)));
  errors.push(...labelErrors(metadata.labels, `${path}.labels`));
  const annotations = metadata.annotations ?? {};
  errors.push(...annotationErrors(annotations, `${path}.annotations`));
  return [...errors, ...seccompErrors(annotations, `${path}.annotations`)];
}
