// Every flag by its name, from both tables. Upstream: cmd/kubelet/app/options (1.20).
import { FIELDS, type Field, type FieldPath } from '../configuration/fields';
import type { Setting } from '../configuration/kinds';
import { type Flag, type FlagName, INERT_FLAGS, KUBELET_FLAGS } from '../configuration/kubelet-flags';

export interface KnownFlag extends Setting {
  name: string;
  deprecated?: string;
  /** What it sets: a field of the KubeletConfiguration, a flag of its own, or nothing. */
  sets: { field: FieldPath } | { flag: FlagName } | null;
}

const USE_CONFIG =
  "This parameter should be set via the config file specified by the Kubelet's --config flag. " +
  'See https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/ for more information.';

const ofFields = Object.entries(FIELDS as Record<string, Field>)
  .filter(([, { flag }]) => flag !== '')
  .map(([path, { flag, ...row }]) => ({
    ...row,
    name: flag,
    deprecated: USE_CONFIG,
    sets: { field: path as FieldPath },
  }));
const ofFlags = Object.entries(KUBELET_FLAGS as Record<string, Flag>).map(([name, row]) => ({
  ...row,
  name,
  sets: { flag: name as FlagName },
}));
const ofNothing = Object.entries(INERT_FLAGS).map(([name, row]) => ({ ...row, name, sets: null }));
const asked: KnownFlag[] = ['help', 'version'].map((name) => ({ name, kind: 'bool', standard: false, sets: null }));

export const KNOWN_FLAGS: ReadonlyMap<string, KnownFlag> = new Map(
  [...ofFields, ...ofFlags, ...ofNothing, ...asked]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((flag): [string, KnownFlag] => [flag.name, flag]),
);

/** The flag of this name; underscores are dashes, as upstream normalises them. */
export const knownFlag = (written: string): KnownFlag | undefined => KNOWN_FLAGS.get(written.replaceAll('_', '-'));
