// A person may load an image while its pull is in back-off; IfNotPresent then needs no pull any more.
import { everyContainer } from '@/lib/k8s/every-container';
import type { StaticPod } from '@/lib/k8s/types';
import { backOffSinceUpdate, imageBackOffKey } from '../backoff';
import type { ExecutionHost } from '../execute/host';
import { isRuntimeError } from '../runtime-service';

/** Images of the pod that are in pull back-off and on the node all the same. Asks the engine about nothing else. */
export async function imagesInBackOff(
  pod: StaticPod,
  { backOff, clock, runtime }: ExecutionHost,
): Promise<Set<string>> {
  const present = new Set<string>();
  for (const { image = '', imagePullPolicy } of everyContainer(pod.spec)) {
    if (imagePullPolicy !== 'IfNotPresent') continue;
    if (!backOffSinceUpdate(backOff.table.get(imageBackOffKey(pod, image)), clock.now())) continue;
    try {
      if (await runtime.imageStatus(image)) present.add(image);
    } catch (error) {
      if (isRuntimeError(error, 'Unavailable')) throw error;
    }
  }
  return present;
}
