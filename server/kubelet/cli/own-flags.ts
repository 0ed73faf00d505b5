// The flags that this kubelet carries out. Names, types and defaults are those of the real 1.20, except where `deviation` says why.
import type { FlagType, FlagValue } from './flag-values';

interface OwnFlag {
  name: string;
  type: FlagType;
  standard: FlagValue;
  usage: string;
  /** Default as --help prints it, where that is not the value itself. */
  shown?: string;
}

export const OWN_FLAGS: readonly OwnFlag[] = [
  // The real default is 0.0.0.0. Pods and their environment are nobody's business outside this machine, so it is closed by default.
  { name: 'address', type: 'ip', standard: '127.0.0.1', usage: 'Address that the read-only port listens on' },
  {
    name: 'docker-endpoint',
    type: 'string',
    standard: 'unix:///var/run/docker.sock',
    usage: 'Where the Docker Engine listens',
  },
  {
    name: 'experimental-dockershim-root-directory',
    type: 'string',
    standard: '/var/lib/dockershim',
    usage: 'Directory for checkpoints of sandboxes',
  },
  {
    name: 'file-check-frequency',
    type: 'duration',
    standard: 20_000,
    shown: '20s',
    usage: 'How often the manifest directory is listed, however still it seems',
  },
  {
    name: 'healthz-bind-address',
    type: 'ip',
    standard: '127.0.0.1',
    usage: 'Address that the healthz port listens on',
  },
  { name: 'healthz-port', type: 'int32', standard: 10248, usage: 'Port that answers GET /healthz (0: none)' },
  {
    name: 'hostname-override',
    type: 'string',
    standard: '',
    usage: "Name of the node, instead of the machine's host name",
  },
  {
    name: 'kulissen-lab',
    type: 'string',
    standard: 'host',
    usage: 'Lab whose containers this kubelet owns; it touches no others',
  },
  {
    name: 'kulissen-log-dir',
    type: 'string',
    standard: '/var/log',
    usage: 'Directory below which links to container logs are kept',
  },
  {
    name: 'maximum-dead-containers',
    type: 'int32',
    standard: -1,
    usage: 'Dead containers kept on the whole node (negative: no limit)',
  },
  {
    name: 'maximum-dead-containers-per-container',
    type: 'int32',
    standard: 1,
    usage: 'Dead instances kept of each container, for their logs',
  },
  {
    name: 'minimum-container-ttl-duration',
    type: 'duration',
    standard: 0,
    shown: '0s',
    usage: 'Dead containers younger than this are kept',
  },
  {
    name: 'pod-infra-container-image',
    type: 'string',
    standard: 'k8s.gcr.io/pause:3.2',
    usage: "Image of the container that holds each Pod's network",
  },
  {
    name: 'pod-manifest-path',
    type: 'string',
    standard: '',
    usage: 'Directory (or file) with manifests of Pods to run; names that begin with a dot are passed over',
  },
  { name: 'port', type: 'int32', standard: 10250, usage: "Port of the kubelet's full API (taken, not served yet)" },
  {
    name: 'read-only-port',
    type: 'int32',
    standard: 10255,
    usage: 'Port that answers GET /pods without asking who you are (0: none)',
  },
  { name: 'root-dir', type: 'string', standard: '/var/lib/kubelet', usage: "Directory for the Pods' files" },
  { name: 'v', type: 'int32', standard: 0, usage: 'Verbosity of the log: 2 shows the sync loop, 3 the events' },
];

/** Real flags whose meaning would be missed: refusing them is better than running without what they ask for. */
export const REFUSED_FLAGS: Readonly<Record<string, string>> = {
  'manifest-url':
    'Pods from a URL are not carried out yet. Put the manifest into the directory of --pod-manifest-path.',
  config: 'Configuration files are not read yet. Give the settings as flags; --help lists them.',
};
