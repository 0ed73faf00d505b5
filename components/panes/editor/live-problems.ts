// What went wrong with a manifest after it was read: its pod can't be built, or another file names it.
import { editorTexts } from '@/lib/i18n/editor';
import type { Locale } from '@/lib/i18n/locale';
import type { ContainerView, LabView, ManifestView } from '@/lib/protocol/view';
import { containerPath, manifestTree, placeOf } from './fields';
import type { LocatedProblem } from './problems';

const IMAGE_REASONS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
]);
const CREATE_REASONS = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'ContainerCannotRun',
]);

const blocked = ({ state, reason }: ContainerView): boolean =>
  state !== 'running' && (IMAGE_REASONS.has(reason) || CREATE_REASONS.has(reason));

type Known = Pick<LabView, 'manifests' | 'pods'>;

function conflict(manifest: ManifestView, { manifests }: Known, locale: Locale): string | undefined {
  if (manifest.state !== 'conflict') return undefined;
  const winner = Object.values(manifests).find(
    ({ file, state, podName }) => file !== manifest.file && state === 'applied' && podName === manifest.podName,
  );
  return editorTexts[locale].nameConflict(manifest.podName ?? '', winner?.file ?? '');
}

/** Problems of the saved content, at the lines of `text`, which should be that content. */
export function liveProblems(text: string, manifest: ManifestView, known: Known, locale: Locale): LocatedProblem[] {
  const root = manifestTree(text);
  if (!root) return [];
  const t = editorTexts[locale];
  const clash = conflict(manifest, known, locale);
  const pod = known.pods[manifest.podUid ?? ''];
  const containers = manifest.state === 'applied' && pod?.file === manifest.file ? pod.containers.filter(blocked) : [];
  return [
    ...(clash ? [{ severity: 'warning' as const, ...placeOf(root, 'metadata.name'), text: clash }] : []),
    ...containers.map((container) => {
      const entry = containerPath(root, container.name) ?? 'spec.containers';
      const ofImage = IMAGE_REASONS.has(container.reason);
      return {
        severity: 'error' as const,
        ...placeOf(root, ofImage ? `${entry}.image` : `${entry}.name`),
        text: ofImage
          ? t.imageProblem(container.image, container.reason, container.message)
          : t.createProblem(container.name, container.reason, container.message),
      };
    }),
  ];
}
