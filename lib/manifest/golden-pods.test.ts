import { describe, expect, it } from 'vitest';
import { hashContainer } from '@/lib/k8s/container-hash';
import { containerLabels, RESTART_COUNT_LABEL, SANDBOX_ID_LABEL, sandboxLabels } from '@/lib/k8s/pod-labels';
import { dockerName, parseDockerName, podHostname, SANDBOX_CONTAINER_NAME } from '@/lib/k8s/pod-names';
import { qosClass } from '@/lib/k8s/qos';
import type { StaticPod } from '@/lib/k8s/types';
import { readManifest } from './read-manifest';
import recorded from './testdata/golden-pods.json' with { type: 'json' };

interface Instance {
  name: string;
  labels: Record<string, string>;
}
/** What the real kubelet 1.20.2 made of a manifest: GET /pods, and the names and labels of its create requests. */
interface Golden {
  case: string;
  manifest: string;
  metadata: StaticPod['metadata'];
  spec: StaticPod['spec'];
  qosClass: string;
  sandbox: Instance & { hostname: string };
  containers: Record<string, Instance>;
}
const goldens = recorded as unknown as Golden[];

function podOf({ manifest, metadata }: Golden): StaticPod {
  const result = readManifest(manifest, {
    nodeName: 'worker1',
    source: 'file',
    file: 'x',
    seenAt: 0,
    md5: () => metadata.uid,
  });
  if (!result.ok) throw new Error(result.message);
  // Uid and time are the recording's own; our uid also depends on the node.
  const { uid, annotations } = metadata;
  return { ...result.pod, metadata: { ...result.pod.metadata, uid, annotations } };
}

describe.each(goldens)('$case', (golden) => {
  const pod = podOf(golden);
  const identity = { podName: pod.metadata.name, namespace: pod.metadata.namespace, uid: pod.metadata.uid };

  it('has the spec that GET /pods showed, field by field in the same order', () => {
    expect(JSON.stringify(pod.spec)).toBe(JSON.stringify(golden.spec));
    expect(JSON.stringify(pod.metadata)).toBe(JSON.stringify(golden.metadata));
    expect(qosClass(pod.spec)).toBe(golden.qosClass);
  });

  it('gives its sandbox the name, host name and labels of the create request', () => {
    expect(dockerName({ container: SANDBOX_CONTAINER_NAME, ...identity, attempt: 0 })).toBe(golden.sandbox.name);
    expect(sandboxLabels(pod)).toEqual(golden.sandbox.labels);
    if (!pod.spec.hostNetwork) expect(podHostname(pod)).toBe(golden.sandbox.hostname);
  });

  it('gives its containers the names, labels and hashes of the create requests', () => {
    const all = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
    const seen = all.filter(({ name }) => golden.containers[name]);
    expect(seen.length).toBeGreaterThan(0);
    for (const container of seen) {
      const { name = '', labels = {} } = golden.containers[container.name] ?? {};
      const attempt = Number(labels[RESTART_COUNT_LABEL]);
      const sandboxId = labels[SANDBOX_ID_LABEL] ?? '';
      expect(containerLabels(pod, container, attempt, sandboxId, hashContainer(container))).toEqual(labels);
      expect(dockerName({ container: container.name, ...identity, attempt })).toBe(name);
      expect(parseDockerName(`/${name}`)).toEqual({ container: container.name, ...identity, attempt });
    }
  });
});
