// Known holes that let somebody out of a container or past a filter, as far as a version number tells. Facts only, each with
// the page they were read on; when you add one, say when you looked.

export interface Hole {
  /** CVE numbers that one release closed together. */
  cves: readonly string[];
  component: 'engine' | 'runc';
  /** The first fixed version of each line of releases, the oldest line first; lines above the last one have the fix from their beginning. */
  fixedIn: readonly string[];
  /** Where the hole is open only to engines that decide through authorization plugins. */
  authorizationPluginsOnly?: true;
  source: string;
  /** Day of the look-up, ISO 8601. */
  readOn: string;
}

export const KNOWN_HOLES: readonly Hole[] = [
  {
    cves: ['CVE-2025-31133', 'CVE-2025-52565', 'CVE-2025-52881'],
    component: 'runc',
    fixedIn: ['1.2.8', '1.3.3'],
    source: 'https://github.com/opencontainers/runc/security/advisories',
    readOn: '2026-11-26',
  },
  {
    cves: ['CVE-2026-41567'],
    component: 'engine',
    fixedIn: ['29.5.1'],
    source: 'https://github.com/moby/moby/security/advisories',
    readOn: '2026-11-26',
  },
  {
    cves: ['CVE-2026-34040'],
    component: 'engine',
    fixedIn: ['29.3.1'],
    authorizationPluginsOnly: true,
    source: 'https://github.com/moby/moby/security/advisories',
    readOn: '2026-11-26',
  },
];

/** Where Debian says which of its versions carry a fix under an older number. */
export const debianTracker = (cve: string): string => `https://security-tracker.debian.org/tracker/${cve}`;

/**
 * Whether a version has the hole: `open` or `closed` by its number; `unknown` where a distribution may have brought the fix back
 * under an older number (`20.10.24+dfsg1`), and where the text is no version at all.
 */
export function holeIn(hole: Hole, version: string): 'open' | 'closed' | 'unknown' {
  const given = numbersOf(version);
  if (!given) return 'unknown';
  const newest = hole.fixedIn.at(-1) ?? '';
  const ownLine = hole.fixedIn.find((fixed) => sameLine(given, numbersOf(fixed) ?? []));
  if (isAtLeast(given, numbersOf(ownLine ?? newest) ?? [])) return 'closed';
  return /^v?[\d.]+(-\w+)?$/.test(version) ? 'open' : 'unknown';
}

function numbersOf(version: string): number[] | undefined {
  const found = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : undefined;
}

const sameLine = (a: readonly number[], b: readonly number[]): boolean => a[0] === b[0] && a[1] === b[1];

function isAtLeast(given: readonly number[], wanted: readonly number[]): boolean {
  for (const [at, number] of wanted.entries()) {
    const own = given[at] ?? 0;
    if (own !== number) return own > number;
  }
  return true;
}
