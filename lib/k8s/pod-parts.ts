// Parts of a pod that types.ts carries as plain data, as they stand in k8s.io/api/core/v1 (1.20). Decoding has checked their types
// (schema.ts), so reading an opaque part as one of these is sound.

interface ExecAction {
  command?: string[];
}
interface HttpHeader {
  name: string;
  value: string;
}
export interface HttpGetAction {
  path?: string;
  port: number | string;
  host?: string;
  scheme?: string;
  httpHeaders?: HttpHeader[];
}
interface TcpSocketAction {
  port: number | string;
  host?: string;
}
export interface Handler {
  exec?: ExecAction;
  httpGet?: HttpGetAction;
  tcpSocket?: TcpSocketAction;
}
export interface Lifecycle {
  postStart?: Handler;
  preStop?: Handler;
}
/** Times are seconds. */
export interface Probe extends Handler {
  initialDelaySeconds?: number;
  timeoutSeconds?: number;
  periodSeconds?: number;
  successThreshold?: number;
  failureThreshold?: number;
}

export interface FieldRef {
  apiVersion?: string;
  fieldPath?: string;
}
export interface ResourceFieldRef {
  containerName?: string;
  resource?: string;
  divisor?: string;
}
export interface KeyRef {
  name?: string;
  key?: string;
  optional?: boolean;
}
export interface EnvVarSource {
  fieldRef?: FieldRef;
  resourceFieldRef?: ResourceFieldRef;
  configMapKeyRef?: KeyRef;
  secretKeyRef?: KeyRef;
}
export interface EnvFromSource {
  prefix?: string;
  configMapRef?: { name?: string; optional?: boolean };
  secretRef?: { name?: string; optional?: boolean };
}

export interface VolumeMount {
  name?: string;
  readOnly?: boolean;
  mountPath?: string;
  subPath?: string;
  subPathExpr?: string;
  mountPropagation?: string;
}
export interface KeyToPath {
  key?: string;
  path?: string;
  mode?: number;
}
export interface DownwardApiFile {
  path?: string;
  fieldRef?: FieldRef;
  resourceFieldRef?: ResourceFieldRef;
  mode?: number;
}
export interface ProjectedSource {
  secret?: { name?: string; items?: KeyToPath[] };
  configMap?: { name?: string; items?: KeyToPath[] };
  downwardAPI?: { items?: DownwardApiFile[] };
  serviceAccountToken?: { audience?: string; expirationSeconds?: number; path?: string };
}
export interface Volume {
  name?: string;
  emptyDir?: { medium?: string; sizeLimit?: string };
  hostPath?: { path?: string; type?: string };
  gitRepo?: { repository?: string; directory?: string };
  secret?: { secretName?: string; items?: KeyToPath[]; defaultMode?: number };
  configMap?: { name?: string; items?: KeyToPath[]; defaultMode?: number };
  nfs?: { server?: string; path?: string };
  persistentVolumeClaim?: { claimName?: string };
  downwardAPI?: { items?: DownwardApiFile[]; defaultMode?: number };
  projected?: { sources?: ProjectedSource[]; defaultMode?: number };
  [otherSource: string]: unknown;
}

export interface SeccompProfile {
  type?: string;
  localhostProfile?: string;
}
export interface SelinuxOptions {
  user?: string;
  role?: string;
  type?: string;
  level?: string;
}
export interface SecurityContext {
  seLinuxOptions?: SelinuxOptions;
  capabilities?: { add?: string[]; drop?: string[] };
  privileged?: boolean;
  runAsUser?: number;
  runAsGroup?: number;
  runAsNonRoot?: boolean;
  readOnlyRootFilesystem?: boolean;
  allowPrivilegeEscalation?: boolean;
  procMount?: string;
  seccompProfile?: SeccompProfile;
}
export interface PodSecurityContext {
  seLinuxOptions?: SelinuxOptions;
  runAsUser?: number;
  runAsGroup?: number;
  runAsNonRoot?: boolean;
  supplementalGroups?: number[];
  fsGroup?: number;
  sysctls?: { name?: string; value?: string }[];
  fsGroupChangePolicy?: string;
  seccompProfile?: SeccompProfile;
}
export interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}
export interface DnsConfig {
  nameservers?: string[];
  searches?: string[];
  options?: { name?: string; value?: string }[];
}

export interface NodeSelectorRequirement {
  key: string;
  /** In, NotIn, Exists, DoesNotExist, Gt, Lt */
  operator: string;
  values?: string[];
}
/** Requirements of a term hold together; terms stand for one another. */
export interface NodeSelectorTerm {
  matchExpressions?: NodeSelectorRequirement[];
  matchFields?: NodeSelectorRequirement[];
}
/** Only what a kubelet asks about; the rest is for a scheduler. */
export interface Affinity {
  nodeAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: NodeSelectorTerm[] };
  };
}
