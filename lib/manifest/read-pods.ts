// What a URL delivers: one pod, or a list of them. Upstream: pkg/kubelet/config/http.go extractFromURL, common.go (1.20).
import { podSecurityText, podSecurityViolations } from '@/lib/k8s/pod-security';
import type { StaticPod } from '@/lib/k8s/types';
import { invalidPodText } from '@/lib/k8s/validation/field-error';
import { validatePod } from '@/lib/k8s/validation/pod';
import { decodePod } from './decode';
import { podDecodeError } from './decode-error-text';
import { child, type MapNode } from './node';
import { requirePod, requirePodList } from './object-kind';
import { ManifestError } from './problems';
import { LIMIT_REACHED, MAX_MANIFEST_LENGTH, readText } from './read-manifest';
import { type StaticPodContext, toStaticPod } from './static-pod';

export type PodsResult = { ok: true; pods: StaticPod[] } | { ok: false; message: string };

/** It parsed, but could not be used: nothing else is tried. */
class InvalidPod extends Error {}

/**
 * The pods of a text from `url`. The first invalid pod of a list refuses all of it. Never throws for anything that a server may send;
 * the message is upstream's.
 */
export function readPods(text: string, url: string, context: StaticPodContext): PodsResult {
  if (text.length > MAX_MANIFEST_LENGTH) return { ok: false, message: LIMIT_REACHED };
  try {
    const single = attempt(() => [onePod(text, context)]);
    if ('pods' in single) return { ok: true, pods: single.pods };
    const list = attempt(() => listedPods(text, context));
    if ('pods' in list) return { ok: true, pods: list.pods };
    const why = `couldn't parse as single (${single.cause}) or multiple pods (${list.cause})`;
    return { ok: false, message: `${url}: received '${text}', but ${why}` };
  } catch (error) {
    if (error instanceof InvalidPod) return { ok: false, message: error.message };
    throw error;
  }
}

function attempt(read: () => StaticPod[]): { pods: StaticPod[] } | { cause: string } {
  try {
    return { pods: read() };
  } catch (error) {
    if (error instanceof ManifestError) return { cause: error.upstreamCause };
    throw error;
  }
}

function onePod(text: string, context: StaticPodContext): StaticPod {
  const { node, json } = readText(text);
  const map = requirePod(node, json);
  return usable(map, () => podDecodeError(json), context);
}

function listedPods(text: string, context: StaticPodContext): StaticPod[] {
  const { node, json } = readText(text);
  const map = requirePodList(node, json);
  const fault = podDecodeError(json, 'PodList');
  if (fault) throw new ManifestError(fault, []);
  const items = child(map, 'items');
  const pods = items?.kind === 'list' ? items.items : [];
  return pods.map((item) => {
    const found: MapNode = item.kind === 'map' ? item : { kind: 'map', at: item.at, entries: new Map() };
    return usable(found, () => null, context);
  });
}

function usable(node: MapNode, faultOf: () => string | null, context: StaticPodContext): StaticPod {
  const { pod: decoded, problems } = decodePod(node);
  if (problems.some(({ severity }) => severity === 'error')) {
    throw new ManifestError(faultOf() ?? 'unable to decode', []);
  }
  const pod = toStaticPod(decoded, context);
  const errors = validatePod(pod);
  if (errors.length > 0) throw new InvalidPod(invalidPodText(errors));
  const { podSecurity } = context;
  const violations = podSecurity ? podSecurityViolations(pod, podSecurity) : [];
  if (podSecurity && violations.length > 0) throw new InvalidPod(podSecurityText(pod, podSecurity, violations));
  return pod;
}
