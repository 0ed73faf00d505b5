// Security contexts. Upstream: pkg/apis/core/validation ValidateSecurityContext, ValidatePodSecurityContext.
import type { PodSecurityContext, SeccompProfile, SecurityContext } from '../pod-parts';
import type { PodSpec } from '../types';
import { duplicate, type FieldError, invalid, invalids, required, unsupported } from './field-error';
import { idMessages } from './names';
import { descendingPathErrors } from './paths';

const SYSCTL_SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SYSCTL = `(${SYSCTL_SEGMENT}\\.)*${SYSCTL_SEGMENT}`;
const SYSCTL_MAX = 253;
const SECCOMP_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

const idErrors = (id: number | undefined, path: string): FieldError[] =>
  id === undefined ? [] : invalids(path, id, idMessages(id));

function seccompErrors(profile: SeccompProfile | undefined, path: string): FieldError[] {
  if (!profile) return [];
  const { type = '', localhostProfile: file } = profile;
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(`${path}.type`, 'type is required when seccompProfile is set'));
  else if (!SECCOMP_TYPES.includes(type)) errors.push(unsupported(`${path}.type`, type, SECCOMP_TYPES));
  const at = `${path}.localhostProfile`;
  if (type === 'Localhost') {
    if (file === undefined) errors.push(required(at, 'must be set when seccomp type is Localhost'));
    else errors.push(...descendingPathErrors(file, at));
  } else if (file !== undefined) {
    errors.push(invalid(at, { goType: 'core.SeccompProfile' }, 'can only be set when seccomp type is Localhost'));
  }
  return errors;
}

/** Security context of a container. Privileged containers are allowed, as by the real kubelet. */
export function securityContextErrors(context: SecurityContext | undefined, path: string): FieldError[] {
  if (!context) return [];
  const errors = [
    ...idErrors(context.runAsUser, `${path}.runAsUser`),
    ...idErrors(context.runAsGroup, `${path}.runAsGroup`),
    ...seccompErrors(context.seccompProfile, `${path}.seccompProfile`),
  ];
  const { procMount } = context;
  if (procMount !== undefined && procMount !== 'Default' && procMount !== 'Unmasked') {
    errors.push(unsupported(`${path}.procMount`, procMount, ['Default', 'Unmasked']));
  }
  if (context.allowPrivilegeEscalation === false) {
    const refused = (what: string): FieldError =>
      invalid(path, { goType: 'core.SecurityContext' }, `cannot set \`allowPrivilegeEscalation\` to false and ${what}`);
    if (context.privileged === true) errors.push(refused('`privileged` to true'));
    if (context.capabilities?.add?.includes('CAP_SYS_ADMIN')) errors.push(refused('`capabilities.Add` CAP_SYS_ADMIN'));
  }
  return errors;
}

function sysctlErrors(sysctls: PodSecurityContext['sysctls'], path: string): FieldError[] {
  const seen = new Set<string>();
  return (sysctls ?? []).flatMap(({ name = '' }, index) => {
    const at = `${path}[${index}].name`;
    const known = seen.has(name);
    seen.add(name);
    if (name === '') return [required(at)];
    if (name.length > SYSCTL_MAX || !new RegExp(`^${SYSCTL}$`).test(name)) {
      return [invalid(at, name, `must have at most ${SYSCTL_MAX} characters and match regex ${SYSCTL}`)];
    }
    return known ? [duplicate(at, name)] : [];
  });
}

function hostNetworkErrors(spec: PodSpec, path: string): FieldError[] {
  if (!spec.hostNetwork) return [];
  return spec.containers.flatMap((container, index) =>
    (container.ports ?? []).flatMap((port, portIndex) =>
      port.hostPort === port.containerPort
        ? []
        : [
            invalid(
              `${path}.containers[${index}].ports[${portIndex}].containerPort`,
              port.containerPort,
              'must match `hostPort` when `hostNetwork` is true',
            ),
          ],
    ),
  );
}

/** Security context of the pod, and the namespaces that it shares with the host: upstream keeps both in one internal struct. */
export function podSecurityErrors(spec: PodSpec, path: string): FieldError[] {
  const context = (spec.securityContext ?? {}) as PodSecurityContext;
  const own = `${path}.securityContext`;
  const errors = [
    ...hostNetworkErrors(spec, path),
    ...idErrors(context.fsGroup, `${own}.fsGroup`),
    ...idErrors(context.runAsUser, `${own}.runAsUser`),
    ...idErrors(context.runAsGroup, `${own}.runAsGroup`),
    ...(context.supplementalGroups ?? []).flatMap((id, index) => idErrors(id, `${own}.supplementalGroups[${index}]`)),
  ];
  if (spec.hostPID && spec.shareProcessNamespace) {
    const detail = 'ShareProcessNamespace and HostPID cannot both be enabled';
    const error = invalid(`${own}.shareProcessNamespace`, true, detail);
    errors.push({ ...error, at: `${path}.shareProcessNamespace` });
  }
  errors.push(...sysctlErrors(context.sysctls, `${own}.sysctls`));
  const policy = context.fsGroupChangePolicy;
  if (policy !== undefined && policy !== 'OnRootMismatch' && policy !== 'Always') {
    errors.push(unsupported(`${own}.fsGroupChangePolicy`, policy, ['OnRootMismatch', 'Always']));
  }
  return [...errors, ...seccompErrors(context.seccompProfile, `${own}.seccompProfile`)];
}
