// Reading the engine's answers. States as dockershim reads them (dockershim/convert.go, docker_container.go 1.20).
import type { ContainerInfo, ContainerInspectInfo } from 'dockerode';
import type { ContainerRecord, EngineState, ListedContainer, Ownership } from '@/server/kubelet/runtime-service';
import { labelledFacts, owns, podPartOf } from '../identity';

/** Names of a listing: with links there are several, and only one has no further slash. */
const ownName = (names: readonly string[] | undefined): string =>
  (names?.find((name) => name.lastIndexOf('/') === 0) ?? names?.[0] ?? '').replace(/^\//, '');

/** A listing's human status, `Up 3 minutes (Paused)`: paused counts as running, restarting and dead as unknown. */
function listedState(status: string): EngineState {
  if (status.startsWith('Up')) return 'running';
  if (status.startsWith('Exited')) return 'exited';
  if (status.startsWith('Created')) return 'created';
  return 'unknown';
}

/** One row of GET /containers/json, or null when it is none of ours. */
export function readListed(info: ContainerInfo, ownership: Ownership): ListedContainer | null {
  if (!owns(ownership, info.Labels)) return null;
  const part = podPartOf(info.Id, ownName(info.Names), info.Labels);
  return part && { ...part, state: listedState(info.Status), createdAt: info.Created * 1000 };
}

/** Milliseconds since the epoch; null for the engine's zero time, which is not the epoch. */
export function readTime(time: string | undefined): number | null {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) || ms <= Date.parse('0001-01-02T00:00:00Z') ? null : ms;
}

/** From State of an inspection; a container that could not start counts as exited here (ContainerCannotRun). */
function inspectedState(state: ContainerInspectInfo['State']): EngineState {
  if (state.Running) return 'running';
  // Docker sends `die` before a removal has ended: what is being removed is no instance to count on.
  if (state.Status === 'removing' || state.Status === 'dead') return 'unknown';
  return readTime(state.FinishedAt) !== null || state.ExitCode !== 0 ? 'exited' : 'created';
}

/** The address on the bridge. Engines since API 1.52 name it only below Networks. */
function addressOf(settings: ContainerInspectInfo['NetworkSettings'] & { IPAddress?: string }): string {
  const first = Object.values(settings.Networks ?? {}).find((network) => network.IPAddress);
  return settings.IPAddress || first?.IPAddress || '';
}

export interface ImageNames {
  repoTags: readonly string[];
  repoDigests: readonly string[];
}

/** GET /containers/<id>/json as a record, without the termination message. Null when the container is none of ours. */
export function readInspected(
  info: ContainerInspectInfo,
  image: ImageNames,
  ownership: Ownership,
): ContainerRecord | null {
  const { State: state, Config: config } = info;
  if (!owns(ownership, config.Labels)) return null;
  const part = podPartOf(info.Id, info.Name.replace(/^\//, ''), config.Labels);
  if (part === null) return null;
  const digest = image.repoDigests[0];
  return {
    ...part,
    ...labelledFacts(config.Labels),
    state: inspectedState(state),
    createdAt: readTime(info.Created) ?? 0,
    createdAtNano: info.Created,
    image: image.repoTags[0] ?? config.Image,
    imageId: digest === undefined ? `docker://${info.Image}` : `docker-pullable://${digest}`,
    startedAt: readTime(state.StartedAt),
    finishedAt: readTime(state.FinishedAt),
    exitCode: state.ExitCode,
    oomKilled: state.OOMKilled,
    error: state.Error,
    pid: state.Pid,
    ...(info.LogPath && { logPath: info.LogPath }),
    ...(part.kind === 'sandbox' && {
      ip: addressOf(info.NetworkSettings),
      hostNetwork: info.HostConfig.NetworkMode === 'host',
    }),
  };
}
