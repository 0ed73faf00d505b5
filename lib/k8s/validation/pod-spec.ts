// The pod as a whole. Upstream: pkg/apis/core/validation ValidatePodSpec and what it calls.
import type { DnsConfig, Toleration } from '../pod-parts';
import { parseQuantity } from '../quantity';
import type { PodSpec } from '../types';
import { containersErrors, initContainersErrors } from './containers';
import { type FieldError, invalid, invalids, placedAt, required, unsupported } from './field-error';
import { labelErrors } from './metadata';
import {
  dnsLabelMessages,
  dnsSubdomainMessages,
  isIpAddress,
  labelValueMessages,
  NOT_NEGATIVE,
  qualifiedNameMessages,
  rangeText,
} from './names';
import { affinityErrors, preemptionErrors, spreadErrors } from './scheduling';
import { podSecurityErrors } from './security';
import { volumeErrors } from './volumes';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const MAX_INT32 = 2147483647;

const oneOf = (value: string | undefined, allowed: readonly string[], path: string): FieldError[] => {
  if (!value) return [required(path)];
  return allowed.includes(value) ? [] : [unsupported(path, value, allowed)];
};

const nameErrors = (value: string | undefined, check: (value: string) => string[], path: string): FieldError[] =>
  value ? invalids(path, value, check(value)) : [];

