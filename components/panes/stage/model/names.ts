// What things are called on the stage.

/** Container name of the sandbox in docker's listing and in the view. */
export const SANDBOX = 'POD';

/** metadata.name of the manifest: the pod's full name without the node suffix that the kubelet appends. */
export function baseName(podName: string, node: string): string {
  const suffix = `-${node.toLowerCase()}`;
  return podName.endsWith(suffix) && podName.length > suffix.length ? podName.slice(0, -suffix.length) : podName;
}

/** The subject of a sentence: the container, with its pod where the two are called differently; the pod for the sandbox or no container. */
export function subjectName(container: string, base: string): string {
  if (!container || container === SANDBOX || container === base) return base;
  return base ? `${container} (${base})` : container;
}

/** Container ids are shown as docker shows them. */
export const shortId = (id: string): string => id.slice(0, 12);
