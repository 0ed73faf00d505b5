// Cgroups of pods. Docker makes them as parents of its containers' and leaves them behind, one for each controller and pod.
// Upstream: kubelet_pods.go cleanupOrphanedPodCgroups (1.20). Where systemd manages cgroups it removes its slices itself.
import { readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

const CGROUPS = '/sys/fs/cgroup';
const PARENTS = ['kubepods', 'kubepods/burstable', 'kubepods/besteffort'];

/** Removes the pod's cgroups where they are empty: the kernel refuses while anything runs in them. Never throws. */
export async function removePodCgroups(uid: string): Promise<void> {
  if (uid === '' || /[/\0]/.test(uid)) return;
  const controllers = await readdir(CGROUPS).catch(() => []);
  const bases = [CGROUPS, ...controllers.map((name) => join(CGROUPS, name))];
  const paths = bases.flatMap((base) => PARENTS.map((parent) => join(base, parent, `pod${uid}`)));
  // Most of these are not there, and some may not be removed: both are fine.
  await Promise.all(paths.map((path) => rmdir(path).catch(() => undefined)));
}
