// What trainers did, one JSON line each, only ever added to. No codes, no secrets, no texts.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

export interface AuditFacts {
  /** Absent where it is about no seat. */
  seat?: string;
  [fact: string]: string | number | boolean | undefined;
}

export interface AuditEntry extends AuditFacts {
  /** The session's name, which is no secret. */
  who: string;
  action: string;
}

/** Adds to `audit.log` in `dir`, for its owner only. What can't be written is told to `onError`; the deed is done all the same. */
export function openAudit(dir: string, now: () => number, onError: (error: unknown) => void) {
  const file = join(dir, 'audit.log');
  return (entry: AuditEntry): void => {
    try {
      const line = JSON.stringify({ at: new Date(now()).toISOString(), ...entry });
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
    } catch (error) {
      onError(error);
    }
  };
}
