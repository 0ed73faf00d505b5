// Every field of a KubeletConfiguration (kubelet.config.k8s.io/v1beta1 as of 1.20) with its flag: the one table that the command line,
// --config, validation and GET /configz are made of. To give a field an effect, read it from `KubeletConfig.settings` and
// replace `inert` by a `usage`. Upstream: staging/src/k8s.io/kubelet/config/v1beta1/types.go, cmd/kubelet/app/options/options.go.
import type { Kind, KindValues, Setting } from './kinds';

export interface Field<K extends Kind = Kind> extends Setting<K> {
  /** Name of its flag; '' where there is none. */
  flag: string;
  /** Default where --config is used, if that is not the flag's: a file gets the secure defaults, bare flags the old ones. */
  inFile?: KindValues[K];
  /** GET /configz leaves it out when it is zero: a plain field, not a pointer, whose default is not zero. */
  omitZero?: true;
  /** GET /configz shows it though it is zero: a pointer. */
  keepZero?: true;
  /** A path: one in a file is relative to the file's folder. */
  path?: true;
}

type More<K extends Kind> = Omit<Field<K>, 'kind' | 'standard' | 'flag'>;
const field = <K extends Kind>(kind: K, standard: KindValues[K], flag: string, more: More<K>): Field<K> => ({
  kind,
  standard,
  flag,
  ...more,
});
const inert = <K extends Kind>(kind: K, standard: KindValues[K], flag: string, more: More<K> = {}): Field<K> =>
  field(kind, standard, flag, { ...more, inert: true });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** By path, in the order in which GET /configz prints them. */
