// One probe with its retries, and what the world is told of it. Upstream: pkg/kubelet/prober/prober.go probe (1.20).
import { goQuote } from '@/lib/k8s/go-quote';
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { Probe } from '@/lib/k8s/pod-parts';
import type { EventRecorder } from '../event-recorder';
import type { Klog } from '../klog';
import type { ProbeType } from '../plan/probe-facts';
import type { ProbeAnswer } from './answer';
import { type Asked, askContainer, type HandlerTools, ProbeError } from './handlers';

/** How often a question is put that could not be asked (maxProbeRetries). */
const TRIES = 3;

export interface ProbeTools extends HandlerTools {
  events: EventRecorder;
  klog: Klog;
}

/** The answer, or null when the question could not be asked: then nothing is known. Events and log lines as upstream. */
export async function askAndTell(
  type: ProbeType,
  probe: Probe,
  asked: Asked,
  tools: ProbeTools,
): Promise<{ result: 'Success' | 'Failure'; output: string } | null> {
  const { pod, container } = asked;
  const { events, klog, signal } = tools;
  const told = `${type} probe for ${goQuote(`${podDescriptor(pod)}:${container.name}`)}`;
  try {
    const { result, output } = await withRetries(probe, asked, tools);
    if (signal.aborted) return null;
    if (result === 'Failure') {
      klog.info(1, 'prober.go:117', `${told} failed (failure): ${output}`);
      events.container(pod, container, 'Warning', 'Unhealthy', `${type} probe failed: ${output}`);
      return { result, output };
    }
    if (result === 'Warning') {
      events.container(pod, container, 'Warning', 'ProbeWarning', `${type} probe warning: ${output}`);
      klog.info(3, 'prober.go:126', `${told} succeeded with a warning: ${output}`);
    } else {
      klog.info(3, 'prober.go:128', `${told} succeeded`);
    }
    return { result: 'Success', output };
  } catch (error) {
    if (!(error instanceof ProbeError)) throw error;
    if (signal.aborted) return null;
    klog.info(1, 'prober.go:112', `${told} errored: ${error.message}`);
    events.container(pod, container, 'Warning', 'Unhealthy', `${type} probe errored: ${error.message}`);
    return null;
  }
}

async function withRetries(probe: Probe, asked: Asked, tools: HandlerTools): Promise<ProbeAnswer> {
  for (let left = TRIES - 1; ; left--) {
    try {
      return await askContainer(probe, asked, tools);
    } catch (error) {
      if (left === 0 || tools.signal.aborted || !(error instanceof ProbeError)) throw error;
    }
  }
}
