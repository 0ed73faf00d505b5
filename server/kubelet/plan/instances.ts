// Reading a pod's records: which instances there are, newest first.
import type { ContainerRecord } from '../runtime-service';

/** Nanoseconds matter: a sandbox and its containers are often created within one millisecond on a fast host. */
function creationKey(record: ContainerRecord): string {
  const [seconds = '', fraction = ''] = record.createdAtNano.replace(/Z$/, '').split('.');
  return `${seconds}.${fraction.padEnd(9, '0')}`;
}

export const byCreation = (a: ContainerRecord, b: ContainerRecord): number => {
  const [first, second] = [creationKey(a), creationKey(b)];
  return first === second ? b.attempt - a.attempt : first < second ? 1 : -1;
};

/** Sandboxes of a pod, newest first. */
export const sandboxesOf = (records: readonly ContainerRecord[]): ContainerRecord[] =>
  records.filter((record) => record.kind === 'sandbox').sort(byCreation);

/** App containers of a pod (all, or the instances of one), newest first. */
export const containersOf = (records: readonly ContainerRecord[], name?: string): ContainerRecord[] =>
  records
    .filter((record) => record.kind === 'container' && (name === undefined || record.containerName === name))
    .sort(byCreation);

export const isRunning = (record: ContainerRecord): boolean => record.state === 'running';

/** Created, but the engine refused to start it (docker_container.go reads that as exited, ContainerCannotRun). */
export const couldNotStart = (record: ContainerRecord): boolean => record.finishedAt === null && record.exitCode !== 0;

/** Ran to an end, or never could. */
export const hasExited = (record: ContainerRecord): boolean =>
  record.state === 'exited' || (record.state === 'created' && couldNotStart(record));

/** When it ended; one that could not start ended when it was created. ms since the epoch. */
export const endOf = (record: ContainerRecord): number => record.finishedAt ?? record.createdAt;
