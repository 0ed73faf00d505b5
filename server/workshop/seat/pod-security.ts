// The pod-security profile of a workshop: what the lessons need and nothing that reaches the host or another seat.
import type { PodSecurityProfile } from '@/lib/k8s/pod-security';
import { LAB_IMAGE_NAMES } from '@/server/runtime/images/lab-images';
import type { SeatLimits } from './seat-lab';

/** Enough for every lesson; an engine keeps each of these characters for each container. */
const TEXT_LENGTH = 64 * 1024;

/** What lessons mount of their node. A seat's node is its workstation: the runtime gives that one's file, never the host's. */
export const NODE_HOSTS = '/etc/hosts';

/** The profile of one seat: the lab's images only, and of the host no path but the seat's own home (absolute), where links lead nowhere. */
export const workshopPodSecurity = (
  { containersPerPod }: Pick<SeatLimits, 'containersPerPod'>,
  home: string,
): PodSecurityProfile => ({
  name: 'workshop',
  images: LAB_IMAGE_NAMES,
  hostPaths: [NODE_HOSTS],
  hostPathsBelow: home,
  containersPerPod,
  textLength: TEXT_LENGTH,
});
