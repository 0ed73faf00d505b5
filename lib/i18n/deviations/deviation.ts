export const AREAS = ['pods', 'sources', 'engine', 'volumes', 'api', 'flags'] as const;
export type Area = (typeof AREAS)[number];

/** One difference from the kubelet of Kubernetes 1.20. Code stands between backticks; the three texts are cells of one row. */
export interface Deviation {
  real: string;
  here: string;
  why: string;
}
