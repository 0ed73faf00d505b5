// The pod-security profile of a workshop: what the lessons need and nothing that reaches the host or another seat.
import type { PodSecurityProfile } from '@/lib/k8s/pod-security';
import { LAB_IMAGE_NAMES } from '@/server/runtime/images/lab-images';
import type { SeatLimits } from './seat-lab';

/** Enough for every lesson; an engine keeps each of these characters for each container. */
const TEXT_LENGTH = 64 * 1024;

/** The profile of one seat: the lab's images only, no path of the host. `hostPaths` is empty because a seat can put a link anywhere it writes. */
export const workshopPodSecurity = ({
  containersPerPod,
}: Pick<SeatLimits, 'containersPerPod'>): PodSecurityProfile => ({
  name: 'workshop',
  images: LAB_IMAGE_NAMES,
  hostPaths: [],
  containersPerPod,
  textLength: TEXT_LENGTH,
});
