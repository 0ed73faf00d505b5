// Flags of the real kubelet 1.20 that have nothing to act on here: no API server, one engine, no volumes of a cluster. They are taken
// with one warning, so that a command line of the real thing works. Upstream: cmd/kubelet/app/options.

/** Taken without a value as well (`--flag`), as every Go bool is. */
const BOOLEAN = `
  add-dir-header alsologtostderr anonymous-auth authentication-token-webhook cgroups-per-qos contention-profiling
  cpu-cfs-quota docker-only docker-tls enable-cadvisor-json-endpoints enable-controller-attach-detach enable-debugging-handlers enable-load-reader
  enable-server exit-on-lock-contention experimental-allocatable-ignore-eviction experimental-check-node-capabilities-before-mount
  experimental-kernel-memcg-notification fail-swap-on keep-terminated-pod-volumes kernel-memcg-notification log-cadvisor-usage
  logtostderr make-iptables-util-chains one-output protect-kernel-defaults really-crash-for-testing register-node redirect-container-streaming register-schedulable
  rotate-certificates rotate-server-certificates runonce serialize-image-pulls skip-headers skip-log-headers storage-driver-secure`;

const VALUED = `
  allowed-unsafe-sysctls application-metrics-count-limit authentication-token-webhook-cache-ttl authorization-mode
  authorization-webhook-cache-authorized-ttl authorization-webhook-cache-unauthorized-ttl azure-container-registry-config boot-id-file
  bootstrap-checkpoint-path bootstrap-kubeconfig cert-dir cgroup-driver cgroup-root chaos-chance client-ca-file cloud-config
  cloud-provider cluster-dns cluster-domain cni-bin-dir cni-cache-dir cni-conf-dir container-hints container-log-max-files
  container-log-max-size container-runtime container-runtime-endpoint containerd containerd-namespace cpu-cfs-quota-period
  cpu-manager-policy cpu-manager-reconcile-period default-not-ready-toleration-seconds default-unreachable-toleration-seconds docker
  docker-env-metadata-whitelist docker-root docker-tls-ca docker-tls-cert docker-tls-key dynamic-config-dir
  enforce-node-allocatable event-burst event-qps event-storage-age-limit event-storage-event-limit eviction-hard
  eviction-max-pod-grace-period eviction-minimum-reclaim eviction-pressure-transition-period eviction-soft eviction-soft-grace-period
  experimental-bootstrap-kubeconfig experimental-mounter-path feature-gates
  global-housekeeping-interval hairpin-mode housekeeping-interval http-check-frequency image-credential-provider-bin-dir
  image-credential-provider-config image-gc-high-threshold image-gc-low-threshold image-pull-progress-deadline image-service-endpoint
  iptables-drop-bit iptables-masquerade-bit kube-api-burst kube-api-content-type kube-api-qps kube-reserved kube-reserved-cgroup
  kubeconfig kubelet-cgroups lock-file log-backtrace-at log-dir log-file log-file-max-size log-flush-frequency logging-format
  machine-id-file manifest-url-header master-service-namespace max-open-files max-pods
  minimum-image-ttl-duration network-plugin network-plugin-mtu
  node-ip node-labels node-status-max-images node-status-update-frequency non-masquerade-cidr oom-score-adj pod-cidr pod-max-pids
  pods-per-core provider-id qos-reserved register-with-taints registry-burst registry-qps reserved-cpus
  resolv-conf runtime-cgroups runtime-request-timeout seccomp-profile-root stderrthreshold storage-driver-buffer-duration
  storage-driver-db storage-driver-host storage-driver-password storage-driver-table storage-driver-user
  streaming-connection-idle-timeout sync-frequency system-cgroups system-reserved system-reserved-cgroup tls-cert-file
  tls-cipher-suites tls-min-version tls-private-key-file topology-manager-policy topology-manager-scope vmodule volume-plugin-dir
  volume-stats-agg-period`;

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Name → whether it stands without a value. */
export const FOREIGN_FLAGS: ReadonlyMap<string, { boolean: boolean }> = new Map([
  ...words(BOOLEAN).map((name): [string, { boolean: boolean }] => [name, { boolean: true }]),
  ...words(VALUED).map((name): [string, { boolean: boolean }] => [name, { boolean: false }]),
]);
