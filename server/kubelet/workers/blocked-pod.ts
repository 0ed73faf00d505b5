// Soft admission of a pod that is about to be synced. The host is asked only where the pod asks for something of it.
import type { StaticPod } from '@/lib/k8s/types';
import { asksForAppArmor, type Blocked, softAdmit } from '../admission/soft-admit';
import { readAppArmor } from '../disk/apparmor';

/** Why the pod may not run on this host now; null where it may. */
export const blockedOn = async (pod: StaticPod): Promise<Blocked | null> =>
  asksForAppArmor(pod) ? softAdmit(pod, await readAppArmor()) : null;

/** A sync of such a pod has failed: it is tried again soon. */
export const cannotRun = ({ message }: Blocked): Error => new Error(`pod cannot be run: ${message}`);
