// Paths inside volumes. Upstream: pkg/apis/core/validation validatePathNoBacksteps, validateLocalDescendingPath,
// validateLocalNonReservedPath.
import { type FieldError, invalid } from './field-error';

/** No element may be `..`. */
export const noBackstepErrors = (target: string, path: string): FieldError[] =>
  target.split('/').includes('..') ? [invalid(path, target, "must not contain '..'")] : [];

/** Relative, and without `..`. */
export const descendingPathErrors = (target: string, path: string): FieldError[] => [
  ...(target.startsWith('/') ? [invalid(path, target, 'must be a relative path')] : []),
  ...noBackstepErrors(target, path),
];

/** Relative, without `..`, and not beginning with two dots, which the kubelet keeps for itself. */
export const nonReservedPathErrors = (target: string, path: string): FieldError[] => [
  ...descendingPathErrors(target, path),
  ...(target.startsWith('..') && !target.startsWith('../') ? [invalid(path, target, "must not start with '..'")] : []),
];
