// Volumes of a pod. Upstream: pkg/apis/core/validation ValidateVolumes, validateVolumeSource.
import type { DownwardApiFile, KeyToPath, ProjectedSource, Volume } from '../pod-parts';
import { parseQuantity } from '../quantity';
import { structFields } from '../schema';
import type { Opaque } from '../types';
import { duplicate, type FieldError, forbidden, invalid, invalids, required, unsupported } from './field-error';
import { fieldRefErrors, resourceFieldRefErrors } from './field-refs';
import { dnsLabelMessages } from './names';
import { descendingPathErrors, noBackstepErrors, nonReservedPathErrors } from './paths';

const ONE_TYPE = 'may not specify more than 1 volume type';
const FILE_MODE = 'must be a number between 0 and 0777 (octal), both inclusive';
const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];
const FILE_FIELDS = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];
/** Order in which upstream looks: the first source counts, each further one is forbidden. Others follow in the API's order. */
const CHECKED_FIRST = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'secret',
  'nfs',
  'persistentVolumeClaim',
  'downwardAPI',
  'configMap',
];
const SOURCES = [
  ...CHECKED_FIRST,
  ...structFields('Volume')
    .filter((field) => field.embedded === 'VolumeSource' && !CHECKED_FIRST.includes(field.json))
    .map((field) => field.json),
];

function modeErrors(mode: number | undefined, path: string): FieldError[] {
  return mode !== undefined && (mode < 0 || mode > 0o777) ? [invalid(path, mode, FILE_MODE)] : [];
}

function keyToPathErrors(item: KeyToPath, path: string): FieldError[] {
  return [
    ...(item.key ? [] : [required(`${path}.key`)]),
    ...(item.path ? nonReservedPathErrors(item.path, `${path}.path`) : [required(`${path}.path`)]),
    ...modeErrors(item.mode, `${path}.mode`),
  ];
}

const itemsErrors = (items: readonly KeyToPath[] | undefined, path: string): FieldError[] =>
  (items ?? []).flatMap((item, index) => keyToPathErrors(item, `${path}.items[${index}]`));

