// What the preflight of a workshop says about its host: one sentence for each finding.
import type { Texts } from '../locale';
import { de } from './de';
import { en } from './en';

/** Facts by finding. Sizes are bytes, times seconds. */
export interface HostFindings {
  engineAway: { socket: string; reason: string };
  engine: { version: string; runc: string; seats: number };
  hole: { component: 'engine' | 'runc'; version: string; cves: string; fixedIn: string; source: string };
  maybeHole: { component: 'engine' | 'runc'; version: string; cves: string; fixedIn: string; source: string };
  liveRestore: Nothing;
  liveRestoreOff: Nothing;
  userns: Nothing;
  usernsOff: Nothing;
  seccompOff: Nothing;
  limitsMissing: { limits: string };
  swapUnlimited: Nothing;
  logDriver: { driver: string };
  logDriverUnbounded: { driver: string };
  forwardingOff: Nothing;
  networks: { free: number; needed: number };
  tooFewNetworks: { free: number; capacity: number; needed: number };
  memory: { total: number; needed: number };
  memoryBusy: { total: number; available: number; needed: number };
  tooLittleMemory: { total: number; needed: number; seatsThatFit: number };
  disk: { folder: string; free: number; needed: number };
  tooLittleDisk: { folder: string; free: number; needed: number };
  diskUnknown: { folder: string };
  tooFewInodes: { folder: string; free: number; needed: number };
  openFiles: { limit: number; needed: number };
  tooFewOpenFiles: { limit: number; needed: number };
  /** `now`: what this machine's clock shows, ms since the epoch. Whether it is ahead only a person can tell. */
  clock: { now: number };
  clockWrong: { year: number };
  clockUnsynchronised: { now: number };
  clocksDiffer: { seconds: number };
}
type Nothing = Record<never, never>;

export type HostFindingCode = keyof HostFindings;

export type HostSentences = { [C in HostFindingCode]: (facts: HostFindings[C]) => string };

export type HostCheckTexts = HostSentences & {
  heading: (seats: number) => string;
  verdict: (failed: number, warned: number) => string;
  daemonJson: string;
};

export const hostCheckTexts: Texts<HostCheckTexts> = { de, en };
