// Defaults of volumes. Upstream: pkg/apis/core/v1/defaults.go SetDefaults_Volume and its neighbours.
import type { DownwardApiFile, FieldRef, ProjectedSource, Volume } from './pod-parts';
import { structFields } from './schema';

/** 0644: mode of files that a volume makes. */
const FILE_MODE = 0o644;
const TOKEN_EXPIRATION_SECONDS = 3600;

const SOURCES = structFields('Volume')
  .filter((field) => field.embedded === 'VolumeSource')
  .map((field) => field.json);

/** `apiVersion: v1` for a field reference that names none. */
export const defaultFieldRef = (ref: FieldRef): FieldRef => ({ ...ref, apiVersion: ref.apiVersion || 'v1' });

const defaultFile = (file: DownwardApiFile): DownwardApiFile =>
  file.fieldRef ? { ...file, fieldRef: defaultFieldRef(file.fieldRef) } : file;

const defaultFiles = <T extends { items?: DownwardApiFile[] }>(source: T): T =>
  source.items ? { ...source, items: source.items.map(defaultFile) } : source;

function defaultProjection(source: ProjectedSource): ProjectedSource {
  const token = source.serviceAccountToken;
  return {
    ...source,
    ...(source.downwardAPI && { downwardAPI: defaultFiles(source.downwardAPI) }),
    ...(token && {
      serviceAccountToken: { ...token, expirationSeconds: token.expirationSeconds ?? TOKEN_EXPIRATION_SECONDS },
    }),
  };
}

/** A volume with its defaults; one without a source is an emptyDir. */
export function defaultVolume(volume: Volume): Volume {
  if (!SOURCES.some((source) => volume[source] !== undefined)) return { ...volume, emptyDir: {} };
  const { secret, configMap, downwardAPI, projected, hostPath } = volume;
  return {
    ...volume,
    ...(hostPath && { hostPath: { ...hostPath, type: hostPath.type ?? '' } }),
    ...(secret && { secret: { ...secret, defaultMode: secret.defaultMode ?? FILE_MODE } }),
    ...(configMap && { configMap: { ...configMap, defaultMode: configMap.defaultMode ?? FILE_MODE } }),
    ...(downwardAPI && {
      downwardAPI: defaultFiles({ ...downwardAPI, defaultMode: downwardAPI.defaultMode ?? FILE_MODE }),
    }),
    ...(projected && {
      projected: {
        ...projected,
        defaultMode: projected.defaultMode ?? FILE_MODE,
        ...(projected.sources && { sources: projected.sources.map(defaultProjection) }),
      },
    }),
  };
}
