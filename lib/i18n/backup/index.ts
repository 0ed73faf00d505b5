// What backup and restore say on the console.
import type { Texts } from '../locale';
import { de } from './de';
import { en } from './en';

/** Why an archive is not restored, with the facts of the entry that it is about. Sizes in bytes. */
export interface RefusalFacts {
  notAnArchive: { reason: string };
  cutOff: { path: string };
  otherFormat: { found: string };
  badPath: { path: string };
  badKind: { path: string; kind: string };
  twice: { path: string };
  foreignSeat: { path: string };
  tooMany: { limit: number };
  tooLarge: { path: string; limit: number };
  targetNotEmpty: { folder: string };
  fileExists: { file: string };
}

export type Refusal = { [C in keyof RefusalFacts]: { code: C; facts: RefusalFacts[C] } }[keyof RefusalFacts];

export type BackupTexts = { [C in keyof RefusalFacts]: (facts: RefusalFacts[C]) => string } & {
  saved: (facts: { file: string; files: number; bytes: number }) => string;
  leftOut: (paths: readonly string[]) => string;
  restored: (facts: { folder: string; files: number; bytes: number }) => string;
};

export const backupTexts: Texts<BackupTexts> = { de, en };
