// Requests and limits as the engine wants them. Pure. Upstream: pkg/kubelet/cm/helpers_linux.go, kuberuntime_container_linux.go.
import { milliValue, parseQuantity, wholeValue } from '@/lib/k8s/quantity';
import type { ResourceRequirements } from '@/lib/k8s/types';
import type { ContainerConfig } from '../runtime-service';

export const MIN_SHARES = 2;
const SHARES_PER_CPU = 1024;
const MILLI_PER_CPU = 1000;
export const QUOTA_PERIOD_US = 100_000;
const MIN_QUOTA_US = 1_000;

/** CPU shares of a request in thousandths of a CPU: 0 → 2, 100 → 102, 1000 → 1024. */
export const milliCpuToShares = (milli: number): number =>
  Math.max(MIN_SHARES, Math.floor((milli * SHARES_PER_CPU) / MILLI_PER_CPU));

/** CPU quota of a limit in µs per 100 ms; 0 = none: 0 → 0, 1 → 1000, 200 → 20000. */
export const milliCpuToQuota = (milli: number): number =>
  milli === 0 ? 0 : Math.max(MIN_QUOTA_US, Math.floor((milli * QUOTA_PERIOD_US) / MILLI_PER_CPU));

/** Shares come from the request (from the limit where there is none), quota and memory from the limit. `cfsQuota`: --cpu-cfs-quota. */
export function containerResources(
  resources: ResourceRequirements = {},
  cfsQuota = true,
): ContainerConfig['resources'] {
  const milli = (amount: string | undefined) => (amount === undefined ? 0 : milliValue(parseQuantity(amount)));
  const { limits = {}, requests = {} } = resources;
  const limit = milli(limits.cpu);
  return {
    cpuShares: milliCpuToShares(requests.cpu === undefined ? limit : milli(requests.cpu)),
    cpuQuota: cfsQuota ? milliCpuToQuota(limit) : 0,
    cpuPeriod: cfsQuota ? QUOTA_PERIOD_US : 0,
    memoryBytes: limits.memory === undefined ? 0 : wholeValue(parseQuantity(limits.memory)),
  };
}
