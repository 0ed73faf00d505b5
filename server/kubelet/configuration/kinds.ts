// The types of settings: how each is held in memory.

import type { ModuleLevel } from '../log-filter';

export interface KindValues {
  bool: boolean;
  int32: number;
  string: string;
  ip: string;
  /** Milliseconds. */
  duration: number;
  float: number;
  strings: readonly string[];
  map: Readonly<Record<string, string>>;
  /** As `map`, but written with `<` on the command line: `memory.available<100Mi`. */
  thresholds: Readonly<Record<string, string>>;
  gates: Readonly<Record<string, boolean>>;
  headers: Readonly<Record<string, readonly string[]>>;
  /** --vmodule */
  modules: readonly ModuleLevel[];
}
export type Kind = keyof KindValues;
export type SettingValue = KindValues[Kind];

/** One row of a table of settings. */
export interface Setting<K extends Kind = Kind> {
  kind: K;
  /** Default on the command line. */
  standard: KindValues[K];
  /** What --help says; absent where the flag has no effect here. */
  usage?: string;
  /** It exists upstream and has nothing to act on here: taken, with one warning. */
  inert?: true;
  /** Taking it would mislead: the sentence that refuses it. */
  refusal?: string;
}
