// Environment variables. Upstream: pkg/apis/core/validation ValidateEnv, ValidateEnvFrom.
import type { EnvFromSource, EnvVarSource, KeyRef } from '../pod-parts';
import type { EnvVar, Opaque } from '../types';
import { type FieldError, invalid, invalids, required } from './field-error';
import { fieldRefErrors, resourceFieldRefErrors } from './field-refs';
import { configMapKeyMessages, dnsSubdomainMessages, envNameMessages } from './names';

const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.podIP',
  'status.podIPs',
];
const ONE_SOURCE = 'may not have more than one field specified at a time';

function keyRefErrors(ref: KeyRef, path: string): FieldError[] {
  const name = ref.name ?? '';
  const errors = invalids(`${path}.name`, name, dnsSubdomainMessages(name));
  if (!ref.key) return [...errors, required(`${path}.key`)];
  return [...errors, ...invalids(`${path}.key`, ref.key, configMapKeyMessages(ref.key))];
}

function valueFromErrors(env: EnvVar, path: string): FieldError[] {
  if (!env.valueFrom) return [];
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = env.valueFrom as EnvVarSource;
  const sources = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef].filter(Boolean).length;
  const errors: FieldError[] = [];
  if (fieldRef) errors.push(...fieldRefErrors(fieldRef, ENV_FIELDS, `${path}.fieldRef`));
  if (resourceFieldRef) errors.push(...resourceFieldRefErrors(resourceFieldRef, `${path}.resourceFieldRef`, false));
  if (configMapKeyRef) errors.push(...keyRefErrors(configMapKeyRef, `${path}.configMapKeyRef`));
  if (secretKeyRef) errors.push(...keyRefErrors(secretKeyRef, `${path}.secretKeyRef`));
  if (sources === 0) {
    const detail = 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
    errors.push(invalid(path, '', detail));
  } else if (env.value) {
    errors.push(invalid(path, '', 'may not be specified when `value` is not empty'));
  } else if (sources > 1) {
    errors.push(invalid(path, '', ONE_SOURCE));
  }
  return errors;
}

export const envErrors = (vars: readonly EnvVar[] | undefined, path: string): FieldError[] =>
  (vars ?? []).flatMap((env, index) => {
    const at = `${path}[${index}]`;
    const name = env.name ? invalids(`${at}.name`, env.name, envNameMessages(env.name)) : [required(`${at}.name`)];
    return [...name, ...valueFromErrors(env, `${at}.valueFrom`)];
  });

function sourceNameErrors(name: string | undefined, path: string): FieldError[] {
  // A trailing dash is let through: upstream checks these names as prefixes.
  return name
    ? invalids(`${path}.name`, name, dnsSubdomainMessages(name.replace(/-$/, 'a')))
    : [required(`${path}.name`)];
}

/** Upstream names the whole list, not the entry, when an entry has no source or two. */
export const envFromErrors = (sources: readonly Opaque[] | undefined, path: string): FieldError[] =>
  (sources ?? []).flatMap((opaque, index) => {
    const at = `${path}[${index}]`;
    const { prefix, configMapRef, secretRef } = opaque as EnvFromSource;
    const errors = prefix ? invalids(`${at}.prefix`, prefix, envNameMessages(prefix)) : [];
    if (configMapRef) errors.push(...sourceNameErrors(configMapRef.name, `${at}.configMapRef`));
    if (secretRef) errors.push(...sourceNameErrors(secretRef.name, `${at}.secretRef`));
    if (!configMapRef && !secretRef) {
      errors.push({ ...invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'), at });
    } else if (configMapRef && secretRef) {
      errors.push({ ...invalid(path, '', ONE_SOURCE), at });
    }
    return errors;
  });
