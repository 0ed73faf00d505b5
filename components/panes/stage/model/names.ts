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

const COLLATOR = new Intl.Collator('en', { numeric: true });

/** Order of names as people read them: `pod-2` before `pod-10`. One collator for all: making one for each comparison took half of the script time with 60 pods. */
export const compareNames = (a: string, b: string): number => COLLATOR.compare(a, b);
