// Where volumes and devices appear in a container. Upstream: pkg/apis/core/validation ValidateVolumeMounts, ValidateVolumeDevices.
import type { SecurityContext, VolumeMount } from '../pod-parts';
import type { Container } from '../types';
import { type FieldError, forbidden, invalid, notFound, placedAt, required, unsupported } from './field-error';
import { descendingPathErrors, noBackstepErrors } from './paths';
import type { VolumeNames } from './volumes';

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];

function propagationErrors(mode: string, container: Container, path: string): FieldError[] {
  if (!PROPAGATIONS.includes(mode)) return [unsupported(path, mode, PROPAGATIONS)];
  const privileged = (container.securityContext as SecurityContext | undefined)?.privileged === true;
  return mode === 'Bidirectional' && !privileged
    ? [forbidden(path, 'Bidirectional mount propagation is available only to privileged containers')]
    : [];
}

/** `list` is upstream's path for sub-paths and propagation: it leaves out the index. */
function detailErrors(mount: VolumeMount, container: Container, list: string, at: string): FieldError[] {
  const { subPath, subPathExpr, mountPropagation } = mount;
  const errors: FieldError[] = [];
  if (subPath) errors.push(...placedAt(descendingPathErrors(subPath, `${list}.subPath`), `${at}.subPath`));
  if (subPathExpr) {
    if (subPath) {
      errors.push(invalid(`${at}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
    }
    errors.push(...placedAt(descendingPathErrors(subPathExpr, `${list}.subPathExpr`), `${at}.subPathExpr`));
  }
  if (mountPropagation !== undefined) {
    const own = propagationErrors(mountPropagation, container, `${list}.mountPropagation`);
    errors.push(...placedAt(own, `${at}.mountPropagation`));
  }
  return errors;
}

export function volumeMountErrors(container: Container, volumes: VolumeNames, path: string): FieldError[] {
  const seen = new Set<string>();
  return (container.volumeMounts ?? []).flatMap((opaque, index) => {
    const mount = opaque as VolumeMount;
    const at = `${path}[${index}]`;
    const name = mount.name ?? '';
    const mountPath = mount.mountPath ?? '';
    const errors: FieldError[] = name === '' ? [required(`${at}.name`)] : [];
    if (!volumes.has(name)) errors.push(notFound(`${at}.name`, name));
    if (mountPath === '') errors.push(required(`${at}.mountPath`));
    if (seen.has(mountPath)) errors.push(invalid(`${at}.mountPath`, mountPath, 'must be unique'));
    seen.add(mountPath);
    return [...errors, ...detailErrors(mount, container, path, at)];
  });
}

const NOT_A_CLAIM = 'can only use volume source type of PersistentVolumeClaim for block mode';

/** Block devices come from claims, and claims from an API server: such a pod waits for ever, but what is wrong with it is said. */
export function volumeDeviceErrors(container: Container, volumes: VolumeNames, path: string): FieldError[] {
  const mounts = (container.volumeMounts ?? []) as VolumeMount[];
  const seen = { names: new Set<string>(), paths: new Set<string>() };
  return (container.volumeDevices ?? []).flatMap((opaque, index) => {
    const { name = '', devicePath = '' } = opaque as { name?: string; devicePath?: string };
    const at = `${path}[${index}]`;
    const errors = [
      ...deviceNameErrors(name, volumes, `${at}.name`),
      ...devicePathErrors(devicePath, `${at}.devicePath`),
    ];
    if (seen.names.has(name)) errors.push(invalid(`${at}.name`, name, 'must be unique'));
    if (seen.paths.has(devicePath)) errors.push(invalid(`${at}.devicePath`, devicePath, 'must be unique'));
    if (mounts.some((mount) => mount.name === name))
      errors.push(invalid(`${at}.name`, name, 'must not already exist in volumeMounts'));
    if (mounts.some((mount) => mount.mountPath === devicePath))
      errors.push(invalid(`${at}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts'));
    seen.names.add(name);
    seen.paths.add(devicePath);
    return errors;
  });
}

function deviceNameErrors(name: string, volumes: VolumeNames, at: string): FieldError[] {
  if (name === '') return [required(at)];
  if (!volumes.has(name)) return [notFound(at, name)];
  return volumes.get(name) === 'claim' ? [] : [invalid(at, name, NOT_A_CLAIM)];
}

const devicePathErrors = (devicePath: string, at: string): FieldError[] =>
  devicePath === '' ? [required(at)] : noBackstepErrors(devicePath, at);
