// What a file operation answers: a value, or a failure that has a sentence in both languages (lib/i18n/errors).
import type { Ack, ErrorCode, Failure } from '@/lib/protocol/events';

export const done = <T>(value: T): Ack<T> => ({ ok: true, value });

export const failed = (code: ErrorCode, facts: Failure['facts'] = {}): { ok: false; error: Failure } => ({
  ok: false,
  error: { code, facts },
});

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** The failure a system error stands for, where a person wrote `file`. */
export function systemFailure(error: unknown, file: string): { ok: false; error: Failure } {
  const code = codeOf(error);
  if (code === 'ENOENT') return failed('NotFound', { what: file });
  if (code === 'EEXIST') return failed('Exists', { file });
  if (code === 'ENOSPC' || code === 'EDQUOT') return failed('DiskFull', { file });
  return failed('WriteFailed', { file, message: messageOf(error) });
}
