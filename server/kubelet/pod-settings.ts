// What the kubelet's configuration says about all of its pods.
import type { KubeletSettings } from './configuration/fields';

export type PodSettings = Pick<
  KubeletSettings,
  'resolvConf' | 'clusterDNS' | 'clusterDomain' | 'cpuCFSQuota' | 'podPidsLimit' | 'allowedUnsafeSysctls' | 'maxPods'
> & {
  /** Directory of seccomp profiles of type Localhost (--seccomp-profile-root). */
  seccompProfileRoot: string;
};
