// Which licences third-party packages may have, and why. A new one is a decision that somebody writes down here.
import type { Locked } from './lock';

export interface Allowed {
  why: string;
  /** `shipped`: also what a bundle or an installation contains. `development`: only what builds and tests. */
  where: 'shipped' | 'development';
  /** Only these packages; else any. */
  only?: RegExp;
}

const PERMISSIVE: Allowed = { where: 'shipped', why: 'permissive: a notice is all it asks for' };
const LIBVIPS: Allowed = {
  where: 'shipped',
  only: /^@img\/sharp/,
  why: 'libvips in an optional package of Next, a library of its own that is linked dynamically and used unchanged; we never call it',
};

/** By SPDX identifier; expressions stand here as they are declared when they need a reason of their own. */
export const ALLOWED: Record<string, Allowed> = {
  MIT: PERMISSIVE,
  'Apache-2.0': { where: 'shipped', why: 'our own licence' },
  ISC: PERMISSIVE,
  'BSD-2-Clause': PERMISSIVE,
  'BSD-3-Clause': PERMISSIVE,
  '0BSD': PERMISSIVE,
  Unlicense: { where: 'shipped', why: 'public domain' },
  'OFL-1.1': { where: 'shipped', only: /^@fontsource-variable\//, why: 'fonts, shipped unchanged with their licence' },
  'CC-BY-4.0': {
    where: 'shipped',
    only: /^caniuse-lite$/,
    why: 'data about browsers for builds; named in its package',
  },
  'LGPL-3.0-or-later': LIBVIPS,
  'Apache-2.0 AND LGPL-3.0-or-later': LIBVIPS,
  'Apache-2.0 AND LGPL-3.0-or-later AND MIT': LIBVIPS,
  'BlueOak-1.0.0': { where: 'development', why: 'permissive' },
  'Python-2.0': { where: 'development', only: /^argparse$/, why: 'permissive, a port of Python code' },
  'MPL-2.0': { where: 'development', why: 'weak copyleft on its own files, which we do not change or ship' },
  'LGPL-3.0': { where: 'development', only: /^@cspell\/dict-de-de$/, why: 'a word list for the spelling check' },
  WTFPL: { where: 'development', only: /^@cspell\/dict-/, why: 'a word list for the spelling check' },
  'CC BY-SA 4.0': { where: 'development', only: /^@cspell\/dict-/, why: 'a word list for the spelling check' },
};

/** Packages whose lock entry declares none: read by a person in the LICENSE file that they carry, for this version. */
export const READ_BY_HAND: Record<string, string> = {
  'buildcheck@0.0.7': 'MIT',
  'cpu-features@0.0.10': 'MIT',
  'ssh2@1.17.0': 'MIT',
  'xmlhttprequest-ssl@2.1.2': 'MIT',
};

/** The licence of a locked package; undefined when nobody has said. */
export const licenceOf = ({ name, version, license }: Locked): string | undefined =>
  license ?? READ_BY_HAND[`${name}@${version}`];

function allows(licence: string, { name, dev }: Locked): boolean {
  const row = ALLOWED[licence];
  if (row) return (row.where === 'shipped' || dev === true) && (row.only?.test(name) ?? true);
  // Of a choice one is enough; without nesting, which nobody here declares.
  const choices = licence.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return (
    choices.length > 1 && choices.some((choice) => allows(choice, { name, version: '', path: '', dev: dev === true }))
  );
}

/** A sentence for each package that may not be used; empty when all may. */
export const refusals = (packages: Locked[]): string[] =>
  packages.flatMap((entry) => {
    const licence = licenceOf(entry);
    if (licence === undefined) return [`${entry.path}: declares no licence; read its LICENSE, then READ_BY_HAND`];
    return allows(licence, entry) ? [] : [`${entry.path}: ${licence} is not allowed for it`];
  });