function dnsConfigErrors(config: DnsConfig | undefined, policy: string | undefined, path: string): FieldError[] {
  const { nameservers = [], searches = [], options = [] } = config ?? {};
  if (policy === 'None' && !config) return [required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
  if (policy === 'None' && nameservers.length === 0) {
    return [required(`${path}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
  }
  const errors: FieldError[] = [];
  if (nameservers.length > 3) {
    errors.push(invalid(`${path}.nameservers`, nameservers, 'must not have more than 3 nameservers'));
  }
  for (const [index, server] of nameservers.entries()) {
    if (!isIpAddress(server)) errors.push(invalid(`${path}.nameservers[${index}]`, server, 'must be valid IP address'));
  }
  if (searches.length > 6) errors.push(invalid(`${path}.searches`, searches, 'must not have more than 6 search paths'));
  if (searches.join(' ').length > 256) {
    const detail = 'must not have more than 256 characters (including spaces) in the search list';
    errors.push(invalid(`${path}.searches`, searches, detail));
  }
  for (const [index, search] of searches.entries()) {
    const domain = search.replace(/\.$/, '');
    errors.push(...invalids(`${path}.searches[${index}]`, domain, dnsSubdomainMessages(domain)));
  }
  for (const [index, option] of options.entries()) {
    if (!option.name) errors.push(required(`${path}.options[${index}]`, 'must not be empty'));
  }
  return errors;
}

function tolerationErrors(toleration: Toleration, path: string): FieldError[] {
  const { key = '', operator = '', value = '', effect = '' } = toleration;
  const errors = key ? invalids(`${path}.key`, key, qualifiedNameMessages(key)) : [];
  if (key === '' && operator !== 'Exists') {
    const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    errors.push(invalid(`${path}.operator`, operator, detail));
  }
  if (toleration.tolerationSeconds !== undefined && effect !== 'NoExecute') {
    errors.push(invalid(`${path}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
  }
  if (operator === '' || operator === 'Equal') {
    const messages = labelValueMessages(value);
    if (messages.length > 0) errors.push(invalid(`${path}.operator`, value, messages.join(';')));
  } else if (operator !== 'Exists') {
    errors.push(unsupported(`${path}.operator`, operator, ['Equal', 'Exists']));
  } else if (value !== '') {
    const detail = "value must be empty when `operator` is 'Exists'";
    errors.push(invalid(`${path}.operator`, { goType: 'core.Toleration' }, detail));
  }
  return effect === '' || EFFECTS.includes(effect)
    ? errors
    : [...errors, unsupported(`${path}.effect`, effect, EFFECTS)];
}

/** Upstream leaves out the index of the alias. */
const hostAliasErrors = (spec: PodSpec, path: string): FieldError[] =>
  (spec.hostAliases ?? []).flatMap((opaque, index) => {
    const { ip = '', hostnames = [] } = opaque as { ip?: string; hostnames?: string[] };
    const address = isIpAddress(ip) ? [] : [invalid(`${path}.ip`, ip, 'must be valid IP address')];
    return [
      ...placedAt(address, `${path}[${index}].ip`),
      ...hostnames.flatMap((name, i) =>
        placedAt(invalids(`${path}.hostnames`, name, dnsSubdomainMessages(name)), `${path}[${index}].hostnames[${i}]`),
      ),
    ];
  });

function deadlineErrors(seconds: number | undefined, path: string): FieldError[] {
  if (seconds === undefined || (seconds >= 1 && seconds <= MAX_INT32)) return [];
  return [invalid(path, seconds, rangeText(1, MAX_INT32))];
}

const overheadErrors = (overhead: unknown, path: string): FieldError[] =>
  Object.entries((overhead ?? {}) as Record<string, string>).flatMap(([name, amount]) =>
    parseQuantity(amount).nano < 0n ? [invalid(`${path}.limits[${name}]`, amount, NOT_NEGATIVE)] : [],
  );

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Errors of a defaulted spec, in upstream's order. A negative grace period is none: 1.20 takes it. */
export function podSpecErrors(spec: PodSpec, path: string): FieldError[] {
  const volumes = volumeErrors(spec.volumes, `${path}.volumes`);
  const init = spec.initContainers ?? [];
  const gates = (spec.readinessGates ?? []) as { conditionType?: string }[];
  return [
    ...volumes.errors,
    ...containersErrors(spec.containers, volumes.names, `${path}.containers`),
    ...initContainersErrors(init, spec.containers, volumes.names, `${path}.initContainers`),
    ...oneOf(spec.restartPolicy, RESTART_POLICIES, `${path}.restartPolicy`),
    ...oneOf(spec.dnsPolicy, DNS_POLICIES, `${path}.dnsPolicy`),
    ...labelErrors(spec.nodeSelector as Record<string, string> | undefined, `${path}.nodeSelector`),
    ...podSecurityErrors(spec, path),
    ...affinityErrors(spec.affinity, `${path}.affinity`),
    ...dnsConfigErrors(spec.dnsConfig as DnsConfig | undefined, spec.dnsPolicy, `${path}.dnsConfig`),
    ...gates.flatMap(({ conditionType = '' }, index) =>
      invalids(`${path}.readinessGates[${index}].conditionType`, conditionType, qualifiedNameMessages(conditionType)),
    ),
    ...spreadErrors(spec.topologySpreadConstraints, `${path}.topologySpreadConstraints`),
    ...nameErrors(text(spec.serviceAccountName), dnsSubdomainMessages, `${path}.serviceAccountName`),
    ...nameErrors(spec.nodeName, dnsSubdomainMessages, `${path}.nodeName`),
    ...deadlineErrors(spec.activeDeadlineSeconds, `${path}.activeDeadlineSeconds`),
    ...nameErrors(spec.hostname, dnsLabelMessages, `${path}.hostname`),
    ...nameErrors(spec.subdomain, dnsLabelMessages, `${path}.subdomain`),
    ...(spec.tolerations ?? []).flatMap((t, i) => tolerationErrors(t as Toleration, `${path}.tolerations[${i}]`)),
    ...hostAliasErrors(spec, `${path}.hostAliases`),
    ...nameErrors(text(spec.priorityClassName), dnsSubdomainMessages, `${path}.priorityClassName`),
    ...nameErrors(text(spec.runtimeClassName), dnsSubdomainMessages, `${path}.runtimeClassName`),
    ...preemptionErrors(spec.preemptionPolicy, `${path}.preemptionPolicy`),
    ...overheadErrors(spec.overhead, `${path}.overhead`),
  ];
}
