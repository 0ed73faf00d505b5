// What the v1 API fills into a pod that leaves it out. Upstream: pkg/apis/core/v1/defaults.go (1.20).
import { defaultContainer } from './container-defaults';
import { canonicalValue } from './go-json';
import type { Volume } from './pod-parts';
import { structType } from './schema';
import type { Pod, PodSpec } from './types';
import { defaultVolume } from './volume-defaults';

function defaultSpec(spec: PodSpec): PodSpec {
  const hostNetwork = spec.hostNetwork === true;
  // The older name of the field; the API always answers with both.
  const serviceAccount = spec.serviceAccountName || spec.serviceAccount;
  return {
    ...spec,
    ...(spec.volumes && { volumes: spec.volumes.map((volume) => defaultVolume(volume as Volume)) }),
    ...(spec.initContainers && { initContainers: spec.initContainers.map((c) => defaultContainer(c, hostNetwork)) }),
    containers: (spec.containers ?? []).map((container) => defaultContainer(container, hostNetwork)),
    restartPolicy: spec.restartPolicy || 'Always',
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 30,
    dnsPolicy: spec.dnsPolicy || 'ClusterFirst',
    ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount, serviceAccount }),
    securityContext: spec.securityContext ?? {},
    schedulerName: spec.schedulerName || 'default-scheduler',
    enableServiceLinks: spec.enableServiceLinks ?? true,
  };
}

/** The pod with all v1 defaults, its fields in the API's order. Amounts are canonical and rounded up to thousandths. The input is left alone. */
export function setPodDefaults(pod: Pod): Pod {
  const defaulted = { ...pod, spec: defaultSpec(pod.spec) };
  const { status, ...rest } = canonicalValue(defaulted, structType('Pod')) as Pod;
  // The decoder leaves empty texts out; a pod without a name must still be one that can be named and validated.
  const named = { ...rest, metadata: { ...rest.metadata, name: rest.metadata.name ?? '' } };
  return pod.status ? { ...named, status: pod.status } : named;
}