export const FIELDS = {
  enableServer: field('bool', true, 'enable-server', { usage: "Serve the kubelet's API" }),
  staticPodPath: field('string', '', 'pod-manifest-path', {
    path: true,
    usage: 'Directory (or file) with manifests of Pods to run; names that begin with a dot are passed over',
  }),
  syncFrequency: field('duration', MINUTE, 'sync-frequency', { usage: 'Longest time between two looks at a Pod' }),
  fileCheckFrequency: field('duration', 20 * SECOND, 'file-check-frequency', {
    usage: 'How often the manifest directory is listed, however still it seems',
  }),
  httpCheckFrequency: field('duration', 20 * SECOND, 'http-check-frequency', {
    usage: 'How often --manifest-url is read',
  }),
  staticPodURL: field('string', '', 'manifest-url', { usage: 'URL of a manifest, or of a PodList, of Pods to run' }),
  staticPodURLHeader: field('headers', {}, 'manifest-url-header', {
    usage: 'HTTP header for --manifest-url, as name:value; may be repeated',
  }),
  // The real default is 0.0.0.0. Pods and their environment are nobody's business outside this machine, so it is closed by default.
  address: field('ip', '127.0.0.1', 'address', { usage: 'Address that the API listens on' }),
  port: field('int32', 10250, 'port', { omitZero: true, usage: "Port of the kubelet's full API" }),
  readOnlyPort: field('int32', 10255, 'read-only-port', {
    inFile: 0,
    omitZero: true,
    usage: 'Port that answers GET /pods without asking who you are (0: none)',
  }),
  tlsCertFile: field('string', '', 'tls-cert-file', { path: true, usage: 'Certificate of the API, PEM' }),
  tlsPrivateKeyFile: field('string', '', 'tls-private-key-file', {
    path: true,
    usage: 'Private key of --tls-cert-file, PEM',
  }),
  tlsCipherSuites: inert('strings', [], 'tls-cipher-suites'),
  tlsMinVersion: inert('string', '', 'tls-min-version'),
  rotateCertificates: inert('bool', false, 'rotate-certificates'),
  serverTLSBootstrap: inert('bool', false, 'rotate-server-certificates'),
  'authentication.x509.clientCAFile': field('string', '', 'client-ca-file', {
    path: true,
    usage: 'Who presents a certificate signed by one of these authorities is known by its common name',
  }),
  'authentication.webhook.enabled': field('bool', false, 'authentication-token-webhook', {
    inFile: true,
    keepZero: true,
    usage: 'Ask an API server who a bearer token belongs to (there is none: such a kubelet does not start)',
  }),
  'authentication.webhook.cacheTTL': inert('duration', 2 * MINUTE, 'authentication-token-webhook-cache-ttl'),
  'authentication.anonymous.enabled': field('bool', true, 'anonymous-auth', {
    inFile: false,
    usage: 'Answer who presents no credentials, as system:anonymous',
  }),
  'authorization.mode': field('string', 'AlwaysAllow', 'authorization-mode', {
    inFile: 'Webhook',
    usage: 'AlwaysAllow or Webhook (there is no API server to ask: such a kubelet does not start)',
  }),
  'authorization.webhook.cacheAuthorizedTTL': inert(
    'duration',
    5 * MINUTE,
    'authorization-webhook-cache-authorized-ttl',
  ),
  'authorization.webhook.cacheUnauthorizedTTL': inert(
    'duration',
    30 * SECOND,
    'authorization-webhook-cache-unauthorized-ttl',
  ),
  registryPullQPS: field('int32', 5, 'registry-qps', { usage: 'Pulls a second (0: any number)' }),
  registryBurst: field('int32', 10, 'registry-burst', { usage: 'Pulls that may come at once, above --registry-qps' }),
  eventRecordQPS: inert('int32', 5, 'event-qps'),
  eventBurst: inert('int32', 10, 'event-burst'),
  enableDebuggingHandlers: field('bool', true, 'enable-debugging-handlers', {
    usage: 'Serve logs, exec, attach and port-forward',
  }),
  enableContentionProfiling: inert('bool', false, 'contention-profiling'),
  healthzPort: field('int32', 10248, 'healthz-port', { usage: 'Port that answers GET /healthz (0: none)' }),
  healthzBindAddress: field('ip', '127.0.0.1', 'healthz-bind-address', {
    usage: 'Address that the healthz port listens on',
  }),
  oomScoreAdj: inert('int32', -999, 'oom-score-adj'),
  clusterDomain: field('string', '', 'cluster-domain', { usage: "Domain of the cluster, for Pods' DNS search list" }),
  clusterDNS: field('strings', [], 'cluster-dns', { usage: 'DNS servers of Pods with dnsPolicy ClusterFirst' }),
  streamingConnectionIdleTimeout: field('duration', 4 * HOUR, 'streaming-connection-idle-timeout', {
    usage: 'After this long without a byte, exec, attach and port-forward end (0: never)',
  }),
  nodeStatusUpdateFrequency: inert('duration', 10 * SECOND, 'node-status-update-frequency'),
  nodeStatusReportFrequency: inert('duration', 5 * MINUTE, ''),
  nodeLeaseDurationSeconds: inert('int32', 40, ''),
  imageMinimumGCAge: field('duration', 2 * MINUTE, 'minimum-image-ttl-duration', {
    usage: 'Unused images are kept at least this long',
  }),
  imageGCHighThresholdPercent: field('int32', 85, 'image-gc-high-threshold', {
    usage: 'Unused images are removed when the disk is this full, in percent (100: never)',
  }),
  imageGCLowThresholdPercent: field('int32', 80, 'image-gc-low-threshold', {
    usage: 'Removing unused images stops when the disk is only this full, in percent',
  }),
  volumeStatsAggPeriod: inert('duration', MINUTE, 'volume-stats-agg-period'),
  kubeletCgroups: inert('string', '', 'kubelet-cgroups'),
  systemCgroups: inert('string', '', 'system-cgroups'),
  cgroupRoot: inert('string', '', 'cgroup-root'),
  cgroupsPerQOS: inert('bool', true, 'cgroups-per-qos'),
  cgroupDriver: inert('string', 'cgroupfs', 'cgroup-driver'),
  cpuManagerPolicy: inert('string', 'none', 'cpu-manager-policy'),
  cpuManagerReconcilePeriod: inert('duration', 10 * SECOND, 'cpu-manager-reconcile-period'),
  topologyManagerPolicy: inert('string', 'none', 'topology-manager-policy'),
  topologyManagerScope: inert('string', 'container', 'topology-manager-scope'),
  qosReserved: inert('map', {}, 'qos-reserved'),
  runtimeRequestTimeout: inert('duration', 2 * MINUTE, 'runtime-request-timeout'),
  hairpinMode: inert('string', 'promiscuous-bridge', 'hairpin-mode'),
  maxPods: field('int32', 110, 'max-pods', { usage: 'Pods that this node takes' }),
  podCIDR: inert('string', '', 'pod-cidr'),
  podPidsLimit: field('int32', -1, 'pod-max-pids', {
    usage: 'Processes that a Pod may have (-1: as many as the node)',
  }),
  resolvConf: field('string', '/etc/resolv.conf', 'resolv-conf', {
    path: true,
    usage: "The node's resolver configuration, from which Pods' is made ('': none)",
  }),
  cpuCFSQuota: field('bool', true, 'cpu-cfs-quota', { usage: 'Enforce CPU limits' }),
  cpuCFSQuotaPeriod: inert('duration', 100, 'cpu-cfs-quota-period'),
  nodeStatusMaxImages: inert('int32', 50, 'node-status-max-images'),
  maxOpenFiles: inert('int32', 1_000_000, 'max-open-files'),
  contentType: inert('string', 'application/vnd.kubernetes.protobuf', 'kube-api-content-type'),
  kubeAPIQPS: inert('int32', 5, 'kube-api-qps'),
  kubeAPIBurst: inert('int32', 10, 'kube-api-burst'),
  serializeImagePulls: field('bool', true, 'serialize-image-pulls', { usage: 'Pull one image at a time' }),
  evictionHard: field(
    'thresholds',
    {
      'imagefs.available': '15%',
      'memory.available': '100Mi',
      'nodefs.available': '10%',
      'nodefs.inodesFree': '5%',
    },
    'eviction-hard',
    { usage: 'Signals under which Pods are evicted, e.g. memory.available<1Gi' },
  ),
  evictionSoft: field('thresholds', {}, 'eviction-soft', {
    usage: 'Signals that evict Pods once they last for --eviction-soft-grace-period',
  }),
  evictionSoftGracePeriod: field('map', {}, 'eviction-soft-grace-period', {
    usage: 'How long each --eviction-soft signal may last, e.g. memory.available=1m30s',
  }),
  evictionPressureTransitionPeriod: field('duration', 5 * MINUTE, 'eviction-pressure-transition-period', {
    usage: 'How long a pressure condition outlasts its signal',
  }),
  evictionMaxPodGracePeriod: field('int32', 0, 'eviction-max-pod-grace-period', {
    usage: 'Longest grace period of a soft eviction, seconds',
  }),
  evictionMinimumReclaim: field('map', {}, 'eviction-minimum-reclaim', {
    usage: 'How much an eviction has to win at least, e.g. imagefs.available=2Gi',
  }),
  podsPerCore: inert('int32', 0, 'pods-per-core'),
  enableControllerAttachDetach: inert('bool', true, 'enable-controller-attach-detach'),
  protectKernelDefaults: inert('bool', false, 'protect-kernel-defaults'),
  makeIPTablesUtilChains: inert('bool', true, 'make-iptables-util-chains'),
  iptablesMasqueradeBit: inert('int32', 14, 'iptables-masquerade-bit'),
  iptablesDropBit: inert('int32', 15, 'iptables-drop-bit'),
  featureGates: inert('gates', {}, 'feature-gates'),
  failSwapOn: inert('bool', true, 'fail-swap-on'),
  containerLogMaxSize: inert('string', '10Mi', 'container-log-max-size'),
  containerLogMaxFiles: inert('int32', 5, 'container-log-max-files'),
  configMapAndSecretChangeDetectionStrategy: inert('string', 'Watch', ''),
  systemReserved: inert('map', {}, 'system-reserved'),
  kubeReserved: inert('map', {}, 'kube-reserved'),
  reservedSystemCPUs: inert('string', '', 'reserved-cpus'),
  showHiddenMetricsForVersion: inert('string', '', 'show-hidden-metrics-for-version'),
  systemReservedCgroup: inert('string', '', 'system-reserved-cgroup'),
  kubeReservedCgroup: inert('string', '', 'kube-reserved-cgroup'),
  enforceNodeAllocatable: inert('strings', ['pods'], 'enforce-node-allocatable'),
  allowedUnsafeSysctls: field('strings', [], 'allowed-unsafe-sysctls', {
    usage: 'Sysctls, or patterns like kernel.msg*, that Pods may set though they are not safe',
  }),
  volumePluginDir: inert('string', '/usr/libexec/kubernetes/kubelet-plugins/volume/exec/', 'volume-plugin-dir'),
  providerID: inert('string', '', 'provider-id'),
  kernelMemcgNotification: inert('bool', false, 'kernel-memcg-notification'),
  'logging.format': inert('string', 'text', 'logging-format'),
  'logging.sanitization': inert('bool', false, 'experimental-logging-sanitization'),
  enableSystemLogHandler: inert('bool', true, ''),
  shutdownGracePeriod: inert('duration', 0, '', { keepZero: true }),
  shutdownGracePeriodCriticalPods: inert('duration', 0, '', { keepZero: true }),
} as const satisfies Record<string, Field>;

type Fields = typeof FIELDS;
export type FieldPath = keyof Fields;
/** A whole KubeletConfiguration, by dotted path. Durations are milliseconds. */
export type KubeletSettings = { readonly [P in FieldPath]: KindValues[Fields[P]['kind']] };

/** All defaults: those of bare flags, or of a file. */
export function defaultSettings(from: 'flags' | 'file'): KubeletSettings {
  const rows = Object.entries(FIELDS as Record<string, Field>);
  return Object.fromEntries(
    rows.map(([path, { standard, inFile }]) => [path, from === 'file' ? (inFile ?? standard) : standard]),
  ) as KubeletSettings;
}
