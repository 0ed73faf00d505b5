import type { PodView } from '@/lib/protocol/view';
import { shortId } from '../facts';
import { findPod, runningInstance } from './find';
import { type CheckContext, type CheckResult, met, unmet, watching } from './result';
import type { LeafOf } from './schema';

export const POD_KEYS = [
  'pod.missing',
  'pod.source',
  'pod.unknown',
  'pod.phase',
  'pod.notReady',
  'pod.ready',
  'pod.qos',
] as const;
export const SANDBOX_KEYS = ['pod.missing', 'sandbox.missing', 'sandbox.replaced', 'sandbox.count'] as const;

export function evaluatePod(check: LeafOf<'pod'>, { view }: CheckContext): CheckResult {
  const pod = findPod(view, check.pod, check.source);
  if (!pod) {
    const other = findPod(view, check.pod);
    if (!other) return unmet('pod.missing', { pod: check.pod });
    return unmet('pod.source', { pod: check.pod, found: other.source, wanted: check.source ?? '' });
  }
  const phase = pod.status?.phase ?? '';
  const facts = {
    pod: check.pod,
    podName: pod.name,
    uid: pod.uid,
    ip: pod.ip,
    phase,
    containers: pod.containers.length,
    source: pod.source,
    qos: pod.qosClass,
  };
  if (check.phase !== undefined && phase === '') return unmet('pod.unknown', facts);
  if (check.phase !== undefined && phase !== check.phase) {
    const state = phase === 'Pending' ? watching : unmet;
    return state('pod.phase', { ...facts, wanted: check.phase });
  }
  if (check.qos !== undefined && pod.qosClass !== check.qos) {
    return (pod.qosClass === '' ? watching : unmet)('pod.qos', { ...facts, wanted: check.qos });
  }
  const ready = isReady(pod);
  if (check.ready === true && !ready) return watching('pod.notReady', facts);
  if (check.ready === false && ready) return unmet('pod.ready', facts);
  return met(facts, readySince(pod));
}

const readyCondition = (pod: PodView) => pod.status?.conditions?.find(({ type }) => type === 'Ready');
const isReady = (pod: PodView): boolean => readyCondition(pod)?.status === 'True';

function readySince(pod: PodView): number | undefined {
  const at = Date.parse(readyCondition(pod)?.lastTransitionTime ?? '');
  return Number.isNaN(at) ? undefined : at;
}

export function evaluateSandbox(check: LeafOf<'sandbox'>, { view, history }: CheckContext): CheckResult {
  const pod = findPod(view, check.pod);
  if (!pod) return unmet('pod.missing', { pod: check.pod });
  const running = pod.sandbox?.instances.filter((instance) => instance.state === 'running') ?? [];
  const sandbox = runningInstance(pod.sandbox);
  const facts = {
    pod: check.pod,
    podName: pod.name,
    ip: pod.ip,
    sandbox: shortId(sandbox?.id ?? ''),
    count: running.length,
  };
  if (check.count !== undefined && running.length !== check.count) {
    return unmet('sandbox.count', { ...facts, wanted: check.count });
  }
  if (check.count === 0) return met(facts);
  if (!sandbox) return unmet('sandbox.missing', facts);
  const first = history.sandboxes[pod.uid];
  if (check.same && first !== undefined && first !== sandbox.id) {
    return unmet('sandbox.replaced', { ...facts, before: shortId(first) });
  }
  return met(facts, sandbox.startedAt ?? undefined);
}
