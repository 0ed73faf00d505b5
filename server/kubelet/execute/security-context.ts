// The parts of a security context that decide who a container runs as. Pure.
// Upstream: kuberuntime/security_context.go, dockershim/security_context.go (1.20). The container's fields win.
import type { Container, StaticPod } from '@/lib/k8s/types';
import type { ContainerConfig, ImageInfo } from '../runtime-service';
import { ContainerConfigError } from './environment';

type Fields = Record<string, unknown>;
const asFields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

type SecuritySettings = Pick<ContainerConfig, 'user' | 'readonlyRootfs' | 'capabilities'>;

/** User, root file system and capabilities of a container. `podName`: pod descriptor for messages. Throws ContainerConfigError. */
export function securitySettings(
  pod: StaticPod,
  container: Container,
  image: ImageInfo,
  podName: string,
): SecuritySettings {
  const context = { ...asFields(pod.spec.securityContext), ...asFields(container.securityContext) };
  const capabilities = asFields(context.capabilities);
  if (context.runAsNonRoot === true)
    verifyNotRoot(context.runAsUser, image, `(pod: "${podName}", container: ${container.name})`);
  return {
    user: userOf(context, image),
    readonlyRootfs: context.readOnlyRootFilesystem === true,
    capabilities: { add: strings(capabilities.add), drop: strings(capabilities.drop) },
  };
}

/** The image's user without its group. An image that names none runs as root, and says so: `0`. */
const imageUser = (image: ImageInfo): string => image.user.split(':')[0] || '0';

function userOf({ runAsUser, runAsGroup }: Fields, image: ImageInfo): string {
  const user = typeof runAsUser === 'number' ? String(runAsUser) : imageUser(image);
  return typeof runAsGroup === 'number' ? `${user}:${runAsGroup}` : user;
}

function verifyNotRoot(runAsUser: unknown, image: ImageInfo, where: string): void {
  if (typeof runAsUser === 'number') {
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
