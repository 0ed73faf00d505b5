// Which seccomp profile a container runs with. Pure. Upstream: kuberuntime/helpers.go getSeccompProfile (1.20): the container's field,
// its annotation, the pod's field, the pod's annotation. Deliberate deviation: without any, the engine's default profile.
import type { PodSecurityContext, SeccompProfile, SecurityContext } from '@/lib/k8s/pod-parts';
import type { Container, StaticPod } from '@/lib/k8s/types';

const CONTAINER_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';
const POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
const DEFAULT_ANNOTATIONS = ['runtime/default', 'docker/default'];
const LOCALHOST = 'localhost/';

/** '' = the engine's default, `unconfined`, or `localhost/<absolute path>`. `root`: --seccomp-profile-root. */
export function seccompProfile({ metadata, spec }: StaticPod, container: Container, root: string): string {
  const field = (context: unknown) => (context as SecurityContext | PodSecurityContext | undefined)?.seccompProfile;
  const { annotations } = metadata;
  return (
    ofField(field(container.securityContext), root) ??
    ofAnnotation(annotations[`${CONTAINER_ANNOTATION}${container.name}`], root) ??
    ofField(field(spec.securityContext), root) ??
    ofAnnotation(annotations[POD_ANNOTATION], root) ??
    ''
  );
}

function ofField(profile: SeccompProfile | undefined, root: string): string | undefined {
  switch (profile?.type) {
    case 'RuntimeDefault':
      return '';
    case 'Unconfined':
      return 'unconfined';
    case 'Localhost':
      return localhost(profile.localhostProfile ?? '', root);
    default:
      return undefined;
  }
}

function ofAnnotation(value: string | undefined, root: string): string | undefined {
  if (!value) return undefined;
  if (DEFAULT_ANNOTATIONS.includes(value)) return '';
  return value.startsWith(LOCALHOST) ? localhost(value.slice(LOCALHOST.length), root) : value;
}

const localhost = (file: string, root: string): string => `${LOCALHOST}${root}/${file}`;
