import type { LabView, ManifestView, PodView } from '@/lib/protocol/view';
import { type CheckContext, type CheckResult, met, unmet, watching } from './result';
import type { LeafOf } from './schema';

export const MANIFEST_KEYS = [
  'manifest.missing',
  'manifest.unread',
  'manifest.rejected',
  'manifest.state',
  'manifest.pod',
  'manifest.image',
  'manifest.port',
] as const;

export function evaluateManifest(check: LeafOf<'manifest'>, { view }: CheckContext): CheckResult {
  const wanted = { file: check.file ?? '', pod: check.pod ?? '' };
  const manifest = choose(check, view);
  if (!manifest) return unmet('manifest.missing', wanted);
  const facts = { ...wanted, file: manifest.file, at: manifest.modifiedAt, bytes: manifest.bytes };
  const state = check.state ?? 'applied';
  if (manifest.state !== state) return wrongState(manifest, state, facts);
  if (check.pod !== undefined && manifest.podName !== undefined && !isPod(manifest, check.pod, view)) {
    return unmet('manifest.pod', { ...facts, found: manifest.podName });
  }
  return content(check, manifest.podUid ? view.pods[manifest.podUid] : undefined, facts, manifest.modifiedAt);
}

/**
 * The file that yields the pod, whatever it is called; otherwise the named one (a broken file yields none); without a
 * name the newest, since that is what the learner works on.
 */
function choose({ file, pod }: LeafOf<'manifest'>, view: LabView): ManifestView | undefined {
  const all = Object.values(view.manifests).sort((a, b) => b.modifiedAt - a.modifiedAt);
  const yielding = pod === undefined ? undefined : all.find((manifest) => isPod(manifest, pod, view));
  return yielding ?? (file === undefined ? all[0] : view.manifests[file]);
}

/** ManifestView.podName may be the manifest's name or the full one; the pod knows both. */
function isPod(manifest: ManifestView, name: string, view: LabView): boolean {
  const pod = manifest.podUid ? view.pods[manifest.podUid] : undefined;
  return manifest.podName === name || pod?.baseName === name || manifest.podName === `${name}-${view.node.name}`;
}

type FileFacts = { file: string; pod: string; at: number; bytes: number };

function wrongState(manifest: ManifestView, wanted: string, facts: FileFacts): CheckResult {
  const problem = manifest.problems.find(({ severity }) => severity === 'error');
  if (manifest.state === 'unread') return watching('manifest.unread', facts);
  if (manifest.state === 'rejected') {
    return unmet('manifest.rejected', { ...facts, line: problem?.line ?? 1, message: problem?.message ?? '' });
  }
  return unmet('manifest.state', { ...facts, state: manifest.state, wanted });
}

function content(check: LeafOf<'manifest'>, pod: PodView | undefined, facts: FileFacts, at: number): CheckResult {
  const images = pod?.containers.map((container) => container.image) ?? [];
  const ports = pod?.ports.map((port) => port.containerPort) ?? [];
  if (check.image !== undefined && !images.includes(check.image)) {
    return unmet('manifest.image', { ...facts, image: check.image, found: images.join(', ') });
  }
  if (check.containerPort !== undefined && !ports.includes(check.containerPort)) {
    return unmet('manifest.port', { ...facts, port: check.containerPort, found: ports.join(', ') });
  }
  return met(pod ? { ...facts, pod: pod.baseName, podName: pod.name, uid: pod.uid } : facts, at);
}