/** Upstream reports these on the source, not on the item. */
function downwardFileErrors(file: DownwardApiFile, path: string, at: string): FieldError[] {
  const errors = file.path ? nonReservedPathErrors(file.path, `${path}.path`) : [required(`${path}.path`)];
  if (file.fieldRef) {
    errors.push(...fieldRefErrors(file.fieldRef, FILE_FIELDS, `${path}.fieldRef`));
    if (file.resourceFieldRef) {
      errors.push(invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
    }
  } else if (file.resourceFieldRef) {
    errors.push(...resourceFieldRefErrors(file.resourceFieldRef, `${path}.resourceFieldRef`, true));
  } else {
    errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  }
  errors.push(...modeErrors(file.mode, `${path}.mode`));
  return errors.map((error) => ({ ...error, at: error.path.replace(path, at) }));
}

const downwardErrors = (items: readonly DownwardApiFile[] | undefined, path: string): FieldError[] =>
  (items ?? []).flatMap((file, index) => downwardFileErrors(file, path, `${path}.items[${index}]`));

function projectionErrors(source: ProjectedSource, path: string): FieldError[] {
  const { secret, configMap, downwardAPI, serviceAccountToken: token } = source;
  const errors: FieldError[] = [];
  for (const [name, part] of Object.entries({ secret, configMap })) {
    if (!part) continue;
    if (!part.name) errors.push(required(`${path}.${name}.name`));
    errors.push(...itemsErrors(part.items, `${path}.${name}`));
  }
  if (downwardAPI) errors.push(...downwardErrors(downwardAPI.items, `${path}.downwardAPI`));
  if (token) {
    const seconds = token.expirationSeconds ?? 0;
    const at = `${path}.serviceAccountToken.expirationSeconds`;
    if (seconds < 600) errors.push(invalid(at, seconds, 'may not specify a duration less than 10 minutes'));
    if (seconds > 2 ** 32) errors.push(invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds'));
    if (!token.path) errors.push(required(`${path}.serviceAccountToken.path`));
  }
  const given = [secret, configMap, downwardAPI, token].filter(Boolean).length;
  return given > 1 ? [...errors, forbidden(path, ONE_TYPE)] : errors;
}

function hostPathErrors(hostPath: NonNullable<Volume['hostPath']>, path: string): FieldError[] {
  if (!hostPath.path) return [required(`${path}.path`)];
  const type = hostPath.type ?? '';
  return [
    ...noBackstepErrors(hostPath.path, `${path}.path`),
    ...(HOST_PATH_TYPES.includes(type) ? [] : [unsupported(`${path}.type`, type, HOST_PATH_TYPES)]),
  ];
}

function emptyDirErrors(emptyDir: NonNullable<Volume['emptyDir']>, path: string): FieldError[] {
  const limit = emptyDir.sizeLimit;
  return limit !== undefined && parseQuantity(limit).nano < 0n
    ? [forbidden(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')]
    : [];
}

function nfsErrors(nfs: NonNullable<Volume['nfs']>, path: string): FieldError[] {
  return [
    ...(nfs.server ? [] : [required(`${path}.server`)]),
    ...(nfs.path ? [] : [required(`${path}.path`)]),
    ...(nfs.path?.startsWith('/') ? [] : [invalid(`${path}.path`, nfs.path ?? '', 'must be an absolute path')]),
  ];
}

function sourceErrors(volume: Volume, source: string, path: string): FieldError[] {
  const { emptyDir, hostPath, gitRepo, secret, configMap, nfs, persistentVolumeClaim, downwardAPI, projected } = volume;
  if (source === 'emptyDir' && emptyDir) return emptyDirErrors(emptyDir, path);
  if (source === 'hostPath' && hostPath) return hostPathErrors(hostPath, path);
  if (source === 'nfs' && nfs) return nfsErrors(nfs, path);
  if (source === 'gitRepo' && gitRepo) {
    const repository = gitRepo.repository ? [] : [required(`${path}.repository`)];
    return [...repository, ...descendingPathErrors(gitRepo.directory ?? '', `${path}.directory`)];
  }
  if (source === 'persistentVolumeClaim' && persistentVolumeClaim) {
    return persistentVolumeClaim.claimName ? [] : [required(`${path}.claimName`)];
  }
  if (source === 'secret' && secret) {
    const name = secret.secretName ? [] : [required(`${path}.secretName`)];
    return [...name, ...modeErrors(secret.defaultMode, `${path}.defaultMode`), ...itemsErrors(secret.items, path)];
  }
  if (source === 'configMap' && configMap) {
    const name = configMap.name ? [] : [required(`${path}.name`)];
    return [
      ...name,
      ...modeErrors(configMap.defaultMode, `${path}.defaultMode`),
      ...itemsErrors(configMap.items, path),
    ];
  }
  if (source === 'downwardAPI' && downwardAPI) {
    return [...modeErrors(downwardAPI.defaultMode, `${path}.defaultMode`), ...downwardErrors(downwardAPI.items, path)];
  }
  if (source === 'projected' && projected) {
    const sources = projected.sources ?? [];
    return [
      ...modeErrors(projected.defaultMode, `${path}.defaultMode`),
      ...sources.flatMap((part, index) => projectionErrors(part, `${path}.sources[${index}]`)),
    ];
  }
  return [];
}

function volumeSourceErrors(volume: Volume, path: string): FieldError[] {
  const given = SOURCES.filter((source) => volume[source] !== undefined);
  if (given.length === 0) return [required(path, 'must specify a volume type')];
  return given.flatMap((source, index) =>
    index === 0 ? sourceErrors(volume, source, `${path}.${source}`) : [forbidden(`${path}.${source}`, ONE_TYPE)],
  );
}

/** The volumes of a pod that have no errors: block devices come from claims only. */
export type VolumeNames = ReadonlyMap<string, 'claim' | 'other'>;

/** Errors, and the names of the volumes that have none: mounts of others are not found. */
export function volumeErrors(
  volumes: readonly Opaque[] | undefined,
  path: string,
): { errors: FieldError[]; names: VolumeNames } {
  const names = new Map<string, 'claim' | 'other'>();
  const errors: FieldError[] = [];
  for (const [index, opaque] of (volumes ?? []).entries()) {
    const volume = opaque as Volume;
    const at = `${path}[${index}]`;
    const name = volume.name ?? '';
    const own = volumeSourceErrors(volume, at);
    own.push(...(name === '' ? [required(`${at}.name`)] : invalids(`${at}.name`, name, dnsLabelMessages(name))));
    if (names.has(name)) own.push(duplicate(`${at}.name`, name));
    if (own.length === 0) names.set(name, 'persistentVolumeClaim' in volume ? 'claim' : 'other');
    errors.push(...own);
  }
  return { errors, names };
}
