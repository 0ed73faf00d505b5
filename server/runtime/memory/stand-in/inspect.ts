// `docker inspect` of an imitated container: the fields that people ask for, with the engine's names.
import type { MemoryContainer } from '../container';

const ZERO_TIME = '0001-01-01T00:00:00Z';
const time = (at: number | null): string => (at === null ? ZERO_TIME : new Date(at).toISOString());

export function inspectionOf(container: MemoryContainer, networkMode: string): Record<string, unknown> {
  const { id, name, labels, state, argv, ip } = container;
  const running = state === 'running';
  return {
    Id: id,
    Created: time(container.createdAt),
    Path: argv[0] ?? '',
    Args: argv.slice(1),
    State: {
      Status: state,
      Running: running,
      Paused: false,
      Restarting: false,
      OOMKilled: false,
      Dead: false,
      Pid: container.pid,
      ExitCode: container.exitCode,
      Error: container.error,
      StartedAt: time(container.startedAt),
      FinishedAt: time(container.finishedAt),
    },
    Image: container.imageId,
    Name: `/${name}`,
    RestartCount: 0,
    Driver: 'memory',
    Platform: 'linux',
    HostConfig: { NetworkMode: networkMode, RestartPolicy: { Name: 'no', MaximumRetryCount: 0 } },
    Config: {
      Hostname: labels['io.kubernetes.pod.name'] ?? id.slice(0, 12),
      Image: container.joins === undefined ? container.image : container.imageId,
      Cmd: argv,
      Labels: labels,
    },
    NetworkSettings: {
      IPAddress: ip,
      Networks:
        container.joins === undefined && !container.hostNetwork
          ? { bridge: { IPAddress: ip, Gateway: running ? '172.17.0.1' : '', IPPrefixLen: running ? 16 : 0 } }
          : {},
    },
  };
}
