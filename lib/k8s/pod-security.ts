// What a pod may not ask for where many people share one host. Pure: the kubelet's sources and the editor ask the same question.
// The rules and their words are those of the Pod Security Standard "baseline" (kubernetes/pod-security-admission policy/check_*.go);
// to them come what such a host needs and that standard has no rule for: images, subPath, quotas, volumes that reach outside.
import { everyContainer } from './every-container';
import { parseImageReference } from './image-reference';
import type { PodSecurityContext, SecurityContext, SelinuxOptions, Volume, VolumeMount } from './pod-parts';
import type { Container, StaticPod } from './types';

export interface PodSecurityProfile {
  /** As it stands in the refusal: `violates PodSecurity "<name>"`. */
  name: string;
  /**
   * Images that a pod may run. A plain name (`nginx:1.0`, a typing error) is not refused: the runtime knows no other images, and a
   * lesson shows what a kubelet does about one that is not there. What names a registry or somebody's namespace is.
   */
  images: readonly string[];
  /** Paths of the host that a hostPath volume may name, exactly. None of them may be writable by those who write manifests: a link would lead anywhere. */
  hostPaths: readonly string[];
  /** Below it a hostPath volume may name anything. Only where the file system itself follows no link there: a seat's home is mounted so. */
  hostPathsBelow?: string;
  /** Containers of one pod, init containers included. */
  containersPerPod: number;
  /** Characters of all environment variables, commands and arguments of one pod. */
  textLength: number;
}

export interface PodSecurityViolation {
  /** Name of the rule. */
  rule: string;
  /** Field in the manifest, e.g. `spec.containers[0].securityContext.privileged`. */
  path: string;
  /** What is wrong with it, as it stands in parentheses behind the rule. */
  detail: string;
}

