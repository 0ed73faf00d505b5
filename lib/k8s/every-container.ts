// Init containers first, as they run; names are unique across both lists (pkg/apis/core/validation).
import type { Container, PodSpec } from './types';

/** All containers of a pod in the order in which they come up. */
export const everyContainer = ({ initContainers = [], containers }: PodSpec): Container[] => [
  ...initContainers,
  ...containers,
];

/** The container with this name, init or regular. */
export const containerNamed = (spec: PodSpec, name: string): Container | undefined =>
  everyContainer(spec).find((container) => container.name === name);
