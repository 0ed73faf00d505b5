// Requests and limits. Upstream: pkg/apis/core/validation ValidateResourceRequirements.
import { compareQuantities, formatQuantity, parseQuantity } from '../quantity';
import type { ResourceRequirements } from '../types';
import { type FieldError, forbidden, invalid, invalids, required } from './field-error';
import { NOT_NEGATIVE, qualifiedNameMessages } from './names';

const CONTAINER_RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];
/** Words without a slash that mean something elsewhere (quotas, nodes), but not for a container. */
const OTHER_RESOURCES =
  /^(pods|services|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims|storage|(requests|limits)\.(cpu|memory|ephemeral-storage)|requests\.storage)$/;
const isHugePage = (name: string): boolean => name.startsWith('hugepages-');
/** Native resources may be promised more than once; huge pages and extended resources may not. */
const mayOvercommit = (name: string): boolean =>
  !isHugePage(name) && (!name.includes('/') || /(^|\.)kubernetes\.io\//.test(name));

function nameErrors(name: string, path: string): FieldError[] {
  const errors = invalids(path, name, qualifiedNameMessages(name));
  const native = name.includes('/');
  if (native) {
    if (/(^|\.)kubernetes\.io\//.test(name) || errors.length > 0) return errors;
    return name.startsWith('requests.') ? [invalid(path, name, "doesn't follow extended resource name standard")] : [];
  }
  const known = CONTAINER_RESOURCES.includes(name) || isHugePage(name);
  if (errors.length === 0 && !known && !OTHER_RESOURCES.test(name)) {
    errors.push(invalid(path, name, 'must be a standard resource type or fully qualified'));
  }
  if (!known) errors.push(invalid(path, name, 'must be a standard resource for containers'));
  return errors;
}

function amountErrors(name: string, amount: string, path: string): FieldError[] {
  const { nano } = parseQuantity(amount);
  const errors = nano < 0n ? [invalid(path, formatQuantity(parseQuantity(amount)), NOT_NEGATIVE)] : [];
  if (!mayOvercommit(name) && !isHugePage(name) && nano % 1_000_000_000n !== 0n) {
    errors.push(invalid(path, formatQuantity(parseQuantity(amount)), 'must be an integer'));
  }
  return errors;
}

function requestErrors(name: string, amount: string, limit: string | undefined, path: string): FieldError[] {
  const request = parseQuantity(amount);
  if (limit === undefined) {
    return mayOvercommit(name)
      ? []
      : [required(`${path}.limits`, 'Limit must be set for non overcommitable resources')];
  }
  const difference = compareQuantities(request, parseQuantity(limit));
  const at = `${path}.requests[${name}]`;
  if (difference !== 0 && !mayOvercommit(name)) {
    return [{ ...invalid(`${path}.requests`, formatQuantity(request), `must be equal to ${name} limit`), at }];
  }
  const text = `must be less than or equal to ${name} limit`;
  return difference > 0 ? [{ ...invalid(`${path}.requests`, formatQuantity(request), text), at }] : [];
}

export function resourceErrors(resources: ResourceRequirements | undefined, path: string): FieldError[] {
  const limits = resources?.limits ?? {};
  const requests = resources?.requests ?? {};
  const errors = Object.entries(limits).flatMap(([name, amount]) => {
    const at = `${path}.limits[${name}]`;
    return [...nameErrors(name, at), ...amountErrors(name, amount, at)];
  });
  for (const [name, amount] of Object.entries(requests)) {
    const at = `${path}.requests[${name}]`;
    const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
    errors.push(
      ...nameErrors(name, at),
      ...amountErrors(name, amount, at),
      ...requestErrors(name, amount, limit, path),
    );
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePage) && !names.some((name) => name === 'cpu' || name === 'memory')) {
    errors.push(forbidden(path, 'HugePages require cpu or memory'));
  }
  return errors;
}
