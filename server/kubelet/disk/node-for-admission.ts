// The node that pods are admitted to, made up from the machine and the configuration. Upstream: kubelet_node_status.go initialNode (1.20).
import { arch } from 'node:os';
import { type AdmissionNode, standardLabels } from '../admission/admission-node';
import type { KubeletConfig } from '../kubelet';
import { readHugepages } from './hugepages';
import type { Machine } from './machine';

const GO_ARCH: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };

export async function nodeForAdmission(config: KubeletConfig, machine: Machine): Promise<AdmissionNode> {
  const { nodeName: name, settings, flags } = config;
  const [allocatable, hugepages] = await Promise.all([machine.allocatable(), readHugepages()]);
  return {
    name,
    labels: { ...standardLabels(name, GO_ARCH[arch()] ?? arch()), ...flags['node-labels'] },
    allocatable,
    hugepages,
    maxPods: settings.maxPods,
    allowedUnsafeSysctls: settings.allowedUnsafeSysctls,
  };
}
