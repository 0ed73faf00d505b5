// The flags that no KubeletConfiguration has a field for. Those that mean nothing without an API server, a cloud or another
// container runtime are `inert`. Upstream: cmd/kubelet/app/options (options.go, container_runtime.go, globalflags*.go), 1.20.
import type { Kind, KindValues, Setting } from './kinds';

export interface Flag<K extends Kind = Kind> extends Setting<K> {
  /** What follows `Flag --x has been deprecated, `. */
  deprecated?: string;
}

type More<K extends Kind> = Omit<Flag<K>, 'kind' | 'standard'>;
const flag = <K extends Kind>(kind: K, standard: KindValues[K], usage: string, more: More<K> = {}): Flag<K> => ({
  kind,
  standard,
  usage,
  ...more,
});

const SOON = 'will be removed in a future version';
const EVICTION = 'Use --eviction-hard or --eviction-soft instead. Will be removed in a future version.';
const DOCKERSHIM = 'will be removed along with dockershim.';
const CADVISOR =
  'This is a cadvisor flag that was mistakenly registered with the Kubelet. Due to legacy concerns, it will follow the standard CLI deprecation timeline before being removed.';

export const KUBELET_FLAGS = {
  'cert-dir': flag('string', '/var/lib/kubelet/pki', 'Directory of the certificate that is made when none is given'),
  config: flag('string', '', 'File with a KubeletConfiguration (kubelet.config.k8s.io/v1beta1); flags win over it'),
  'docker-endpoint': flag('string', 'unix:///var/run/docker.sock', 'Where the Docker Engine listens', {
    deprecated: DOCKERSHIM,
  }),
  'experimental-dockershim-root-directory': flag(
    'string',
    '/var/lib/dockershim',
    'Directory for checkpoints of sandboxes',
  ),
  'hostname-override': flag('string', '', "Name of the node, instead of the machine's host name"),
  'kulissen-lab': flag('string', 'host', 'Lab whose containers this kubelet owns; it touches no others'),
  'kulissen-log-dir': flag('string', '/var/log', 'Directory below which links to container logs are kept'),
  'kulissen-web-server-port': flag(
    'int32',
    0,
    "Port on 127.0.0.1 that takes manifests by PUT /manifests/<name>: the kubelet's own web server as a source of Pods (0: none)",
  ),
  'log-dir': flag('string', '', 'With --logtostderr=false: directory for log files'),
  'log-file': flag('string', '', 'With --logtostderr=false: the one file that the log goes to'),
  'log-file-max-size': flag('int32', 1800, 'Size at which --log-file begins anew, megabytes (0: never)'),
  logtostderr: flag('bool', true, 'Log to standard error instead of files'),
  alsologtostderr: flag('bool', false, 'Log to standard error as well as to files'),
  'skip-headers': flag('bool', false, 'Leave time, process and place out of log lines'),
  stderrthreshold: flag(
    'string',
    '2',
    'With --logtostderr=false: lines from this severity on go to standard error all the same',
  ),
  'one-output': flag('bool', false, 'With --log-dir: write each line to the file of its own severity only'),
  vmodule: flag('modules', [], 'Verbosity of single source files, e.g. kubelet=4,http=2'),
  v: flag('int32', 0, 'Verbosity of the log: 2 shows the sync loop, 3 the events'),
  'maximum-dead-containers': flag('int32', -1, 'Dead containers to keep on this node (-1: no limit)', {
    deprecated: EVICTION,
  }),
  'maximum-dead-containers-per-container': flag('int32', 1, 'Dead instances to keep of each container', {
    deprecated: EVICTION,
  }),
  'minimum-container-ttl-duration': flag('duration', 0, 'Dead containers are kept at least this long', {
    deprecated: EVICTION,
  }),
  'node-labels': flag('map', {}, 'Labels of the node, e.g. disk=ssd'),
  'pod-infra-container-image': flag(
    'string',
    'k8s.gcr.io/pause:3.2',
    "Image of the container that holds each Pod's network",
  ),
  'root-dir': flag('string', '/var/lib/kubelet', "Directory for the Pods' files"),
  'seccomp-profile-root': flag('string', '/var/lib/kubelet/seccomp', 'Directory of seccomp profiles', {
    deprecated: 'will be removed in 1.23, in favor of using the `<root-dir>/seccomp` directory',
  }),
} as const satisfies Record<string, Flag>;

type Flags = typeof KUBELET_FLAGS;
export type FlagName = keyof Flags;
/** By flag name. Durations are milliseconds. */
export type KubeletFlagValues = { readonly [N in FlagName]: KindValues[Flags[N]['kind']] };

