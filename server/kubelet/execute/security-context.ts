// What a pod's and a container's security context come to. Pure. The container's fields win where both may be set.
// Upstream: kuberuntime/security_context.go, kuberuntime/helpers.go, pkg/securitycontext/util.go (1.20).
import type { PodSecurityContext, SecurityContext } from '@/lib/k8s/pod-parts';
import type { Container, StaticPod } from '@/lib/k8s/types';
import { APPARMOR_ANNOTATION } from '../admission/soft-admit';
import type { ContainerConfig, ImageInfo, SandboxConfig } from '../runtime-service';
import { ContainerConfigError } from './environment';
import { seccompProfile } from './seccomp';

type SandboxSecurity = Pick<
  SandboxConfig,
  'user' | 'supplementalGroups' | 'selinux' | 'sysctls' | 'hostPID' | 'hostIPC'
>;
type ContainerSecurity = Pick<
  ContainerConfig,
  | 'user'
  | 'privileged'
  | 'readonlyRootfs'
  | 'noNewPrivileges'
  | 'capabilities'
  | 'supplementalGroups'
  | 'pidNamespace'
  | 'seccompProfile'
  | 'apparmorProfile'
  | 'selinux'
  | 'procMount'
>;

const RUNTIME_DEFAULT = 'runtime/default';
const LOCALHOST = 'localhost/';

const ofPod = ({ spec }: StaticPod): PodSecurityContext => (spec.securityContext ?? {}) as PodSecurityContext;
const ofContainer = ({ securityContext }: Container): SecurityContext => (securityContext ?? {}) as SecurityContext;

/** For volumes first, then what the pod asks for besides. */
const groupsOf = ({ fsGroup, supplementalGroups = [] }: PodSecurityContext): number[] => [
  ...(fsGroup === undefined ? [] : [fsGroup]),
  ...supplementalGroups,
];

/** Security of a sandbox. Throws what upstream says when it asks for a group without a user. */
export function sandboxSecurity(pod: StaticPod): SandboxSecurity {
  const context = ofPod(pod);
  const { runAsUser, runAsGroup, seLinuxOptions = {}, sysctls = [] } = context;
  if (runAsGroup !== undefined && runAsUser === undefined) {
    const where = `failed to make sandbox docker config for pod "${pod.metadata.name}"`;
    throw new Error(`${where}: runAsGroup is specified without a runAsUser`);
  }
  const user = runAsUser === undefined ? '' : String(runAsUser);
  return {
    user: runAsGroup === undefined ? user : `${user}:${runAsGroup}`,
    supplementalGroups: groupsOf(context),
    selinux: seLinuxOptions,
    sysctls: Object.fromEntries(sysctls.map(({ name = '', value = '' }) => [name, value])),
    hostPID: pod.spec.hostPID ?? false,
    hostIPC: pod.spec.hostIPC ?? false,
  };
}

export interface SecuritySubject {
  pod: StaticPod;
  container: Container;
  image: ImageInfo;
  /** Pod descriptor for messages. */
  podName: string;
  /** --seccomp-profile-root */
  seccompRoot: string;
}

/** Security of a container. Throws ContainerConfigError. */
export function containerSecurity({ pod, container, image, podName, seccompRoot }: SecuritySubject): ContainerSecurity {
  const podContext = ofPod(pod);
  const context = ofContainer(container);
  const identity = { ...podContext, ...context };
  if (identity.runAsNonRoot === true)
    verifyNotRoot(identity.runAsUser, image, `(pod: "${podName}", container: ${container.name})`);
  return {
    user: userOf(identity, image),
    privileged: context.privileged ?? false,
    readonlyRootfs: context.readOnlyRootFilesystem ?? false,
    noNewPrivileges: context.allowPrivilegeEscalation === false,
    capabilities: { add: context.capabilities?.add ?? [], drop: context.capabilities?.drop ?? [] },
    supplementalGroups: groupsOf(podContext),
    pidNamespace: pidNamespace(pod),
    seccompProfile: seccompProfile(pod, container, seccompRoot),
    apparmorProfile: apparmorProfile(pod, container),
    selinux: identity.seLinuxOptions ?? {},
    procMount: context.procMount === 'Unmasked' ? 'Unmasked' : 'Default',
  };
}

function pidNamespace({ spec }: StaticPod): ContainerConfig['pidNamespace'] {
  if (spec.hostPID) return 'host';
  return spec.shareProcessNamespace ? 'pod' : 'container';
}

/** pkg/security/apparmor/helpers.go, dockershim/helpers_linux.go getAppArmorOpts. */
function apparmorProfile({ metadata }: StaticPod, { name }: Container): string {
  const profile = metadata.annotations[`${APPARMOR_ANNOTATION}${name}`] ?? '';
  return profile === RUNTIME_DEFAULT ? '' : profile.replace(LOCALHOST, '');
}

/** The image's user without its group. An image that names none runs as root, and says so: `0`. */
const imageUser = (image: ImageInfo): string => image.user.split(':')[0] || '0';

function userOf({ runAsUser, runAsGroup }: PodSecurityContext, image: ImageInfo): string {
  const user = runAsUser === undefined ? imageUser(image) : String(runAsUser);
  return runAsGroup === undefined ? user : `${user}:${runAsGroup}`;
}

function verifyNotRoot(runAsUser: number | undefined, image: ImageInfo, where: string): void {
  if (runAsUser !== undefined) {
    if (runAsUser === 0) throw new ContainerConfigError(`container's runAsUser breaks non-root policy ${where}`);
    return;
  }
  const user = imageUser(image);
  if (!/^\d+$/.test(user)) {
    const problem = `container has runAsNonRoot and image has non-numeric user (${user}), cannot verify user is non-root`;
    throw new ContainerConfigError(`${problem} ${where}`);
  }
  if (Number(user) === 0)
    throw new ContainerConfigError(`container has runAsNonRoot and image will run as root ${where}`);
}
