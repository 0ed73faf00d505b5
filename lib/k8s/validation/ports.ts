// Ports of containers. Upstream: pkg/apis/core/validation validateContainerPorts, checkHostPortConflicts.
import type { Container, ContainerPort } from '../types';
import { duplicate, type FieldError, invalids, required, unsupported } from './field-error';
import { portNameMessages, portNumberMessages } from './names';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

function nameErrors(name: string | undefined, seen: Set<string>, path: string): FieldError[] {
  if (!name) return [];
  const messages = portNameMessages(name);
  if (messages.length > 0) return invalids(path, name, messages);
  if (seen.has(name)) return [duplicate(path, name)];
  seen.add(name);
  return [];
}

export function portErrors(ports: readonly ContainerPort[] | undefined, path: string): FieldError[] {
  const seen = new Set<string>();
  return (ports ?? []).flatMap((port, index) => {
    const at = `${path}[${index}]`;
    const errors = nameErrors(port.name, seen, `${at}.name`);
    if (!port.containerPort) errors.push(required(`${at}.containerPort`));
    else errors.push(...invalids(`${at}.containerPort`, port.containerPort, portNumberMessages(port.containerPort)));
    if (port.hostPort) errors.push(...invalids(`${at}.hostPort`, port.hostPort, portNumberMessages(port.hostPort)));
    if (!port.protocol) errors.push(required(`${at}.protocol`));
    else if (!PROTOCOLS.includes(port.protocol)) {
      errors.push(unsupported(`${at}.protocol`, port.protocol, PROTOCOLS));
    }
    return errors;
  });
}

/** One port of the host goes to one container only. */
export function hostPortClashErrors(containers: readonly Container[], path: string): FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap((container, index) =>
    (container.ports ?? []).flatMap((port, portIndex) => {
      if (!port.hostPort) return [];
      const key = `${port.protocol ?? ''}/${port.hostIP ?? ''}/${port.hostPort}`;
      if (taken.has(key)) return [duplicate(`${path}[${index}].ports[${portIndex}].hostPort`, key)];
      taken.add(key);
      return [];
    }),
  );
}