export const defaultFlags = (): KubeletFlagValues =>
  Object.fromEntries(
    Object.entries(KUBELET_FLAGS as Record<string, Flag>).map(([name, { standard }]) => [name, standard]),
  ) as KubeletFlagValues;

/** A container runtime, an API server or a cloud that is not here. */
const REFUSED: Readonly<Record<string, string>> = {
  kubeconfig: 'There is no API server to join: this kubelet runs standalone. Leave the flag out.',
  'bootstrap-kubeconfig': 'There is no API server to join: this kubelet runs standalone. Leave the flag out.',
  'dynamic-config-dir': 'Dynamic configuration comes from an API server, and there is none. Use --config.',
  runonce: 'Running once and leaving is not carried out. Start the kubelet, and stop it with Ctrl-C when its Pods run.',
  'container-runtime-endpoint': 'This kubelet drives the Docker Engine only. Name it with --docker-endpoint.',
  'image-service-endpoint': 'This kubelet drives the Docker Engine only. Name it with --docker-endpoint.',
  'network-plugin': "Pods get the Docker Engine's own network; network plugins are not run.",
};

const OWN_DEPRECATIONS: Readonly<Record<string, string>> = {
  cadvisor: CADVISOR,
  'cloud-provider': 'will be removed in 1.23, in favor of removing cloud provider code from Kubelet.',
  'cloud-config': 'will be removed in 1.23, in favor of removing cloud provider code from Kubelet.',
  'experimental-bootstrap-kubeconfig': 'Use --bootstrap-kubeconfig',
  'keep-terminated-pod-volumes': SOON,
  'master-service-namespace': 'This flag will be removed in a future version.',
  'non-masquerade-cidr': SOON,
  'register-schedulable': SOON,
  'experimental-mounter-path': 'will be removed in 1.25 or later. in favor of using CSI.',
};

const words = (text: string): string[] => text.trim().split(/\s+/);
const each = (text: string, row: (name: string) => Flag): [string, Flag][] =>
  words(text).map((name) => [name, row(name)]);

/** Name → flag, for those that nothing here reads. */
export const INERT_FLAGS: Readonly<Record<string, Flag>> = Object.fromEntries([
  ...each(
    `add-dir-header exit-on-lock-contention experimental-allocatable-ignore-eviction register-node register-schedulable
     keep-terminated-pod-volumes really-crash-for-testing redirect-container-streaming skip-log-headers`,
    (name) => inertFlag('bool', false, name),
  ),
  ...each(`experimental-check-node-capabilities-before-mount experimental-kernel-memcg-notification`, () =>
    inertFlag('bool', false, ''),
  ),
  ...each(
    `docker-only docker-tls enable-cadvisor-json-endpoints enable-load-reader log-cadvisor-usage storage-driver-secure`,
    () => inertFlag('bool', false, 'cadvisor'),
  ),
  ...each(
    `application-metrics-count-limit boot-id-file container-hints containerd containerd-namespace docker
     docker-env-metadata-whitelist docker-root docker-tls-ca docker-tls-cert docker-tls-key event-storage-age-limit
     event-storage-event-limit global-housekeeping-interval machine-id-file storage-driver-buffer-duration storage-driver-db
     storage-driver-host storage-driver-password storage-driver-table storage-driver-user`,
    () => inertFlag('string', '', 'cadvisor'),
  ),
  ...each('cni-bin-dir cni-cache-dir cni-conf-dir network-plugin-mtu image-pull-progress-deadline', () => ({
    ...inertFlag('string', '', ''),
    deprecated: DOCKERSHIM,
  })),
  ...each(
    `azure-container-registry-config bootstrap-checkpoint-path chaos-chance cloud-config cloud-provider container-runtime
     default-not-ready-toleration-seconds default-unreachable-toleration-seconds experimental-bootstrap-kubeconfig
     experimental-mounter-path housekeeping-interval
     image-credential-provider-bin-dir image-credential-provider-config lock-file log-backtrace-at log-flush-frequency
     master-service-namespace node-ip non-masquerade-cidr register-with-taints runtime-cgroups`,
    (name) => inertFlag('string', '', name),
  ),
  ...Object.entries(REFUSED).map(([name, refusal]): [string, Flag] => [
    name,
    { ...inertFlag(name === 'runonce' ? 'bool' : 'string', name === 'runonce' ? false : '', ''), refusal },
  ]),
]);

function inertFlag<K extends Kind>(kind: K, standard: KindValues[K], name: string): Flag<K> {
  const deprecated = OWN_DEPRECATIONS[name];
  return { kind, standard, inert: true, ...(deprecated && { deprecated }) };
}
