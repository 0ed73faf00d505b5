// What the kubelet adds to a pod that comes from a file or a URL. Upstream: pkg/kubelet/config/common.go applyDefaults,
// pkg/kubelet/config/config.go (source and time first seen).
import { setPodDefaults } from '@/lib/k8s/defaults';
import { canonicalValue, goJson } from '@/lib/k8s/go-json';
import { staticPodName } from '@/lib/k8s/pod-names';
import type { PodSecurityProfile } from '@/lib/k8s/pod-security';
import { structType } from '@/lib/k8s/schema';
import type { Pod, StaticPod } from '@/lib/k8s/types';
import { rfc3339NanoFixed } from './time';

const CONFIG_HASH_ANNOTATION = 'kubernetes.io/config.hash';
const CONFIG_SOURCE_ANNOTATION = 'kubernetes.io/config.source';
const CONFIG_SEEN_ANNOTATION = 'kubernetes.io/config.seen';

export interface StaticPodContext {
  nodeName: string;
  /** `web` is a source of ours: the kubelet's own web server. */
  source: 'file' | 'http' | 'web';
  /** When the source delivered it, ms since the epoch. */
  seenAt: number;
  /** 32 hexadecimal digits. */
  md5: (text: string) => string;
  /** What a pod may not ask for on a host that many people share; absent: it may ask for anything, as a real node's. */
  podSecurity?: PodSecurityProfile | undefined;
}

/**
 * uid of a pod that names none: a hash of what the pod means, defaults filled in, so that formatting, comments, unknown fields and
 * the file do not change it. Unlike upstream the node is part of it: several nodes may share one engine.
 */
const contentUid = (defaulted: Pod, context: StaticPodContext): string => {
  const { status, ...content } = defaulted;
  return context.md5(`${goJson(content, structType('Pod'))}\n${context.nodeName.toLowerCase()}`);
};

/** The static pod that a decoded manifest stands for: defaulted, with uid, suffixed name, namespace, node and annotations. Not validated. */
export function toStaticPod(decoded: Pod, context: StaticPodContext): StaticPod {
  const pod = setPodDefaults(decoded);
  const uid = pod.metadata.uid || contentUid(pod, context);
  const nodeName = context.nodeName.toLowerCase();
  const name = staticPodName(pod.metadata.name, nodeName);
  const namespace = pod.metadata.namespace || 'default';
  const tolerations = [...(pod.spec.tolerations ?? [])];
  if (context.source === 'file') tolerations.push({ operator: 'Exists', effect: 'NoExecute' });
  const metadata = {
    ...pod.metadata,
    name,
    namespace,
    uid,
    selfLink: `/api/v1/namespaces/${namespace}/pods/${name}`,
    annotations: {
      ...pod.metadata.annotations,
      [CONFIG_HASH_ANNOTATION]: uid,
      [CONFIG_SEEN_ANNOTATION]: rfc3339NanoFixed(context.seenAt),
      [CONFIG_SOURCE_ANNOTATION]: context.source,
    },
  };
  const spec = { ...pod.spec, nodeName, ...(tolerations.length > 0 && { tolerations }) };
  const ordered = canonicalValue({ ...pod, metadata, spec }, structType('Pod')) as StaticPod;
  return { ...ordered, status: { phase: 'Pending' } };
}
