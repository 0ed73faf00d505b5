// Host ports that two pods can't both have. Pure. Upstream: scheduler/framework/types.go HostPortInfo.CheckConflict (1.20).
import type { StaticPod } from '@/lib/k8s/types';

const ANY = '0.0.0.0';

interface HostPort {
  port: number;
  protocol: string;
  ip: string;
}

/** Of regular containers; on the host's network every container port is one (it was defaulted so). */
const hostPorts = ({ spec }: StaticPod): HostPort[] =>
  spec.containers
    .flatMap(({ ports = [] }) => ports)
    .filter(({ hostPort = 0 }) => hostPort > 0)
    .map(({ hostPort = 0, protocol = 'TCP', hostIP }) => ({ port: hostPort, protocol, ip: hostIP || ANY }));

const conflict = (a: HostPort, b: HostPort): boolean =>
  a.port === b.port && a.protocol === b.protocol && (a.ip === b.ip || a.ip === ANY || b.ip === ANY);

/** Does the pod want a host port that one of the others has? */
export function portsConflict(pod: StaticPod, others: readonly StaticPod[]): boolean {
  const taken = others.flatMap(hostPorts);
  return hostPorts(pod).some((wanted) => taken.some((other) => conflict(wanted, other)));
}
