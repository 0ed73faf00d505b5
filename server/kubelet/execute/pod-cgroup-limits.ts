// The limits of a pod's own cgroup, above those of its containers. Pure. Upstream: pkg/kubelet/cm/helpers_linux.go ResourceConfigForPod (1.20).
import { podResources } from '@/lib/k8s/pod-resources';
import { qosClass } from '@/lib/k8s/qos';
import { parseQuantity, wholeValue } from '@/lib/k8s/quantity';
import type { StaticPod } from '@/lib/k8s/types';
import type { CgroupLimits } from '../disk/limit-pod-cgroup';
import type { PodSettings } from '../pod-settings';
import { MIN_SHARES, milliCpuToQuota, milliCpuToShares, QUOTA_PERIOD_US } from './resources';

/** Limits that every container declares are limits of the pod; one that declares none may use what is left. */
export function podCgroupLimits(
  { spec }: StaticPod,
  { cpuCFSQuota, podPidsLimit }: Pick<PodSettings, 'cpuCFSQuota' | 'podPidsLimit'>,
): CgroupLimits {
  const pids = podPidsLimit > 0 ? { pids: podPidsLimit } : {};
  if (qosClass(spec) === 'BestEffort') return { cpuShares: MIN_SHARES, ...pids };
  const limits = podResources(spec, 'limits');
  const declared = (resource: string) =>
    spec.containers.every(({ resources }) => wholeValue(parseQuantity(resources?.limits?.[resource] ?? '0')) > 0);
  const quota = cpuCFSQuota ? milliCpuToQuota(limits.get('cpu') ?? 0) : -1;
  return {
    cpuShares: milliCpuToShares(podResources(spec, 'requests').get('cpu') ?? 0),
    ...(declared('cpu') && { cpuQuota: quota, cpuPeriod: QUOTA_PERIOD_US }),
    ...(declared('memory') && { memoryBytes: limits.get('memory') ?? 0 }),
    ...pids,
  };
}
