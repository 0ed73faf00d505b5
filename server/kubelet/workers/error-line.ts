// What the log says of a sync that failed. Pure. Upstream: pod_workers.go managePodLoop (1.20).
import { goQuote } from '@/lib/k8s/go-quote';
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { StaticPod } from '@/lib/k8s/types';
import { describeError } from '../execute/host';
import { VolumeError } from '../volumes/volume-error';

/** One line for all errors of a sync; null where none is to be told of: a volume's failure has its own line. */
export function errorLine(pod: StaticPod, errors: readonly unknown[]): string | null {
  const texts = errors.filter((error) => !(error instanceof VolumeError)).map(describeError);
  if (texts.length === 0) return null;
  const text = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return `Error syncing pod ${pod.metadata.uid} (${goQuote(podDescriptor(pod))}), skipping: ${text}`;
}