const CAPABILITIES = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP'],
  ...['SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];
const SYSCTLS = [
  ...['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start'],
  ...['net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range'],
];
const SELINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t'];
const VOLUMES = ['emptyDir', 'configMap', 'secret', 'downwardAPI', 'projected'];
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';
/** Before there was a field (1.19) seccomp profiles stood here, and a kubelet still reads them. */
const SECCOMP = ['seccomp.security.alpha.kubernetes.io/pod', 'container.seccomp.security.alpha.kubernetes.io/'];

interface Placed {
  container: Container;
  /** `container "web"` */
  who: string;
  /** `spec.containers[0]` */
  at: string;
}

/** Everything that the profile forbids in this pod, in the order of the rules; empty: it may run. */
export function podSecurityViolations(pod: StaticPod, profile: PodSecurityProfile): PodSecurityViolation[] {
  const placed = placedContainers(pod);
  return [
    ...hostNamespaces(pod),
    ...placed.flatMap(containerRules),
    ...volumes(pod, profile),
    ...podContext(pod),
    ...annotations(pod),
    ...runtimeClass(pod),
    ...images(placed, profile),
    ...quotas(placed, profile),
  ];
}

/** The refusal in the words of the real admission plugin. */
export function podSecurityText(
  pod: StaticPod,
  profile: PodSecurityProfile,
  found: readonly PodSecurityViolation[],
): string {
  const reasons = found.map(({ rule, detail }) => `${rule} (${detail})`).join(', ');
  return `pods "${pod.metadata.name}" is forbidden: violates PodSecurity "${profile.name}": ${reasons}`;
}

function placedContainers({ spec }: StaticPod): Placed[] {
  const inits = spec.initContainers?.length ?? 0;
  return everyContainer(spec).map((container, index) => ({
    container,
    who: `container "${container.name}"`,
    at: index < inits ? `spec.initContainers[${index}]` : `spec.containers[${index - inits}]`,
  }));
}

function hostNamespaces({ spec }: StaticPod): PodSecurityViolation[] {
  return (['hostNetwork', 'hostPID', 'hostIPC'] as const)
    .filter((field) => spec[field])
    .map((field) => ({ rule: 'host namespaces', path: `spec.${field}`, detail: `${field}=true` }));
}

function containerRules({ container, who, at }: Placed): PodSecurityViolation[] {
  const security = (container.securityContext ?? {}) as SecurityContext;
  const context = `${at}.securityContext`;
  const added = (security.capabilities?.add ?? []).filter((name) => !CAPABILITIES.includes(name));
  const ports = (container.ports ?? []).map((port, index) => ({ port, path: `${at}.ports[${index}].hostPort` }));
  const mounts = ((container.volumeMounts ?? []) as VolumeMount[]).map((mount, index) => ({
    mount,
    at: `${at}.volumeMounts[${index}]`,
  }));
  return [
    ...(security.privileged
      ? [
          {
            rule: 'privileged',
            path: `${context}.privileged`,
            detail: `${who} must not set securityContext.privileged=true`,
          },
        ]
      : []),
    ...(added.length > 0
      ? [
          {
            rule: 'non-default capabilities',
            path: `${context}.capabilities.add`,
            detail: `${who} must not include ${quoted(added)} in securityContext.capabilities.add`,
          },
        ]
      : []),
    ...ports.flatMap(({ port, path }) =>
      port.hostPort ? [{ rule: 'hostPort', path, detail: `${who} uses hostPort ${port.hostPort}` }] : [],
    ),
    ...(security.procMount !== undefined && security.procMount !== 'Default'
      ? [
          {
            rule: 'procMount',
            path: `${context}.procMount`,
            detail: `${who} must not set securityContext.procMount to "${security.procMount}"`,
          },
        ]
      : []),
    ...seccomp(security.seccompProfile?.type, who, `${context}.seccompProfile.type`),
    ...selinux(security.seLinuxOptions, who, `${context}.seLinuxOptions`),
    ...mounts.flatMap(({ mount, at: place }) =>
      (['subPath', 'subPathExpr'] as const)
        .filter((field) => mount[field])
        .map((field) => ({ rule: 'subPath', path: `${place}.${field}`, detail: `${who} must not set ${field}` })),
    ),
    ...mounts.flatMap(({ mount, at: place }) =>
      mount.mountPropagation !== undefined && mount.mountPropagation !== 'None'
        ? [
            {
              rule: 'mount propagation',
              path: `${place}.mountPropagation`,
              detail: `${who} must not set ${mount.mountPropagation}`,
            },
          ]
        : [],
    ),
    ...(container.volumeDevices?.length
      ? [{ rule: 'block devices', path: `${at}.volumeDevices`, detail: `${who} must not use volumeDevices` }]
      : []),
  ];
}

/** A profile of the host's own is as foreign as none: the standard allows it, but its file would be read here by whoever names it. */
function seccomp(type: string | undefined, who: string, path: string): PodSecurityViolation[] {
  if (type === undefined || type === 'RuntimeDefault') return [];
  return [
    { rule: 'seccompProfile', path, detail: `${who} must not set securityContext.seccompProfile.type to "${type}"` },
  ];
}

function selinux(options: SelinuxOptions | undefined, who: string, path: string): PodSecurityViolation[] {
  if (!options || (SELINUX_TYPES.includes(options.type ?? '') && !options.user && !options.role)) return [];
  return [{ rule: 'seLinuxOptions', path, detail: `${who} set forbidden securityContext.seLinuxOptions` }];
}

function volumes({ spec }: StaticPod, { hostPaths, hostPathsBelow = '' }: PodSecurityProfile): PodSecurityViolation[] {
  const allowed = (path: string) => hostPaths.includes(path) || isBelow(path, hostPathsBelow);
  return ((spec.volumes ?? []) as Volume[]).flatMap((volume, index) => {
    const { name = '', ...sources } = volume;
    return Object.keys(sources)
      .filter((kind) => volume[kind] !== undefined && !VOLUMES.includes(kind))
      .filter((kind) => kind !== 'hostPath' || !allowed(volume.hostPath?.path ?? ''))
      .map((kind) => ({
        rule: kind === 'hostPath' ? 'hostPath volumes' : 'restricted volume types',
        path: `spec.volumes[${index}].${kind}`,
        detail: kind === 'hostPath' ? `volume "${name}"` : `volume "${name}" uses restricted volume type "${kind}"`,
      }));
  });
}

/** A plain path below the folder: no dots, nothing empty, nothing that two readers could take differently. */
const isBelow = (path: string, folder: string): boolean =>
  folder !== '' &&
  path.startsWith(`${folder}/`) &&
  path
    .slice(folder.length + 1)
    .split('/')
    .every((part) => /^[\w.-]+$/.test(part) && part !== '.' && part !== '..');

function podContext({ spec }: StaticPod): PodSecurityViolation[] {
  const context = (spec.securityContext ?? {}) as PodSecurityContext;
  const at = 'spec.securityContext';
  const unsafe = (context.sysctls ?? []).map(({ name = '' }) => name).filter((name) => !SYSCTLS.includes(name));
  return [
    ...seccomp(context.seccompProfile?.type, 'pod', `${at}.seccompProfile.type`),
    ...selinux(context.seLinuxOptions, 'pod', `${at}.seLinuxOptions`),
    ...(unsafe.length > 0 ? [{ rule: 'forbidden sysctls', path: `${at}.sysctls`, detail: unsafe.join(', ') }] : []),
  ];
}

function annotations({ metadata }: StaticPod): PodSecurityViolation[] {
  return Object.entries(metadata.annotations).flatMap(([key, value]) => {
    const path = `metadata.annotations[${key}]`;
    const detail = `${key}="${value}"`;
    if (key.startsWith(APPARMOR) && value !== 'runtime/default')
      return [{ rule: 'forbidden AppArmor profile', path, detail }];
    const allowed = ['runtime/default', 'docker/default'];
    if (SECCOMP.some((start) => key.startsWith(start)) && !allowed.includes(value))
      return [{ rule: 'seccompProfile', path, detail }];
    return [];
  });
}

const runtimeClass = ({ spec }: StaticPod): PodSecurityViolation[] =>
  spec.runtimeClassName
    ? [
        {
          rule: 'runtimeClassName',
          path: 'spec.runtimeClassName',
          detail: `runtimeClassName="${String(spec.runtimeClassName)}"`,
        },
      ]
    : [];

function images(placed: readonly Placed[], { images: allowed }: PodSecurityProfile): PodSecurityViolation[] {
  const known = new Set(allowed.map(repositoryOf));
  return placed.flatMap(({ container, who, at }) =>
    known.has(repositoryOf(container.image ?? '')) || isPlainName(container.image ?? '')
      ? []
      : [{ rule: 'foreign images', path: `${at}.image`, detail: `${who} must use one of ${quoted(allowed)}` }],
  );
}

/** No registry, no namespace. */
const isPlainName = (image: string): boolean => parseImageReference(image)?.name.includes('/') === false;

/** Two spellings of one repository are equal; what is no name at all equals only itself. */
function repositoryOf(text: string): string {
  const parsed = parseImageReference(text);
  if (!parsed) return text;
  return parsed.name.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');
}

function quotas(
  placed: readonly Placed[],
  { containersPerPod, textLength }: PodSecurityProfile,
): PodSecurityViolation[] {
  const length = placed.reduce((sum, { container }) => sum + textOf(container), 0);
  const many = placed.length > containersPerPod;
  return [
    ...(many
      ? [
          {
            rule: 'containers per pod',
            path: 'spec.containers',
            detail: `${placed.length}, limited to ${containersPerPod}`,
          },
        ]
      : []),
    ...(length > textLength
      ? [{ rule: 'size of env and args', path: 'spec.containers', detail: `${length}, limited to ${textLength}` }]
      : []),
  ];
}

const textOf = ({ env = [], command = [], args = [] }: Container): number =>
  [...env.flatMap(({ name, value = '' }) => [name, value]), ...command, ...args].reduce(
    (sum, text) => sum + text.length,
    0,
  );

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
