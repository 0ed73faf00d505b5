// Containers and init containers. Upstream: pkg/apis/core/validation validateContainers, validateInitContainers.
import type { Lifecycle, Probe, SecurityContext } from '../pod-parts';
import type { Container } from '../types';
import { envErrors, envFromErrors } from './env';
import { duplicate, type FieldError, invalid, invalids, placedAt, required, unsupported } from './field-error';
import { lifecycleErrors, probeErrors } from './handlers';
import { dnsLabelMessages } from './names';
import { hostPortClashErrors, portErrors } from './ports';
import { resourceErrors } from './resources';
import { securityContextErrors } from './security';
import { volumeDeviceErrors, volumeMountErrors } from './volume-mounts';
import type { VolumeNames } from './volumes';

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICY = "must be 'File' or 'FallbackToLogsOnError'";
const NOT_FOR_INIT = { lifecycle: 'Lifecycle', livenessProbe: 'Probe', readinessProbe: 'Probe', startupProbe: 'Probe' };

function messagePolicyErrors(policy: string | undefined, path: string): FieldError[] {
  if (!policy) return [required(path, MESSAGE_POLICY)];
  return policy === 'File' || policy === 'FallbackToLogsOnError' ? [] : [invalid(path, policy, MESSAGE_POLICY)];
}

function pullPolicyErrors(policy: string | undefined, path: string): FieldError[] {
  if (!policy) return [required(path)];
  return PULL_POLICIES.includes(policy) ? [] : [unsupported(path, policy, PULL_POLICIES)];
}

/** Errors of one container apart from its name, in upstream's order. */
function containerErrors(container: Container, volumes: VolumeNames, at: string): FieldError[] {
  const probe = (name: 'livenessProbe' | 'readinessProbe' | 'startupProbe', once: boolean): FieldError[] =>
    probeErrors(container[name] as Probe | undefined, `${at}.${name}`, once);
  return [
    ...(container.image ? [] : [required(`${at}.image`)]),
    ...lifecycleErrors(container.lifecycle as Lifecycle | undefined, `${at}.lifecycle`),
    ...probe('livenessProbe', true),
    ...probe('startupProbe', true),
    ...messagePolicyErrors(container.terminationMessagePolicy, `${at}.terminationMessagePolicy`),
    ...probe('readinessProbe', false),
    ...portErrors(container.ports, `${at}.ports`),
    ...envErrors(container.env, `${at}.env`),
    ...envFromErrors(container.envFrom, `${at}.envFrom`),
    ...volumeMountErrors(container, volumes, `${at}.volumeMounts`),
    ...volumeDeviceErrors(container, volumes, `${at}.volumeDevices`),
    ...pullPolicyErrors(container.imagePullPolicy, `${at}.imagePullPolicy`),
    ...resourceErrors(container.resources, `${at}.resources`),
    ...securityContextErrors(container.securityContext as SecurityContext | undefined, `${at}.securityContext`),
  ];
}

function eachContainer(list: readonly Container[], volumes: VolumeNames, path: string): FieldError[] {
  const names = new Set<string>();
  return list.flatMap((container, index) => {
    const at = `${path}[${index}]`;
    const name = container.name ?? '';
    const errors = name === '' ? [required(`${at}.name`)] : invalids(`${at}.name`, name, dnsLabelMessages(name));
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    names.add(name);
    return [...errors, ...containerErrors(container, volumes, at)];
  });
}

/** Errors of the regular containers; there must be at least one. */
export function containersErrors(list: readonly Container[], volumes: VolumeNames, path: string): FieldError[] {
  if (list.length === 0) return [required(path)];
  return [...eachContainer(list, volumes, path), ...hostPortClashErrors(list, path)];
}

/** Errors of the init containers: names are shared with the regular ones, and probes and hooks are not for them. */
export function initContainersErrors(
  list: readonly Container[],
  regular: readonly Container[],
  volumes: VolumeNames,
  path: string,
): FieldError[] {
  // One after the other, so their host ports clash only within one. Upstream then always prints index 0.
  const clashes = list.flatMap((container, index) =>
    hostPortClashErrors([container], path).flatMap((error) =>
      placedAt([error], error.path.replace(`${path}[0]`, `${path}[${index}]`)),
    ),
  );
  const errors = [...eachContainer(list, volumes, path), ...clashes];
  const names = new Set(regular.map(({ name }) => name));
  for (const [index, container] of list.entries()) {
    const at = `${path}[${index}]`;
    if (names.has(container.name)) errors.push(duplicate(`${at}.name`, container.name));
    if (container.name) names.add(container.name);
    for (const [field, type] of Object.entries(NOT_FOR_INIT)) {
      if (container[field as keyof Container] === undefined) continue;
      errors.push(invalid(`${at}.${field}`, { goType: `core.${type}` }, 'must not be set for init containers'));
    }
  }
  return errors;
}

/** Checked for pods only, not for templates. */
export const imageSpaceErrors = (list: readonly Container[] | undefined, path: string): FieldError[] =>
  (list ?? []).flatMap(({ image = '' }, index) =>
    image === image.trim()
      ? []
      : [invalid(`${path}[${index}].image`, image, 'must not have leading or trailing whitespace')],
  );
