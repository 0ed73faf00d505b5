// What the engine is asked for: a sandbox, and a container in it. Plain data, made by execute/ from the pod.

/** What stands in a pod's /etc/resolv.conf. */
export interface DnsSettings {
  nameservers: string[];
  searches: string[];
  options: string[];
}

export interface SelinuxOptions {
  user?: string;
  role?: string;
  type?: string;
  level?: string;
}

export interface SandboxConfig {
  podUid: string;
  podName: string;
  podNamespace: string;
  attempt: number;
  hostname: string;
  image: string;
  /** Complete label set except the ownership labels, which the runtime adds. */
  labels: Record<string, string>;
  cgroupParent: { qos: 'guaranteed' | 'burstable' | 'besteffort'; uid: string };
  hostNetwork: boolean;
  hostPID: boolean;
  hostIPC: boolean;
  /** `uid` or `uid:gid`; '' leaves the image's. */
  user: string;
  supplementalGroups: number[];
  selinux: SelinuxOptions;
  sysctls: Record<string, string>;
  /** What the pod's resolv.conf says; undefined leaves the engine's own. */
  dns?: DnsSettings;
  /** From hostPort only; containerPort alone publishes nothing (dockershim/helpers.go makePortsAndBindings). */
  portMappings: { containerPort: number; hostPort: number; protocol: 'TCP' | 'UDP' | 'SCTP'; hostIP: string }[];
  oomScoreAdj: number;
}

export interface ContainerConfig {
  sandboxId: string;
  podUid: string;
  podName: string;
  podNamespace: string;
  containerName: string;
  attempt: number;
  /** Image id as imageStatus/pullImage returned it: app containers are created by id, not by tag. */
  image: string;
  command?: string[];
  args?: string[];
  workingDir?: string;
  /** `K=V`, in the order of the manifest (deliberate deviation: upstream's order is random). */
  env: string[];
  labels: Record<string, string>;
  /** Host files mounted into the container: `host:container[:ro]`, in order. */
  binds: string[];
  /** `uid`, `uid:gid` or a name; '' leaves the image's. */
  user: string;
  tty: boolean;
  stdin: boolean;
  stdinOnce: boolean;
  cgroupParent: SandboxConfig['cgroupParent'];
  hostNetwork: boolean;
  oomScoreAdj: number;
  /** CPU shares ≥ 2; quota in µs per period (0 = none), period in µs (0 = the engine's); memory in bytes (0 = none). */
  resources: { cpuShares: number; cpuQuota: number; cpuPeriod: number; memoryBytes: number };
  /** Processes that it may have; absent = as many as the node. */
  pidsLimit?: number;
  privileged: boolean;
  readonlyRootfs: boolean;
  noNewPrivileges: boolean;
  capabilities: { add: string[]; drop: string[] };
  supplementalGroups: number[];
  /** Whose processes it sees: its own, those of its pod, those of the host. */
  pidNamespace: 'container' | 'pod' | 'host';
  /** '' = the engine's default, `unconfined`, or `localhost/<path of a JSON file>`. */
  seccompProfile: string;
  /** '' = the engine's default, `unconfined`, or the name of a loaded profile. */
  apparmorProfile: string;
  selinux: SelinuxOptions;
  /** Unmasked: all of /proc is visible and writable. */
  procMount: 'Default' | 'Unmasked';
}
