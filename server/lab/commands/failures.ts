// What went wrong, as the failure that has a sentence in both languages.
import { ERROR_CODES, type ErrorCode, type Failure } from '@/lib/protocol/events';
import { isRuntimeError } from '@/server/kubelet/runtime-service';
import { messageOf } from '../workspace/results';

/** Carries a failure out of a lesson that is being played. */
export class FailureError extends Error {
  constructor(readonly failure: Failure) {
    super(`${failure.code} ${JSON.stringify(failure.facts)}`);
    this.name = 'FailureError';
  }
}

/** Never throws: an error that nobody foresaw is `Failed` with its own words. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  if (isRuntimeError(error, 'Unavailable')) return { code: 'EngineUnavailable', facts: { message: error.message } };
  if (error instanceof Error && 'code' in error && 'facts' in error && isErrorCode(error.code)) {
    return { code: error.code, facts: error.facts as Failure['facts'] };
  }
  return { code: 'Failed', facts: { message: messageOf(error) } };
}

const isErrorCode = (code: unknown): code is ErrorCode => (ERROR_CODES as readonly unknown[]).includes(code);
