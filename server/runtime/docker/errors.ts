// From what dockerode throws to the error classes of the contract. The only place that reads the engine's texts.
import { RuntimeError, type RuntimeErrorClass } from '@/server/kubelet/runtime-service';

/** The engine took longer than it may. Upstream prints the same words. */
export class DeadlineError extends Error {
  constructor() {
    super('operation timeout: context deadline exceeded');
    this.name = 'DeadlineError';
  }
}

interface Failure {
  /** HTTP status, if the engine answered at all. */
  status?: number;
  /** System error code, if it did not. */
  code?: string;
  text: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The parts of a dockerode error that are facts. */
export function failureOf(error: unknown): Failure {
  if (!isRecord(error)) return { text: String(error) };
  const answer = isRecord(error.json) ? error.json : {};
  // For answers that are streams dockerode has no `json`, only a text of its own around the engine's.
  const wrapped = String(error.message ?? error).replace(/^\(HTTP code \d+\) .*? - /, '');
  const text = typeof answer.message === 'string' ? answer.message : wrapped;
  return {
    text: text.trim(),
    ...(typeof error.statusCode === 'number' && { status: error.statusCode }),
    ...(typeof error.code === 'string' && { code: error.code }),
  };
}

/** The engine's own words as its clients print them. */
const daemonWords = (text: string): string => `Error response from daemon: ${text}`;

function connectionWords(failure: Failure, socketPath: string): string {
  const socket = `unix://${socketPath}`;
  switch (failure.code) {
    case 'ECONNREFUSED':
    case 'ENOENT':
    case 'ENOTSOCK':
      return `Cannot connect to the Docker daemon at ${socket}. Is the docker daemon running?`;
    case 'EACCES':
    case 'EPERM':
      return `Got permission denied while trying to connect to the Docker daemon socket at ${socket}: connect: permission denied`;
    default:
      return `error during connect: ${socket}: ${failure.text}`;
  }
}

/**
 * Translates any failure. No answer at all is always Unavailable; otherwise the HTTP status decides, and `refused` is
 * the class for a refusal that the status alone doesn't name.
 */
export function toRuntimeError(error: unknown, socketPath: string, refused: RuntimeErrorClass): RuntimeError {
  if (error instanceof RuntimeError) return error;
  const failure = failureOf(error);
  if (error instanceof DeadlineError) return new RuntimeError('Unavailable', failure.text, { cause: error });
  if (failure.status === undefined) {
    return new RuntimeError('Unavailable', connectionWords(failure, socketPath), { cause: error });
  }
  return new RuntimeError(classOf(failure.status, failure.text, refused), daemonWords(failure.text), { cause: error });
}

function classOf(status: number, text: string, refused: RuntimeErrorClass): RuntimeErrorClass {
  // A missing image at create, a missing sandbox at start: the call was refused, the object itself is not gone.
  if (refused === 'Create') return isNameConflict(status, text) ? 'Conflict' : 'Create';
  if (refused === 'Start' && status !== 404) return 'Start';
  if (refused === 'ImagePull') return 'ImagePull';
  if (status === 404) return 'NotFound';
  if (status === 409) return 'Conflict';
  if (status === 400) return 'Invalid';
  return refused;
}

const isNameConflict = (status: number, text: string): boolean => status === 409 && /already in use by/.test(text);

/** Id of the container that holds the name we wanted (dockershim/helpers.go conflictRE); null for any other failure. */
export function nameHolder(error: unknown): string | null {
  const failure = failureOf(error);
  if (failure.status === undefined || !isNameConflict(failure.status, failure.text)) return null;
  return /already in use by container "?([0-9a-f]+)"?/.exec(failure.text)?.[1] ?? null;
}

/** The connection broke before any answer. */
export const isConnectionReset = (error: unknown): boolean => {
  const { status, code } = failureOf(error);
  return status === undefined && (code === 'ECONNRESET' || code === 'EPIPE');
};

/** A second removal of a container that is being removed. */
export const isBeingRemoved = (error: unknown): boolean => {
  const failure = failureOf(error);
  return failure.status === 409 && /removal of container .* is already in progress/.test(failure.text);
};

/**
 * Does a failed start look as if the host forbids a negative OOM score? Where CAP_SYS_RESOURCE is missing, older runc
 * names the file and newer runc loses its child before it can say anything.
 */
export const looksLikeOomScoreRefusal = (error: unknown): boolean =>
  /oom_score_adj|oom score|final child's PID from pipe/i.test(failureOf(error).text);

/** Does a failed create or start look as if the host forbids our cgroup parent? */
export const looksLikeCgroupParentRefusal = (error: unknown): boolean => /cgroup/i.test(failureOf(error).text);
