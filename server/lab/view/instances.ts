// Instances of containers as the engine knows them. Pure.
import type { InstanceView } from '@/lib/protocol/view';
import type { ContainerRecord } from '@/server/kubelet/runtime-service';

/** Newest first; the listing's creation times may tie, attempts then decide. */
export const newestFirst = (a: ContainerRecord, b: ContainerRecord): number =>
  b.createdAt - a.createdAt || b.attempt - a.attempt || (a.id < b.id ? -1 : 1);

export function instanceView(record: ContainerRecord): InstanceView {
  // A container that could not be started stays `created` on the engine, with an exit code (dockershim/docker_container.go, ContainerStatus).
  const refused = record.finishedAt === null && record.exitCode !== 0 && record.state !== 'running';
  const state = refused ? 'exited' : record.state;
  return {
    id: record.id,
    attempt: record.attempt,
    state,
    image: record.image,
    createdAt: record.createdAt,
    startedAt: record.startedAt,
    finishedAt: record.finishedAt,
    exitCode: record.exitCode,
    reason: state === 'exited' ? exitReason(record, refused) : '',
    ...(record.message && { message: record.message }),
    ...(record.ip && { ip: record.ip }),
  };
}

/** dockershim/docker_container.go, ContainerStatus. */
function exitReason(record: ContainerRecord, refused: boolean): string {
  if (record.oomKilled) return 'OOMKilled';
  if (refused) return 'ContainerCannotRun';
  return record.exitCode === 0 ? 'Completed' : 'Error';
}
