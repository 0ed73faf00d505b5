// Fields of k8s.io/api/core/v1 (1.20) that only a scheduler reads, in Go field order. Notation: see ../schema.ts.

export const SCHEDULING_STRUCTS = {
  Affinity: `
    nodeAffinity *NodeAffinity
    podAffinity *PodAffinity
    podAntiAffinity *PodAntiAffinity`,
  NodeAffinity: `
    requiredDuringSchedulingIgnoredDuringExecution *NodeSelector
    preferredDuringSchedulingIgnoredDuringExecution []PreferredSchedulingTerm`,
  NodeSelector: 'nodeSelectorTerms! []NodeSelectorTerm',
  NodeSelectorTerm: `
    matchExpressions []NodeSelectorRequirement
    matchFields []NodeSelectorRequirement`,
  NodeSelectorRequirement: `
    key! string
    operator! string
    values []string`,
  PreferredSchedulingTerm: `
    weight! int32
    preference! NodeSelectorTerm`,
  PodAffinity: `
    requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm
    preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm`,
  PodAntiAffinity: `
    requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm
    preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm`,
  PodAffinityTerm: `
    labelSelector *LabelSelector
    namespaces []string
    topologyKey! string`,
  WeightedPodAffinityTerm: `
    weight! int32
    podAffinityTerm! PodAffinityTerm`,
  LabelSelector: `
    matchLabels {}string
    matchExpressions []LabelSelectorRequirement`,
  LabelSelectorRequirement: `
    key! string
    operator! string
    values []string`,
  TopologySpreadConstraint: `
    maxSkew! int32
    topologyKey! string
    whenUnsatisfiable! string
    labelSelector *LabelSelector`,
} as const;
