// Why the kubelet decides something: the closed vocabulary of its reasons.

/** Why the kubelet decides something: a code with the facts it rests on. The sentences live in lib/i18n/stage. */
export interface Because {
  code: BecauseCode;
  facts: Record<string, string | number>;
}

/** Closed vocabulary; each code has a sentence in both languages, and a test that says so. */
export const BECAUSE_CODES = [
  'VolumeNotMounted', // facts: volume
  'VolumeOutdated', // holds what is no longer true; facts: volume
  'VolumesNotReady', // facts: volume (names), error, until, windowMs
  'NoSandbox', // pod has none yet
  'SandboxDead', // facts: sandboxId
  'SandboxesTooMany',
  'SandboxWithoutAddress',
  'SandboxNetworkChanged',
  'NeverStarted', // facts: container
  'InitContainersFirst', // facts: container; nothing else may start before it
  'InitContainerDone', // facts: container, predecessor: the one before it has succeeded
  'InitContainersDone', // facts: container; all have succeeded, the regular ones are due
  'InitContainerFailed', // facts: container, exitCode, restartPolicy, restarts; there is no second run
  'ContainerExited', // facts: container, exitCode, restartPolicy, restarts
  'ContainerCreatedNotStarted',
  'ContainerUnknown',
  'ContainerMissing', // was there, is gone (docker rm)
  'DefinitionChanged', // container hash differs; facts: container
  'LivenessFailed', // facts: container, failures (in a row), output, restartPolicy
  'StartupFailed', // the same
  'BackOff', // facts: container, windowMs, until, restarts
  'BackOffOver',
  'PullBackOff', // facts: container, image, windowMs, until
  'ManifestGone', // facts: source
  'PodCompleted', // nothing left to run: the sandbox goes
  'PodFinished', // terminal phase
  'NotDesired', // runs, but no source names it (orphan)
  'DeadlineExceeded',
  'PodRejected', // facts: reason; admission refused it for good
  'PodBlocked', // facts: reason; it may not run on this host now
  'OldInstance', // dead predecessor beyond the one that is kept
  'SandboxLeftover',
  'AllAsDesired',
] as const;
export type BecauseCode = (typeof BECAUSE_CODES)[number];
